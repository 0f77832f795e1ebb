package review

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"

	"pgregory.net/rapid"
)

func TestFigures(t *testing.T) {
	a := twoParagraphs()
	set := annotate.NewSet([]annotate.Annotation{
		mark("a", annotate.Claim, 0, 12, annotate.Fields{"status": {"accurate"}}),
		mark("b", annotate.Claim, 4, 12, nil),
		mark("c", annotate.Claim, 4, 8, annotate.Fields{"status": {"at the lawyer's"}}),
		mark("d", annotate.Quote, 17, 31, nil),
		{ID: "e", Tag: annotate.Opinion, Anchor: annotate.Anchor{State: annotate.Orphan}},
	})
	f := figures{}.count(a, set)
	want := []string{
		"5 annotations: 3 claims, 1 quote, 1 opinion",
		"2 of 4 checked",
		"6 of 6 words marked, 100%",
		"Claims: 1 unchecked, 1 accurate, 1 at the lawyer's",
		"Quotes: 1 unverified",
	}
	if !slices.Equal(f.lines(), want) || !slices.Equal(f.strip, []int{3, 1}) {
		t.Errorf("%q, strip %v", f.lines(), f.strip)
	}
	if got := (figures{}).count(a, annotate.Set{}).lines(); !slices.Equal(got, []string{"No annotations yet."}) {
		t.Errorf("without annotations: %q", got)
	}
}

// twoParagraphs returns an article of “One two three.” at 0–14 and “Four five six.” at
// 16–30.
func twoParagraphs() *annotate.Article {
	a := &annotate.Article{Text: "One two three.\n\nFour five six.", Blocks: []annotate.Block{
		{Span: annotate.Span{Start: 0, End: 14}}, {Span: annotate.Span{Start: 16, End: 30}},
	}}
	annotate.NumberBlocks(a.Blocks)
	return a
}

func mark(id string, tag annotate.Tag, from, to int, fields annotate.Fields) annotate.Annotation {
	to = min(to, 30)
	return annotate.Annotation{ID: id, Tag: tag, Fields: fields, Anchor: annotate.Anchor{
		Span: annotate.Span{Start: from, End: to}, State: annotate.Anchored}}
}

func TestBars(t *testing.T) {
	for name, c := range map[string]struct {
		counts  []int
		width   int
		want    string
		highest int
	}{
		"one each":              {[]int{1, 0, 2, 8}, 10, "▁·▂█", 8},
		"the highest is full":   {[]int{0, 3, 1}, 10, "·█▃", 3},
		"paragraphs share":      {[]int{1, 1, 0, 0, 4, 0}, 3, "▄·█", 4},
		"an uneven share":       {[]int{1, 1, 1, 1, 1}, 2, "█▆", 3},
		"no marks":              {[]int{0, 0}, 10, "··", 0},
		"no numbered paragraph": {nil, 10, "", 0},
	} {
		if got, highest := bar(c.counts, c.width); got != c.want || highest != c.highest {
			t.Errorf("%s: %q, highest %d; want %q, %d", name, got, highest, c.want, c.highest)
		}
	}
}

func TestBarsShowEveryMarkInTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 300).Draw(t, "counts")
		width := rapid.IntRange(1, 120).Draw(t, "width")
		strip, highest := bar(counts, width)
		some := slices.Max(append(counts, 0)) > 0
		if n := len([]rune(strip)); n != min(len(counts), width) || (highest > 0) != some || some != strings.Contains(strip, "█") {
			t.Fatalf("%q of %v, highest %d", strip, counts, highest)
		}
	})
}
