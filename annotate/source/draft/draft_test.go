package draft

import "testing"

func TestTextOfABlockHasItsLineBreaks(t *testing.T) {
	b := Block{Pieces: []Piece{{Text: "The levy "}, {Text: "passes", Href: "https://a.example/"}, {Text: "and stays.", Break: true}, {Break: true}}}
	if got, want := b.Text(), "The levy passes\nand stays.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := (Block{}).Text(); got != "" {
		t.Errorf("a block without pieces has %q", got)
	}
}
