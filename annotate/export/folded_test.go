package export_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// page returns an article with the furniture of its web page: two folded blocks
// before it, and two after it, of which the last is annotated.
func page(t *testing.T) export.Bundle {
	a := newArticle("3f2a91c4", []annotate.Kind{
		annotate.Furniture, annotate.Furniture, annotate.Title, annotate.Paragraph, annotate.Furniture, annotate.Furniture,
	}, []string{"Skip to content", "Sign in", "Harbour levy passes", "The levy adds 4.20.", "Share this", "He never asked the crews."})
	for i := range a.Blocks {
		if a.Blocks[i].Kind == annotate.Furniture {
			a.Blocks[i].Folded, a.Blocks[i].Rule = true, "W1 outside the article"
		}
	}
	return export.Bundle{Article: a, Annotations: []annotate.Annotation{
		mark(t, a, "01JDFERRY0000000000000000C", annotate.Claim, "adds 4.20"),
		mark(t, a, "01JDFERRY0000000000000000D", annotate.Claim, "never asked"),
	}}
}

func copyOf(t *testing.T, b export.Bundle, write export.WriteFunc) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := write(&out, export.All(b), export.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestHTMLFoldsFurniture(t *testing.T) {
	got := copyOf(t, page(t), export.WriteHTML)
	before, rest, _ := strings.Cut(got, "<details><summary>2 blocks folded: outside the article</summary>")
	folded, article, ok := strings.Cut(rest, "</details>")
	if !ok || strings.Contains(before, "Sign in") || !strings.Contains(folded, "Sign in") || strings.Contains(folded, "Harbour") {
		t.Errorf("the page is not folded in %s", got)
	}
	if _, last, ok := strings.Cut(article, "</details>"); !ok || !strings.Contains(last, ">never asked</mark>") {
		t.Errorf("the annotated block is not shown in %s", article)
	}
}

func TestDOCXOmitsFurniture(t *testing.T) {
	data := []byte(copyOf(t, page(t), export.WriteDocx))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"Skip to content": false, "Sign in": false, "Share this": false, "adds 4.20": true, "never asked": true,
		"[2 blocks folded: outside the article]": true, "[1 block folded: outside the article]": true,
	} {
		if got := strings.Contains(string(body), text); got != want {
			t.Errorf("%q: written %v, want %v", text, got, want)
		}
	}
}
