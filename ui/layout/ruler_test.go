package layout

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"galley/annotate"

	"github.com/charmbracelet/x/ansi"
)

func TestStandaloneCharactersJoinNoBlank(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		s := string(r)
		if !utf8.ValidRune(r) || !neverJoins(r) {
			continue
		}
		if annotate.NextGrapheme(" "+s, 0) > 1 || annotate.NextGrapheme(s+" ", 0) > len(s) {
			t.Errorf("%U joins a blank", r)
		}
	}
}

func TestGlyphs(t *testing.T) {
	for _, c := range []struct {
		cluster     string
		room        int
		text        string
		wc, grouped int // widths
	}{
		{"a", 1, "a", 1, 1},
		{"é", 9, "é", 1, 1},
		{"e\u0301", 9, "e\u0301", 1, 1},
		{"中", 2, "中", 2, 2},
		{"中", 1, "?", 1, 1},
		{"क्षि", 9, "क्षि", 3, 1},
		{"👨\u200d👩\u200d👧", 9, "👨\u200d👩\u200d👧", 6, 2},
		{"🇩🇪", 9, "🇩🇪", 2, 2},
		{"\u0301", 9, "◌\u0301", 1, 1},
		{"\u200d", 9, "?", 1, 1},
		{"\u202e", 9, "?", 1, 1},
		{"\u00ad", 9, "?", 1, 1},
		{"a\u200d", 9, "?", 1, 1},
		{"p\U000e0121\U000e0122", 9, "?", 1, 1},
		{"ក\u200b", 9, "ក", 1, 1},
		{"5\u200b", 1, "5", 1, 1},
		{"ᠭ\u180e", 9, "ᠭ", 1, 1},
		{"م\u200d", 9, "م\u200d", 1, 1},
		{"e\u0301\xe2", 9, "?", 1, 1},
		{"\x1b", 9, "?", 1, 1},
		{"\u009b", 9, "?", 1, 1},
		{"\xff", 9, "?", 1, 1},
		{"\u2028", 9, " ", 1, 1},
	} {
		for method, want := range map[ansi.Method]int{ansi.WcWidth: c.wc, ansi.GraphemeWidth: c.grouped} {
			text, width := ruler{method}.glyph(c.cluster, c.room)
			if text != c.text || width != want {
				t.Errorf("%q with method %d: %q is %d wide, want %q, %d", c.cluster, method, text, width, c.text, want)
			}
		}
	}
}
