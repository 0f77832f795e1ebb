package page

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// corpusFolder holds pages as NAME/source.html, each with the text that is
// its article as NAME/expected.html.
func corpusFolder(t testing.TB) string {
	folder := os.Getenv("GALLEY_CORPUS")
	if folder == "" {
		t.Skip("GALLEY_CORPUS names no folder of pages to read")
	}
	return filepath.Join(folder, "html")
}

// corpusPages returns the names of the pages of the corpus.
func corpusPages(t testing.TB) []string {
	sources, err := filepath.Glob(filepath.Join(corpusFolder(t), "*", "source.html"))
	if err != nil || len(sources) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var names []string
	for _, s := range sources {
		names = append(names, filepath.Base(filepath.Dir(s)))
	}
	return names
}

func readPage(t testing.TB, name, file string) []byte {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(corpusFolder(t), name, file))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.ToValidUTF8(source, []byte("\uFFFD"))
}

// isBody reports whether a block is scored as part of the article.
func isBody(b draft.Block) bool {
	switch b.Kind {
	case annotate.Heading, annotate.Paragraph, annotate.ListItem, annotate.Quotation, annotate.Code, annotate.Table:
		return !b.Folded
	}
	return false
}

// bodyOf returns the text of the blocks that are scored.
func bodyOf(doc draft.Document) string {
	var out strings.Builder
	for _, b := range doc.Blocks {
		if isBody(b) {
			out.WriteString(b.Text() + "\n")
		}
	}
	return out.String()
}

// goldOf returns the text of an expected page, one block per line, without the links in
// headings that edit it.
func goldOf(t testing.TB, source []byte) string {
	root, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode && !isWithinControl(n):
			out.WriteString(n.Data)
		case n.Type == html.ElementNode && !isInline(n):
			out.WriteString("\n")
		}
		if last(n) && !isInline(n.Parent) {
			out.WriteString("\n")
		}
	}
	return out.String()
}

// isWithinControl reports whether n is in “[edit]”, three elements in a <span>.
func isWithinControl(n *html.Node) bool {
	group := n.Parent.Parent
	if group == nil || group.DataAtom != atom.Span {
		return false
	}
	for c := group.FirstChild; c != nil; c = c.NextSibling {
		if strings.HasPrefix(attribute(c, "title"), "Edit section:") {
			return true
		}
	}
	return false
}

// last reports whether nothing follows n in its element.
func last(n *html.Node) bool {
	return n.NextSibling == nil && n.FirstChild == nil && n.Parent.Type == html.ElementNode
}

// shingles counts the runs of four words in text.
func shingles(text string) map[string]int {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '_'
	})
	counts := map[string]int{}
	for i := range max(len(words)-3, min(len(words), 1)) {
		counts[strings.Join(words[i:min(i+4, len(words))], " ")]++
	}
	return counts
}

// A score is how well a text agrees with another by their shingles.
type score struct{ precision, recall float64 }

func (s score) f1() float64 {
	if s.precision+s.recall == 0 {
		return 0
	}
	return 2 * s.precision * s.recall / (s.precision + s.recall)
}

func scoreOf(got, want string) score {
	a, b := shingles(got), shingles(want)
	shared, sizeA, sizeB := 0, 0, 0
	for s, n := range a {
		sizeA += n
		shared += min(n, b[s])
	}
	for _, n := range b {
		sizeB += n
	}
	if sizeA == 0 && sizeB == 0 {
		return score{1, 1}
	}
	return score{float64(shared) / float64(max(sizeA, 1)), float64(shared) / float64(max(sizeB, 1))}
}

// leastScore is the mean F1 over the corpus below which reading has become
// worse.
const leastScore = .97

func TestBodiesOfTheCorpus(t *testing.T) {
	var sum score
	var f1 float64
	var table strings.Builder
	pages := corpusPages(t)
	for _, name := range pages {
		doc := parsed(t, string(readPage(t, name, "source.html")))
		s := scoreOf(bodyOf(doc), goldOf(t, readPage(t, name, "expected.html")))
		sum.precision += s.precision
		sum.recall += s.recall
		f1 += s.f1()
		fmt.Fprintf(&table, "%-32s F1 %.3f  P %.3f  R %.3f\n", name, s.f1(), s.precision, s.recall)
		dump(t, name, doc)
	}
	n := float64(len(pages))
	mean := f1 / n
	fmt.Fprintf(&table, "%-32s F1 %.4f  P %.4f  R %.4f\n", "mean", mean, sum.precision/n, sum.recall/n)
	t.Log("\n" + table.String())
	if mean < leastScore {
		t.Errorf("mean F1 %.4f is below %.2f", mean, leastScore)
	}
}

func dump(t *testing.T, name string, doc draft.Document) {
	folder := os.Getenv("PAGE_DUMP")
	if folder == "" {
		return
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%+v\n%s\n", doc.Meta, doc.Canonical)
	for _, b := range doc.Blocks {
		mark := " "
		if b.Folded {
			mark = "-"
		}
		fmt.Fprintf(&out, "%s %s %d [%s] %s\n", mark, b.Kind, b.Level, b.Rule.Name, strings.Join(strings.Fields(b.Text()), " "))
	}
	if err := os.WriteFile(filepath.Join(folder, name+".txt"), []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
