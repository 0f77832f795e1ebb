package export_test

import (
	"regexp"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
)

// A position is believed if the file refers to the very text of the article, and is
// otherwise only as good as the words around it.
func TestPositionsInTheVeryText(t *testing.T) {
	a := newArticle("noes", []annotate.Kind{annotate.Paragraph, annotate.Paragraph, annotate.Paragraph}, []string{"no", "no", "no"})
	second := mark(t, a, "01JDFERRY0000000000000000A", annotate.Claim, "no")
	second.Anchor = anchor.Describe(a.Text, a.Digest, annotate.Span{Start: 4, End: 6})
	document, _ := write(t, "w3c", export.Bundle{Article: a, Annotations: []annotate.Annotation{second}})
	wrong := regexp.MustCompile(`"(prefix|suffix)": "[^"]*"`).ReplaceAllString(document, `"$1": "else"`)
	other := strings.ReplaceAll(wrong, a.Digest, annotate.DigestOf("another text"))
	for name, c := range map[string]struct {
		document string
		want     annotate.State
	}{"with context": {document, annotate.Anchored}, "the very text": {wrong, annotate.Anchored}, "another text": {other, annotate.Ambiguous}} {
		opt := export.ReadOptions{Clean: clean, FindArticle: func(export.ArticleRef) (*annotate.Article, error) { return a, nil }}
		bundles, _, err := export.ReadW3C(strings.NewReader(c.document), opt)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := bundles[0].Annotations[0].Anchor; got.State != c.want || got.State == annotate.Anchored && got.Span != second.Anchor.Span {
			t.Errorf("%s: %s at %v", name, got.State, got.Span)
		}
	}
}
