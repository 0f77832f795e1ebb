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

func TestLettersOfSymbolFonts(t *testing.T) {
	for font, c := range map[string]struct{ text, want string }{
		"Symbol": {"a \uF0A3 5", "α ≤ 5"}, "Wingdings": {"\uF0FE\u00A8\uF0E0", "☑☐→"},
		"Wingdings 2": {"P\uF052O \uF0A3 ij", "✓☑✗ □ ⓪①"}, "'Wingdings 3'": {"\uF067fhi qx}", "→←↑↓ ▼◣▶"},
		"WEBDINGS": {"a\uF04E 4~", "✔👁 ⏵🗲"}, "Arial": {"aP\uF052", "aP\uF052"},
	} {
		if got := FromFont(font, c.text); got != c.want {
			t.Errorf("%s: got %s, want %s", font, got, c.want)
		}
	}
	for _, table := range []string{symbolFont, wingdings, wingdings2, wingdings3, webdings} {
		if n := len([]rune(table)); n != 0xFF-' ' {
			t.Errorf("%q… has %d characters", string([]rune(table)[:5]), n)
		}
	}
}
