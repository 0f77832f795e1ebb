package quote_test

import (
	"strings"
	"testing"
	"unicode"

	"galley/annotate"
	"galley/internal/library/quote"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// marked removes the marks «…» from a text and returns the spans between them, in order.
func marked(text string) (string, []annotate.Span) {
	var plain strings.Builder
	var spans []annotate.Span
	var open []int
	for _, r := range text {
		switch r {
		case '«':
			open = append(open, len(spans))
			spans = append(spans, annotate.Span{Start: plain.Len()})
		case '»':
			spans[open[0]].End = plain.Len()
			open = open[1:]
		default:
			plain.WriteRune(r)
		}
	}
	return plain.String(), spans
}

func TestSpansOfAQuotation(t *testing.T) {
	cases := []struct{ name, text, words string }{
		{"once", "The levy «adds 4.20» to it.", "adds 4.20"},
		{"the whole text", "«levy»", "levy"},
		{"twice", "«The levy», and «The levy».", "The levy"},
		{"inside a word", "de«fer»red", "fer"},
		{"other capitals", "The levy", "the levy"},
		{"other quotation marks", "“Nobody asked”", `"Nobody asked"`},
		{"a blank for a line end", "a tax «on\npeople» who", "on people"},
		{"a blank for a blank line", "a tax «on\n\npeople» who", "on people"},
		{"a blank for a no-break space", "«4\u00a0million» crowns", "4 million"},
		{"two blanks for one", "a tax «on people»", "on \n people"},
		{"no blank for a blank", "a tax on people", "onpeople"},
		{"a blank for none", "a tax onpeople", "on people"},
		{"white space at its ends", "a «tax» on", " tax\n"},
		{"nothing but white space", "a tax on", " \n"},
		{"nothing", "a tax on", ""},
		{"overlapping itself", "«ha ha ha ha»", "ha ha ha ha"},
		{"over emoji", "a «👩‍👩‍👧 family» of", "👩‍👩‍👧 family"},
		{"a part of an emoji", "a 👩‍👩‍👧 family", "👩"},
		{"without its accent", "ete\u0301 et", "ete"},
		{"with its accent", "«ete\u0301» et", "ete\u0301"},
		{"Han", "船票«涨价»了", "涨价"},
		{"longer than the text", "le", "levy"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text, want := marked(c.text)
			if diff := cmp.Diff(want, quote.Find(text, c.words)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWordsThatOverlapThemselvesHaveSeveralSpans(t *testing.T) {
	want := []annotate.Span{{Start: 0, End: 5}, {Start: 3, End: 8}}
	if diff := cmp.Diff(want, quote.Find("ha ha ha", "ha ha")); diff != "" {
		t.Error(diff)
	}
}

func TestNearFindsLikelyMatches(t *testing.T) {
	cases := []struct{ name, text, words string }{
		{"straight for curly", "said «“Nobody asked,”» and", `"Nobody asked,"`},
		{"hyphen for dash", "the «2019–20» season", "2019-20"},
		{"other capitals", "The «Levy Passed» today", "levy passed"},
		{"capitals for none", "the «levy passed» today", "LEVY Passed"},
		{"without accents", "the «café» closed", "cafe"},
		{"accents for none", "the «cafe» closed", "café"},
		{"letters for a ligature", "the «coeﬃcient» rose", "coefficient"},
		{"a stroke for none", "by «Soren» Lund", "Søren"},
		{"full width", "in «２０２６» it", "2026"},
		{"vowel signs", "قال «مُحَمَّد» نعم", "محمد"},
		{"full stops for an ellipsis", "it «was… so» he said", "was... so"},
		{"a word with a soft hyphen", "the «har\u00adbour» wall", "harbour"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text, want := marked(c.text)
			got, ok := quote.Near(text, c.words)
			if !ok || got != want[0] {
				t.Errorf("got %v %v, want %v", got, ok, want[0])
			}
		})
	}
	if got, ok := quote.Near("the levy passed", "the levies"); ok {
		t.Errorf("other words found at %v", got)
	}
}

// TestEveryWordSequenceIsFoundAtItsSpan searches random texts for words of theirs, with
// other white space between them.
func TestEveryWordSequenceIsFoundAtItsSpan(t *testing.T) {
	word := rapid.StringMatching(`[a-cé船👩“”.]{1,3}`)
	blank := rapid.SampledFrom([]string{" ", "\n", "\n\n", "\u00a0"})
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 12).Draw(t, "words")
		var text strings.Builder
		starts := make([]int, len(words))
		for i, w := range words {
			if i > 0 {
				text.WriteString(blank.Draw(t, "blank"))
			}
			starts[i] = text.Len()
			text.WriteString(w)
		}
		from := rapid.IntRange(0, len(words)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(words)-1).Draw(t, "to")
		want := annotate.Span{Start: starts[from], End: starts[to] + len(words[to])}
		found := false
		for _, place := range quote.Find(text.String(), strings.Join(words[from:to+1], "  ")) {
			found = found || place == want
			same := strings.FieldsFunc(place.In(text.String()), unicode.IsSpace)
			if diff := cmp.Diff(words[from:to+1], same); diff != "" {
				t.Fatalf("other words at %v:\n%s", place, diff)
			}
		}
		if !found {
			t.Fatalf("%q not found at %v of %q", words[from:to+1], want, text.String())
		}
	})
}
