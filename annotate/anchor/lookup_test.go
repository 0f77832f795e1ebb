package anchor

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
)

// A Finder that has a suffix array finds what one finds that reads the text.
func TestLookupFindsWhatReadingFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[abA]{1,3}|é|é中|🎉|“c|ﬁ|fi|\n\n`)
		text := strings.TrimSpace(strings.Join(rapid.SliceOfN(word, 0, 80).Draw(t, "words"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between")))
		reading, looking := NewFinder(text), NewFinder(text)
		looking.exact.reads, looking.alike.reads = readsBeforeArray, readsBeforeArray
		for range 4 {
			asked := annotate.Anchor{Exact: strings.Join(rapid.SliceOfN(word, 1, 5).Draw(t, "exact"), " "), Prefix: word.Draw(t, "prefix")}
			if start := rapid.IntRange(0, len(text)).Draw(t, "start"); rapid.Bool().Draw(t, "in the text") {
				asked.Exact = strings.ToValidUTF8(text[start:min(len(text), start+rapid.IntRange(0, 20).Draw(t, "length"))], "")
			}
			if got, want := looking.Find(asked), reading.Find(asked); !got.Equal(want) {
				t.Fatalf("%q: got %+v, want %+v", asked.Exact, got, want)
			}
		}
	})
}

func TestLookupListsAllOccurrencesInOrder(t *testing.T) {
	for _, n := range []int{0, 1, 5, maxListed, maxListed + 1, 3 * maxListed} {
		l := lookup{text: strings.Repeat("abab ", n), reads: readsBeforeArray}
		for _, words := range []string{"", "a", "ab", "bab ", "none"} {
			want := slices.Collect(read(l.text, annotate.Span{End: len(l.text)}, words))
			if got := slices.Collect(l.starts(words)); !slices.Equal(got, want) || l.array == nil {
				t.Errorf("%d times: %q at %v, want %v", n, words, got, want)
			}
		}
	}
}
