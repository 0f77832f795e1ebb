package diff

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// matchLeftovers sorts the runs, and matches similar text between runs that follow
// each other in both texts: words that crossed the end of a sentence or line.
func (c *comparison) matchLeftovers() {
	sortByOld(c.runs)
	var inOrder []Run
	var movedFrom, movedTo []int // starts of the moved runs, sorted
	for _, r := range c.runs {
		if r.Moved {
			movedFrom, movedTo = append(movedFrom, r.Old.Start), append(movedTo, r.New.Start)
		} else {
			inOrder = append(inOrder, r)
		}
	}
	slices.Sort(movedTo)
	at := Run{}
	for _, r := range append(inOrder, Run{Old: endOf(c.old), New: endOf(c.new)}) {
		was := annotate.Span{Start: at.Old.End, End: r.Old.Start}
		is := annotate.Span{Start: at.New.End, End: r.New.Start}
		at = r
		if !was.Empty() && !is.Empty() && !anyIn(movedFrom, was) && !anyIn(movedTo, is) {
			c.matchShort(was, is)
		}
	}
	sortByOld(c.runs)
}

// anyIn reports whether one of the offsets, which are sorted, is in span.
func anyIn(sorted []int, span annotate.Span) bool {
	i, _ := slices.BinarySearch(sorted, span.Start)
	return i < len(sorted) && sorted[i] < span.End
}

func endOf(a *annotate.Article) annotate.Span {
	return annotate.Span{Start: len(a.Text), End: len(a.Text)}
}

func sortByOld(runs []Run) {
	slices.SortFunc(runs, func(a, b Run) int { return cmp.Compare(a.Old.Start, b.Old.Start) })
}

// maxLeftover is the number of bytes of the longest text that matchShort compares: any
// two long texts share many words.
const maxLeftover = 1000

// matchShort matches two short stretches word by word if they are similar.
func (c *comparison) matchShort(was, is annotate.Span) {
	if max(was.Len(), is.Len()) > maxLeftover {
		return
	}
	old := c.units(c.old.Text, []annotate.Span{was})
	new := c.units(c.new.Text, []annotate.Span{is})
	pairs := likelyPairs(old, new, minSimilar)
	if len(pairs) > 0 && pairs[0].dice >= minSimilar {
		c.runs = append(c.runs, c.wordRuns(old, new)...)
	}
}
