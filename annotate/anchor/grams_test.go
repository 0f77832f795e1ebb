package anchor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestGramsFindWhatOccurs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab é…")), 0, 60, -1).Draw(t, "text")
		start := rapid.IntRange(0, len(text)).Draw(t, "start")
		words := text[start:rapid.IntRange(start, len(text)).Draw(t, "end")]
		g := newGrams(text)
		if !g.mayOccur(words) {
			t.Fatalf("%q is in %q", words, text)
		}
		if strings.Contains(text[:start]+"\n"+text[min(len(text), start+1):], words) && !g.mayRecur(words) {
			t.Fatalf("%q is twice in %q", words, text)
		}
	})
}

func TestGramsRejectWhatDoesNotOccur(t *testing.T) {
	g := newGrams("The levy was raised again. It was raised again in May.")
	for words, want := range map[string][2]bool{
		"It was raised again":                              {true, false},
		"was raised again":                                 {true, true},
		"It was lowered again":                             {false, false},
		"the levies were raised, of course, in the spring": {false, false},
		"levy":                   {true, true}, // too short to tell
		"again in May. And then": {false, false},
	} {
		if got := [2]bool{g.mayOccur(words), g.mayRecur(words)}; got != want {
			t.Errorf("%q: %v, want %v", words, got, want)
		}
	}
}
