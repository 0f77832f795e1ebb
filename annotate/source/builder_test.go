package source

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestIsSpacedEqualsTheNaiveWay(t *testing.T) {
	slow := func(text string) bool {
		return text != "" && text == strings.Join(strings.Fields(text), " ")
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-z]{1,12}[ ]?|é|[ ]{1,2}|[\n\t]?){0,12}`).Draw(t, "text")
		if got, want := isSingleSpaced([]byte(text)), slow(text); got != want {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
	})
}
