package anchor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// slowDistance is the textbook algorithm.
func slowDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			least := min(row[j], row[j+1]) + 1
			if a[i] == b[j] {
				least = min(least, diagonal)
			} else {
				least = min(least, diagonal+1)
			}
			diagonal, row[j+1] = row[j+1], least
		}
	}
	return row[len(b)]
}

// drawLong draws strings of about one, two and three machine words, too.
func drawLong(t *rapid.T, label string) string {
	return strings.Repeat(rapid.StringMatching(`[ab]{0,9}`).Draw(t, label), rapid.SampledFrom([]int{1, 2, 7, 8, 16, 22}).Draw(t, label+" times")) +
		rapid.StringMatching(`[abcé]{0,70}`).Draw(t, label+" end")
}

func TestDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawLong(t, "a"), drawLong(t, "b")
		if got, want := compile(a).distance(b), slowDistance(a, b); got != want {
			t.Fatalf("%q and %q: %d, want %d", a, b, got, want)
		}
	})
}

func TestNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, words := drawLong(t, "text"), drawLong(t, "words")
		most := rapid.IntRange(0, len(words)).Draw(t, "errors")
		best := len(words) + 1
		for i := range len(text) + 1 {
			for j := i; j <= len(text) && len(text) < 40; j++ {
				best = min(best, slowDistance(words, text[i:j]))
			}
		}
		h, ok := nearest(text, words, most)
		if ok && slowDistance(words, text[h.start:h.end]) != h.errors {
			t.Fatalf("%+v is %q", h, text[h.start:h.end])
		}
		if len(text) < 40 && words != "" && text != "" && (ok != (best <= most) && best < len(words) || ok && h.errors != best && best < len(words)) {
			t.Fatalf("%+v %v, want %d errors", h, ok, best)
		}
	})
}

// Places that other matchers publish for the same words.
func TestNearestOnKnownTexts(t *testing.T) {
	const solitude = "Many years later, as he faced the firing squad, Colonel Aureliano Buendia was to remember that distant " +
		"afternoon when his father took him to discover ice"
	for _, c := range []struct {
		text, words string
		want        string
		errors      int
	}{
		{solitude, "discover ice", "discover ice", 0},
		{solitude, "Many yers later", "Many years later", 1},
		{solitude, "some years later", "Many years later", 4},
		{"three blind mice", "blnd", "blind", 1},
		{"three blind mice", "mince", "mice", 1},
		{"one 😀 two", "😀", "😀", 0},
		{strings.Repeat("a", 64) + strings.Repeat("b", 64), strings.Repeat("a", 32) + strings.Repeat("b", 32),
			strings.Repeat("a", 32) + strings.Repeat("b", 32), 0},
		{"x" + strings.Repeat("ab", 64) + "y", strings.Repeat("ab", 64), strings.Repeat("ab", 64), 0},
	} {
		h, ok := nearest(c.text, c.words, len(c.words)/2)
		if !ok || c.text[h.start:h.end] != c.want || h.errors != c.errors {
			t.Errorf("%q: %q, %+v, %v; want %q with %d errors", c.words, c.text[h.start:h.end], h, ok, c.want, c.errors)
		}
	}
	if _, ok := nearest(solitude, "a different sentence", 5); ok {
		t.Error("absent words were found")
	}
	if _, ok := nearest("", "words", 2); ok {
		t.Error("words were found in an empty text")
	}
}
