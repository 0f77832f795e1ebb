package diff

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// matchLeftovers sorts the runs, and matches similar text between runs that follow
// each other in both texts: words that crossed the end of a sentence or line.
func (c *comparison) matchLeftovers() {
	byOld(c.runs)
	var inOrder, moved []Run
	for _, r := range c.runs {
		if r.Moved {
			moved = append(moved, r)
		} else {
			inOrder = append(inOrder, r)
		}
	}
	elsewhere := movedSpans(moved)
	at := Run{}
	for _, r := range append(inOrder, Run{Old: endOf(c.old), New: endOf(c.new)}) {
		was := annotate.Span{Start: at.Old.End, End: r.Old.Start}
		is := annotate.Span{Start: at.New.End, End: r.New.Start}
		at = r
		if !was.Empty() && !is.Empty() && !elsewhere.touch(was, is) {
			c.matchShort(was, is)
		}
	}
	byOld(c.runs)
}

func endOf(a *annotate.Article) annotate.Span {
	return annotate.Span{Start: len(a.Text), End: len(a.Text)}
}

func byOld(runs []Run) {
	slices.SortFunc(runs, func(a, b Run) int { return cmp.Compare(a.Old.Start, b.Old.Start) })
}

// maxLeftover is the greatest length in bytes of such text: any two long texts share
// many words.
const maxLeftover = 1000

// matchShort matches two short stretches word by word if they are similar.
func (c *comparison) matchShort(was, is annotate.Span) {
	if max(was.Len(), is.Len()) > maxLeftover {
		return
	}
	old := c.units(c.old.Text, []annotate.Span{was})
	new := c.units(c.new.Text, []annotate.Span{is})
	pairs := likelyPairs(old, new, alike)
	if len(pairs) > 0 && pairs[0].dice >= alike {
		c.runs = append(c.runs, c.wordRuns(old, new)...)
	}
}

// covered is the text of moved runs in both texts, in order.
type covered struct{ old, new []annotate.Span }

func movedSpans(moved []Run) covered {
	var c covered
	for _, r := range moved {
		c.old, c.new = append(c.old, r.Old), append(c.new, r.New)
	}
	slices.SortFunc(c.new, func(a, b annotate.Span) int { return cmp.Compare(a.Start, b.Start) })
	return c
}

// touch reports whether a moved run begins in one of two stretches.
func (c covered) touch(old, new annotate.Span) bool {
	return startsIn(c.old, old) || startsIn(c.new, new)
}

func startsIn(spans []annotate.Span, in annotate.Span) bool {
	i, _ := slices.BinarySearchFunc(spans, in.Start, func(s annotate.Span, off int) int { return cmp.Compare(s.Start, off) })
	return i < len(spans) && spans[i].Start < in.End
}
