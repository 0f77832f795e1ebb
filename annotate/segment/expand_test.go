package segment_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
)

func spanOf(t *testing.T, text, words string) annotate.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return annotate.Span{Start: i, End: i + len(words)}
}

func TestExpandAndShrinkThroughTheUnits(t *testing.T) {
	text := "One is. “We are small, but we are ‘so brave’ here,” she said. Two is."
	chain := []string{
		"ra", "brave", "so brave", "‘so brave’", "We are small, but we are ‘so brave’ here,",
		"“We are small, but we are ‘so brave’ here,”",
		"“We are small, but we are ‘so brave’ here,” she said.", text,
	}
	span := spanOf(t, text, chain[0])
	for _, want := range chain[1:] {
		span = segment.Expand(text, whole(text), span)
		if span.In(text) != want {
			t.Fatalf("grown to %q, want %q", span.In(text), want)
		}
	}
	if again := segment.Expand(text, whole(text), span); again != span {
		t.Errorf("the block grew to %q", again.In(text))
	}
	off := spanOf(t, text, "ra").Start
	for _, want := range slices.Backward(chain[1 : len(chain)-1]) {
		span = segment.Shrink(text, whole(text), span, off)
		if span.In(text) != want {
			t.Fatalf("shrunk to %q, want %q", span.In(text), want)
		}
	}
	if again := segment.Shrink(text, whole(text), span, off); again != span {
		t.Errorf("the word shrank to %q", again.In(text))
	}
}

func TestExpandRoundsASelectionToWholeUnits(t *testing.T) {
	text := "One is here, as ever. Two is there. Three is."
	for _, c := range []struct{ from, want string }{
		{"s here, as ev", "is here, as ever"},
		{"is here, as ever", "One is here, as ever."},
		{"ere, as ever. Two i", "here, as ever. Two is"},
		{"here, as ever. Two is", "One is here, as ever. Two is there."},
		{"One is here, as ever. Two is there.", text},
		{". ", "One is here, as ever."},
	} {
		span := spanOf(t, text, c.from)
		if c.from == ". " {
			span.End--
			c.want = "as ever."
		}
		if got := segment.Expand(text, whole(text), span).In(text); got != c.want {
			t.Errorf("%q grew to %q, want %q", c.from, got, c.want)
		}
	}
}

func TestShrinkTowardsTheCaret(t *testing.T) {
	text := "One is. Two is, or so. Three is."
	off := strings.Index(text, "so")
	got := segment.Shrink(text, whole(text), whole(text), off)
	if got.In(text) != "Two is, or so." {
		t.Errorf("got %q", got.In(text))
	}
	blank := strings.Index(text, " Two")
	if got := segment.Shrink(text, whole(text), spanOf(t, text, "is. Two"), blank); got.In(text) != "is. Two" {
		t.Errorf("a caret that no unit covers shrank to %q", got.In(text))
	}
}

func TestExpandABlankBlock(t *testing.T) {
	span := annotate.Span{Start: 0, End: 1}
	if got := segment.Expand("  ", whole("  "), span); got != span {
		t.Errorf("got %v", got)
	}
}
