package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// parseBytes parses a size such as 10MB and returns it in bytes.
func parseBytes(text string) (int, error) {
	digits := strings.TrimRight(text, "kKMiB")
	unit := map[string]int{"B": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "KiB": 1 << 10, "MiB": 1 << 20}[text[len(digits):]]
	if n, err := strconv.ParseUint(digits, 10, 20); err == nil && n > 0 && unit > 0 {
		return int(n) * unit, nil
	}
	return 0, fmt.Errorf("%q is not a size such as 10MB", text)
}

// paragraphBytes is the mean length of a generated paragraph.
const paragraphBytes = 420

// vocabulary lists the words of generated sentences, most common first.
const vocabulary = `the of and to a in that it was for on with as his they at be this from have or by one had not but what
all were when we there can an your which their said if do will each about how up out them then she many some so these would
other into has more her two like him see time could no make than first been its who now people my made over did down only way
find use may water long little very after words called just where most know council harbour levy ferry ticket night wall winter
union mayor vote figure claim report office paper street morning money price passenger crew quay storm season letter bridge
member party deal summer account reason speaker answer question number table record witness source meeting evening neighbor`

const paragraphBreak = "\n\n"

// generate returns English-like paragraphs, at least size bytes in all, each ending
// in a full stop. They are the same in every run.
func generate(size int, separator string) string {
	var out strings.Builder
	g := newGenerator(1)
	for out.Len() < size {
		if out.Len() > 0 {
			out.WriteString(separator)
		}
		out.WriteString(g.paragraph())
	}
	return out.String()
}

// A generator generates text.
type generator struct {
	words []string
	rand  *rand.Rand
}

// newGenerator returns a generator whose text depends only on the seed.
func newGenerator(seed uint64) generator {
	return generator{words: strings.Fields(vocabulary), rand: rand.New(rand.NewPCG(1, seed))}
}

// word returns a random word. Common words are more likely.
func (g generator) word() string {
	share := g.rand.Float64()
	return g.words[int(share*share*float64(len(g.words)))]
}

// sentence returns 6 to 22 words, one in eight with a quotation.
func (g generator) sentence() string {
	words := make([]string, 6+g.rand.IntN(17))
	for i := range words {
		words[i] = g.word()
	}
	words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
	middle := len(words) / 2
	if g.rand.IntN(8) == 0 {
		return "“" + strings.Join(words[:middle], " ") + ",” said the " + strings.Join(words[middle:], " ") + "."
	}
	if g.rand.IntN(3) == 0 {
		words[middle] += ","
	}
	return strings.Join(words, " ") + "."
}

func (g generator) paragraph() string {
	length := paragraphBytes/2 + g.rand.IntN(paragraphBytes) - 36 // the last sentence exceeds the length by 36 bytes on average
	var b strings.Builder
	for b.Len() < length {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(g.sentence())
	}
	return b.String()
}

// generateMarkdown returns English-like Markdown: mostly paragraphs, some with
// emphasis and links, and headings, lists and quotations.
func generateMarkdown(size int) string {
	marked := strings.NewReplacer(" said ", " *said* ", " which ", " [which](https://example.org/which) ", " council ", " **council** ")
	paragraphs := strings.Split(generate(size, paragraphBreak), paragraphBreak)
	for i, paragraph := range paragraphs {
		switch i % 10 {
		case 0:
			paragraph = "## " + strings.Join(strings.Fields(paragraph)[:5], " ") + paragraphBreak + paragraph
		case 1:
			paragraph = "> " + paragraph
		case 2:
			paragraph = "- " + strings.Join(strings.SplitAfter(paragraph, ". "), "\n- ")
		case 3, 4:
			paragraph = marked.Replace(paragraph)
		}
		paragraphs[i] = paragraph
	}
	return strings.Join(paragraphs, paragraphBreak)
}

// generatePage returns a web page with an article, navigation and a footer.
func generatePage(size int) string {
	return `<!doctype html><html lang="en"><head><title>The harbour levy</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>The harbour levy</h1>
<p>` + strings.ReplaceAll(generate(size, paragraphBreak), paragraphBreak, "</p>\n<p>") + `</p>
<p>The ` + rareWord + ` came last of all that was said there.</p>
</article>
<footer><p>All rights reserved.</p></footer>
</body></html>
`
}
