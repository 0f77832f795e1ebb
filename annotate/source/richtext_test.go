package source

import (
	"testing"

	"galley/annotate"
	"galley/annotate/source/draft"
)

func TestADraftBecomesCanonicalText(t *testing.T) {
	doc := draft.Document{
		Meta: annotate.Meta{Title: "The\x1b[31m ferry\n", Language: "en"},
		Blocks: []draft.Block{
			{Kind: annotate.Title, Pieces: []draft.Piece{{Text: " The\n  ferry "}}},
			{Kind: annotate.Paragraph, Pieces: []draft.Piece{{Text: " \t\n"}}},
			{Kind: annotate.Paragraph, Pieces: []draft.Piece{
				{Text: "It "}, {Text: "sails", Style: annotate.Strong}, {Text: " at\nsix", Break: true},
				{Text: " and", Style: annotate.Link, Href: "https://example.org/a"}, {Text: " back\x1b]0;x\x07.", Style: annotate.Link, Href: "javascript:x"},
			}},
			{Kind: annotate.Code, Pieces: []draft.Piece{{Text: "\nif  x:\n\tgo\n"}}},
			{Kind: annotate.Furniture, Folded: true, Rule: draft.Rule{Name: "P1 control word", Confidence: .96}, Pieces: []draft.Piece{{Text: "Share"}}},
		},
	}
	b := newBuilder(nil)
	a, err := b.article(b.addDraft(doc))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Check(); err != nil {
		t.Error(err)
	}
	if want := "The ferry\n\nIt sails\nat six and back.\n\nif  x:\n    go\n\nShare"; a.Text != want {
		t.Errorf("got %q, want %q", a.Text, want)
	}
	if a.Meta.Title != "The ferry" || a.Removed.Controls == 0 {
		t.Errorf("title %q, removed %+v", a.Meta.Title, a.Removed)
	}
	runs := a.Blocks[1].Runs
	if len(runs) != 2 || runs[0].Span.In(a.Text) != "sails" || runs[1].Href != "https://example.org/a" {
		t.Errorf("runs %+v", runs)
	}
	if last := a.Blocks[3]; !last.Folded || last.Rule != "P1 control word" || last.Number != 0 {
		t.Errorf("furniture %+v", last)
	}
}
