package source

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"galley/annotate"
)

// copied is the text of a page as copied from a browser.
type copied struct {
	b     strings.Builder
	lines int  // pending line breaks
	blank bool // a space is pending
}

// copyPage returns the visible text of an HTML page.
func copyPage(t *testing.T, file string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	root, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	var c copied
	c.node(root)
	return c.b.String()
}

func (c *copied) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		c.text(n.Data)
		return
	case html.ElementNode:
		if isInvisible(n) {
			return
		}
		if n.Data == "br" {
			c.lines = min(c.lines+1, 2)
		}
	}
	gap := gapOf(n.Data)
	c.lines = max(c.lines, gap)
	for child := range n.ChildNodes() {
		c.node(child)
	}
	c.lines = max(c.lines, gap)
}

func (c *copied) text(data string) {
	for i, word := range strings.FieldsFunc(data, isSourceBlank) {
		switch {
		case c.b.Len() == 0:
		case c.lines > 0:
			c.b.WriteString(strings.Repeat("\n", c.lines))
		case c.blank || i > 0 || isSourceBlank(rune(data[0])):
			c.b.WriteByte(' ')
		}
		c.b.WriteString(word)
		c.lines, c.blank = 0, false
	}
	if data != "" && isSourceBlank(rune(data[len(data)-1])) {
		c.blank = true
	}
}

func isSourceBlank(r rune) bool { return strings.ContainsRune(" \t\r\n\f", r) }

func isInvisible(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea", "video", "audio", "object", "input":
		return true
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" || (a.Key == "style" && strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none")) {
			return true
		}
	}
	return false
}

// gapOf returns the line breaks that separate an element from its neighbors.
func gapOf(name string) int {
	switch name {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre", "figure":
		return 2
	case "div", "section", "article", "header", "footer", "aside", "nav", "main", "li", "table", "tr", "form", "figcaption",
		"dt", "dd", "address", "hr", "body":
		return 1
	}
	return 0
}

// fromTitle returns text from the first line that is the title of the page.
func fromTitle(text, title string) string {
	want := plainWords(title)
	for rest := text; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		if words := plainWords(line); words != "" && strings.Count(words, " ") >= 2 && strings.HasPrefix(want, words) {
			return rest
		}
		rest = after
	}
	return text
}

func plainWords(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), isNoWord), " ")
}

func isNoWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// shingles counts the runs of four words in text.
func shingles(text string) map[string]int {
	all := map[string]int{}
	words := strings.FieldsFunc(text, isNoWord)
	for i := range max(len(words)-3, 0) {
		all[strings.Join(words[i:i+4], " ")]++
	}
	return all
}

// titleOf returns the expected title of the page in folder.
func titleOf(t *testing.T, folder string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "expected-metadata.json"))
	if err != nil {
		t.Fatal(err)
	}
	var meta struct{ Title string }
	if err := json.Unmarshal(data, &meta); err != nil {
		t.Fatal(err)
	}
	return meta.Title
}

// A score counts the shingles that are correct, superfluous and missing.
type score [3]float64

func scoreOf(gold, got string) score {
	want, have := shingles(gold), shingles(got)
	var s score
	for w, n := range have {
		s[0] += float64(min(n, want[w]))
		s[1] += float64(max(n-want[w], 0))
	}
	for w, n := range want {
		s[2] += float64(max(n-have[w], 0))
	}
	total := max(s[0]+s[1]+s[2], 1)
	return score{s[0] / total, s[1] / total, s[2] / total}
}

func (s score) recall() float64 { return s[0] / (s[0] + s[2]) }
func (s score) f1() float64     { return 2 * s[0] / (2*s[0] + s[1] + s[2]) }

// bodyOf returns the text of the blocks of the article, or of all blocks.
func bodyOf(a *annotate.Article, all bool) string {
	var parts []string
	for _, b := range a.Blocks {
		switch b.Kind {
		case annotate.Heading, annotate.Paragraph, annotate.ListItem, annotate.Quotation, annotate.Code, annotate.Table:
			if all || !b.Folded {
				parts = append(parts, b.Span.In(a.Text))
			}
		default:
			if all {
				parts = append(parts, b.Span.In(a.Text))
			}
		}
	}
	return strings.Join(parts, "\n")
}

// TestPastedPagesKeepTheirArticle pastes the visible text of saved pages, from
// the headline on, and compares what is not folded with what Readability.js
// keeps of the page. Pages of a few words are left out.
func TestPastedPagesKeepTheirArticle(t *testing.T) {
	root := os.Getenv("GALLEY_CORPUS")
	if root == "" {
		t.Skip("GALLEY_CORPUS names no folder")
	}
	folders, err := filepath.Glob(filepath.Join(root, "html", "*", "expected.html"))
	if err != nil || len(folders) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var ruled, raw score
	for _, file := range folders {
		gold := copyPage(t, file)
		if strings.Count(gold, " ") < 150 {
			continue
		}
		page := filepath.Join(filepath.Dir(file), "source.html")
		a, err := Read([]byte(fromTitle(copyPage(t, page), titleOf(t, filepath.Dir(file)))), Options{Type: "text", Charset: "utf-8"})
		if err != nil {
			t.Fatal(err)
		}
		checkLaws(t, a)
		checkFolds(t, a)
		s, all := scoreOf(gold, bodyOf(a, false)), scoreOf(gold, bodyOf(a, true))
		t.Logf("%-28s F1 %.3f recall %.3f; without rules %.3f %.3f", filepath.Base(filepath.Dir(file)), s.f1(), s.recall(), all.f1(), all.recall())
		for i := range s {
			ruled[i], raw[i] = ruled[i]+s[i], raw[i]+all[i]
		}
	}
	t.Logf("all: F1 %.3f recall %.3f; without rules %.3f %.3f", ruled.f1(), ruled.recall(), raw.f1(), raw.recall())
	if ruled.f1() < .865 || ruled.recall() < .975 {
		t.Errorf("F1 %.3f and recall %.3f, want .865 and .975", ruled.f1(), ruled.recall())
	}
}
