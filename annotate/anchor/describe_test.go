package anchor_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/anchor"
)

func TestDescribeInTheMiddleOfAText(t *testing.T) {
	before, words, after := strings.Repeat("é", 70), "the words", strings.Repeat("中", 70)
	text := before + words + after
	span := annotate.Span{Start: len(before), End: len(before) + len(words)}
	got := anchor.Describe(text, "digest", span)
	want := annotate.Anchor{
		Span: span, Exact: words, Prefix: strings.Repeat("é", 64), Suffix: strings.Repeat("中", 64),
		TextDigest: "digest", State: annotate.Anchored, Score: 1,
	}
	if !got.Equal(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestDescribeAWholeText(t *testing.T) {
	got := anchor.Describe("all", "d", annotate.Span{Start: 0, End: 3})
	if got.Exact != "all" || got.Prefix != "" || got.Suffix != "" {
		t.Errorf("got %+v", got)
	}
}

func TestDescribeMatchesTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := []rune(rapid.StringMatching(`[a-zé中🎉 ]{1,200}`).Draw(t, "text"))
		from := rapid.IntRange(0, len(runes)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(runes)).Draw(t, "to")
		text := string(runes)
		span := annotate.Span{Start: len(string(runes[:from])), End: len(string(runes[:to]))}
		a := anchor.Describe(text, annotate.DigestOf(text), span)
		if text[span.Start-len(a.Prefix):span.End+len(a.Suffix)] != a.Prefix+a.Exact+a.Suffix {
			t.Fatalf("%+v does not match %q", a, text)
		}
		if got, want := utf8.RuneCountInString(a.Prefix), min(from, anchor.Context); got != want {
			t.Fatalf("%d code points before, want %d", got, want)
		}
		if got, want := utf8.RuneCountInString(a.Suffix), min(len(runes)-to, anchor.Context); got != want {
			t.Fatalf("%d code points after, want %d", got, want)
		}
	})
}

func TestFirstAndLastRunes(t *testing.T) {
	for _, c := range []struct {
		s          string
		n          int
		head, tail string
	}{
		{"", 3, "", ""},
		{"é中🎉", 0, "", ""},
		{"é中🎉", 1, "é", "🎉"},
		{"é中🎉", 2, "é中", "中🎉"},
		{"é中🎉", 3, "é中🎉", "é中🎉"},
		{"é中🎉", 9, "é中🎉", "é中🎉"},
		{"abc", -1, "", ""},
	} {
		if got := anchor.FirstRunes(c.s, c.n); got != c.head {
			t.Errorf("first %d of %q: %q, want %q", c.n, c.s, got, c.head)
		}
		if got := anchor.LastRunes(c.s, c.n); got != c.tail {
			t.Errorf("last %d of %q: %q, want %q", c.n, c.s, got, c.tail)
		}
	}
}
