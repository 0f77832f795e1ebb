package anchor_test

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/source"
)

// A text of the corpus, in paragraphs.
type corpusText struct {
	name       string
	paragraphs []string
}

// corpusTexts returns the plain articles of the corpus, the prose of its pages
// where there is enough, and the sample.
func corpusTexts(t testing.TB) (texts []corpusText) {
	t.Helper()
	dir := os.Getenv("GALLEY_CORPUS")
	if dir == "" {
		t.Skip("GALLEY_CORPUS names no folder")
	}
	for _, pattern := range []string{"wikinews/*.txt", "articles/*.txt", "html/*/expected.html"} {
		names, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no such file in the corpus (%v)", pattern, err)
		}
		for _, name := range names {
			if c := readText(t, name); len(c.paragraphs) >= 6 {
				texts = append(texts, c)
			}
		}
	}
	return append(texts, readText(t, filepath.FromSlash("../../sample/article.md")))
}

func readText(t testing.TB, name string) corpusText {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	label := filepath.Base(name)
	if filepath.Ext(name) == ".html" {
		label = filepath.Base(filepath.Dir(name))
		if data = []byte(proseOf(string(data))); len(data) == 0 {
			return corpusText{}
		}
	}
	a, err := source.Read(data, source.Options{Name: name + ".txt"})
	if err != nil {
		t.Fatal(err)
	}
	c := corpusText{name: label}
	for _, b := range a.Blocks {
		c.paragraphs = append(c.paragraphs, b.Span.In(a.Text))
	}
	return c
}

// proseOf returns the text of the paragraphs of a page.
func proseOf(page string) string {
	var paragraphs []string
	tag := regexp.MustCompile(`<[^>]*>`)
	for _, p := range regexp.MustCompile(`(?s)<p[^>]*>(.*?)</p>`).FindAllStringSubmatch(page, -1) {
		words := strings.Fields(html.UnescapeString(tag.ReplaceAllString(p[1], "")))
		paragraphs = append(paragraphs, strings.Join(words, " "))
	}
	return strings.Join(paragraphs, "\n\n")
}

// article makes an article of paragraphs.
func article(paragraphs ...string) *annotate.Article {
	a := &annotate.Article{Text: strings.Join(paragraphs, annotate.Separator)}
	off := 0
	for _, p := range paragraphs {
		a.Blocks = append(a.Blocks, annotate.Block{Span: annotate.Span{Start: off, End: off + len(p)}})
		off += len(p) + len(annotate.Separator)
	}
	a.Digest = annotate.DigestOf(a.Text)
	annotate.NumberBlocks(a.Blocks)
	return a
}
