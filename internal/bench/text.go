package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
)

func runGen(args []string, w io.Writer) error {
	flags := flag.NewFlagSet("bench gen", flag.ContinueOnError)
	size := flags.String("size", "1MB", "how much text, in B, kB, MB, KiB or MiB")
	seed := flags.Uint64("seed", 1, "of the words")
	oneline := flags.Bool("oneline", false, "one line without a paragraph break")
	if err := flags.Parse(args); err != nil {
		return err
	}
	bytes, err := parseBytes(*size)
	if err != nil {
		return err
	}
	separator := paragraphBreak
	if *oneline {
		separator = " "
	}
	return generate(w, bytes, *seed, separator)
}

// parseBytes parses a size such as 10MB.
func parseBytes(text string) (int, error) {
	for _, unit := range []struct {
		name  string
		bytes int
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"kB", 1e3}, {"KB", 1e3}, {"MB", 1e6}, {"B", 1}} {
		number, ok := strings.CutSuffix(text, unit.name)
		if !ok {
			continue
		}
		if n, err := strconv.ParseUint(number, 10, 20); err == nil && n > 0 {
			return int(n) * unit.bytes, nil
		}
	}
	return 0, fmt.Errorf("%q is not a size such as 10MB", text)
}

// paragraphBytes is the mean length of a generated paragraph.
const paragraphBytes = 420

// vocabulary is the words of generated sentences, the most common ones first.
const vocabulary = `the of and to a in that it was for on with as his they at be this from have or by one had not but what
all were when we there can an your which their said if do will each about how up out them then she many some so these would
other into has more her two like him see time could no make than first been its who now people my made over did down only way
find use may water long little very after words called just where most know council harbour levy ferry ticket night wall winter
union mayor vote figure claim report office paper street morning money price passenger crew quay storm season letter bridge
member party deal summer account reason speaker answer question number table record witness source meeting evening neighbour`

const paragraphBreak = "\n\n"

// generate writes at least that many bytes of English-like paragraphs, each
// ending in a full stop. The same seed gives the same text.
func generate(w io.Writer, bytes int, seed uint64, separator string) error {
	out := bufio.NewWriter(w)
	g := generator{words: strings.Fields(vocabulary), rand: rand.New(rand.NewPCG(seed, 1))}
	for written := 0; written < bytes; {
		paragraph := g.paragraph()
		if written > 0 {
			paragraph = separator + paragraph
		}
		n, err := out.WriteString(paragraph)
		if err != nil {
			return err
		}
		written += n
	}
	out.WriteByte('\n')
	return out.Flush()
}

// A generator makes up text.
type generator struct {
	words []string
	rand  *rand.Rand
}

// word returns a random word, common ones more often.
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
