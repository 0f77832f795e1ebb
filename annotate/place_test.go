package annotate_test

import (
	"testing"

	"galley/annotate"
)

func TestPlaceOfASpan(t *testing.T) {
	a := &annotate.Article{Text: "Head\n\nOne.\n\nTwo.\n\nCap\n\nThree.", Blocks: []annotate.Block{
		{Kind: annotate.Heading, Span: annotate.Span{Start: 0, End: 4}}, {Span: annotate.Span{Start: 6, End: 10}},
		{Span: annotate.Span{Start: 12, End: 16}}, {Kind: annotate.Caption, Span: annotate.Span{Start: 18, End: 21}},
		{Span: annotate.Span{Start: 23, End: 29}},
	}}
	annotate.NumberBlocks(a.Blocks)
	for span, want := range map[annotate.Span][2]string{
		{Start: 6, End: 10}:  {"¶1", ""},
		{Start: 7, End: 7}:   {"¶1", ""},
		{Start: 7, End: 14}:  {"¶1–2", "¶1–2"},
		{Start: 6, End: 29}:  {"¶1–3", "¶1–3"},
		{Start: 12, End: 20}: {"¶2", ""},
		{Start: 2, End: 14}:  {"heading", ""},
		{Start: 18, End: 29}: {"caption", ""},
	} {
		if got := [2]string{a.Place(span), a.Range(span)}; got != want {
			t.Errorf("%v is in %q, want %q", span, got, want)
		}
	}
}
