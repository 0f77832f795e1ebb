package diff

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// matchLeftovers sorts the runs, and matches similar text between runs that follow
// each other in both texts, such as words moved across the end of a sentence or line.
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
		oldSpan := annotate.Span{Start: at.Old.End, End: r.Old.Start}
		newSpan := annotate.Span{Start: at.New.End, End: r.New.Start}
		at = r
		if !oldSpan.Empty() && !newSpan.Empty() && !anyIn(movedFrom, oldSpan) && !anyIn(movedTo, newSpan) {
			c.matchShort(oldSpan, newSpan)
		}
	}
	sortByOld(c.runs)
}

// anyIn reports whether any of the sorted offsets is in span.
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

// maxLeftover is the maximum length in bytes of the texts that matchShort compares: any
// two long texts share many words.
const maxLeftover = 1000

// matchShort matches two short stretches word by word if they are similar.
func (c *comparison) matchShort(oldSpan, newSpan annotate.Span) {
	if max(oldSpan.Len(), newSpan.Len()) > maxLeftover {
		return
	}
	old := c.units(c.old.Text, []annotate.Span{oldSpan})
	new := c.units(c.new.Text, []annotate.Span{newSpan})
	pairs := likelyPairs(old, new, minSimilar)
	if len(pairs) > 0 && pairs[0].dice >= minSimilar {
		c.runs = append(c.runs, c.wordRuns(old, new)...)
	}
}
