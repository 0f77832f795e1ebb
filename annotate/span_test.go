package annotate_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"galley/annotate"
)

// offsets returns the offsets that a span covers in a text of ten bytes.
func offsets(s annotate.Span) map[int]bool {
	in := map[int]bool{}
	for off := range 10 {
		if s.Contains(off) {
			in[off] = true
		}
	}
	return in
}

func TestSpansAgainstSetsOfOffsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) annotate.Span {
			start := rapid.IntRange(0, 9).Draw(t, label)
			return annotate.Span{Start: start, End: rapid.IntRange(start+1, 10).Draw(t, label)}
		}
		a, b := draw("a"), draw("b")
		inA, inB := offsets(a), offsets(b)
		shared := map[int]bool{}
		for off := range inA {
			if inB[off] {
				shared[off] = true
			}
		}
		if a.Len() != len(inA) || a.Empty() {
			t.Fatalf("%v has %d bytes, %d by count", a, a.Len(), len(inA))
		}
		if a.Overlaps(b) != (len(shared) > 0) || a.Covers(b) != (len(shared) == len(inB)) {
			t.Fatalf("%v and %v: overlaps %v, covers %v", a, b, a.Overlaps(b), a.Covers(b))
		}
		cut := a.Intersect(b)
		if cut.Empty() != (len(shared) == 0) || !cut.Empty() && cut.Len() != len(shared) {
			t.Fatalf("%v and %v share %v", a, b, cut)
		}
	})
}

func TestTrim(t *testing.T) {
	for text, want := range map[string]string{
		"a": "a", " a ": "a", "\u00a0a b\u3000\n": "a b", "": "", " \n\u2003": "",
	} {
		got, ok := annotate.Span{Start: 0, End: len(text)}.Trim(text)
		if ok != (want != "") || ok && got.In(text) != want {
			t.Errorf("%q: %v %v, want %q", text, got, ok, want)
		}
	}
	inner, ok := annotate.Span{Start: 1, End: 5}.Trim("x a  y")
	if !ok || inner != (annotate.Span{Start: 2, End: 3}) {
		t.Errorf("in the middle: %v %v", inner, ok)
	}
}

func TestTrimmingTwiceIsTrimmingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyScript(12).Draw(t, "text")
		once, ok := annotate.Span{Start: 0, End: len(text)}.Trim(text)
		if ok == (strings.TrimFunc(text, unicode.IsSpace) == "") {
			t.Fatalf("%q: trimmed %v", text, ok)
		}
		if !ok {
			return
		}
		if twice, ok := once.Trim(text); !ok || twice != once {
			t.Fatalf("%q: %v, then %v", text, once, twice)
		}
	})
}

func TestFits(t *testing.T) {
	text := "a é\u0301b \u0308c"
	for _, c := range []struct {
		start, end int
		want       bool
	}{
		{0, 1, true},
		{0, 6, true},
		{2, 6, true},
		{0, 2, false},  // ends with a space
		{1, 6, false},  // begins with one
		{2, 4, false},  // cuts a cluster
		{4, 7, false},  // begins inside one
		{3, 7, false},  // begins inside a character
		{2, 2, false},  // empty
		{6, 2, false},  // backward
		{-1, 1, false}, // outside
		{0, len(text) + 1, false},
		{0, len(text), true},
	} {
		if got := (annotate.Span{Start: c.start, End: c.end}).Fits(text); got != c.want {
			t.Errorf("%d–%d: fits %v", c.start, c.end, got)
		}
	}
}
