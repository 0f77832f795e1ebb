package anchor

import (
	"cmp"
	"math"
	"slices"

	"galley/annotate"
	"galley/annotate/diff"
)

// A chart maps places of one text to another by the runs that both have.
type chart struct {
	from, to string
	runs     []diff.Run // in order of the old text
	steady   []diff.Run // those that were not moved, in order of both
	arrived  []diff.Run // all, in order of the new text
}

func newChart(from, to *annotate.Article, d *diff.Diff) *chart {
	c := &chart{from: from.Text, to: to.Text, runs: d.Runs, arrived: slices.Clone(d.Runs)}
	for _, r := range d.Runs {
		if !r.Moved {
			c.steady = append(c.steady, r)
		}
	}
	slices.SortFunc(c.arrived, func(a, b diff.Run) int { return cmp.Compare(a.New.Start, b.New.Start) })
	return c
}

// An image is what became of a span.
type image struct {
	span  annotate.Span // in the new text, empty if nothing is left
	kept  float64       // of the letters, those that are still there
	moved bool          // elsewhere
	part  int           // bytes of the longest part of it that is still in one piece
	run   int           // bytes of the longest run that it is in
	place annotate.Span // between what stands before and after: where its words belong, perhaps empty
	alone bool          // nothing beside it was edited: what stands at place stands for it alone
}

// image maps a span: its start goes with what follows, its end with what
// comes before, so that words put in beside it stay outside.
func (c *chart) image(span annotate.Span) image {
	var im image
	im.place, im.alone = c.slot(span)
	steady, moved := overlapping(c.steady, span), movedOf(overlapping(c.runs, span))
	keptHere, keptThere := c.letters(steady, span), c.letters(moved, span)
	total := letters(span.In(c.from))
	switch {
	case keptHere == 0 && keptThere == 0 || total == 0:
	case keptHere >= keptThere:
		im.span = annotate.Span{Start: c.startOf(span.Start), End: c.endOf(span.End)}
		im.kept = float64(keptHere) / float64(total)
		im.part, im.run = longest(steady, span)
	default:
		im.span = hull(moved, span)
		im.kept, im.moved = float64(keptThere)/float64(total), true
		im.part, im.run = longest(moved, span)
	}
	return im
}

// overlapping returns the runs that share a byte with a span of the old text.
func overlapping(runs []diff.Run, span annotate.Span) []diff.Run {
	from, _ := slices.BinarySearchFunc(runs, span.Start+1, func(r diff.Run, off int) int { return cmp.Compare(r.Old.End, off) })
	to := from
	for to < len(runs) && runs[to].Old.Start < span.End {
		to++
	}
	return runs[from:to]
}

func movedOf(runs []diff.Run) (moved []diff.Run) {
	for _, r := range runs {
		if r.Moved {
			moved = append(moved, r)
		}
	}
	return moved
}

// letters counts the letters of a span that runs hold.
func (c *chart) letters(runs []diff.Run, span annotate.Span) (n int) {
	for _, r := range runs {
		n += letters(r.Old.Intersect(span).In(c.from))
	}
	return n
}

// longest returns the lengths of the longest part of span in one run and of the
// longest run, in bytes.
func longest(runs []diff.Run, span annotate.Span) (part, run int) {
	for _, r := range runs {
		part, run = max(part, r.Old.Intersect(span).Len()), max(run, r.Old.Len())
	}
	return part, run
}

// hull is what the parts of a span that moved cover now, as far as they moved
// together: those next to the longest.
func hull(moved []diff.Run, span annotate.Span) annotate.Span {
	best := slices.MaxFunc(moved, func(a, b diff.Run) int {
		return cmp.Compare(a.Old.Intersect(span).Len(), b.Old.Intersect(span).Len())
	})
	all := shifted(best, span)
	for _, r := range moved {
		part := shifted(r, span)
		if (part.Start < best.New.Start) == (r.Old.Start < best.Old.Start) && abs(part.Start-all.Start) <= span.Len()+slack {
			all = annotate.Span{Start: min(all.Start, part.Start), End: max(all.End, part.End)}
		}
	}
	return all
}

// slack is how far apart parts may stand that belong together, in bytes.
const slack = 64

func abs(n int) int { return max(n, -n) }

// shifted is the part of span that a run holds, in the new text.
func shifted(r diff.Run, span annotate.Span) annotate.Span {
	part, by := r.Old.Intersect(span), r.New.Start-r.Old.Start
	return annotate.Span{Start: part.Start + by, End: part.End + by}
}

// startOf maps the start of a span: into the run that it begins, or to the same
// part of what was edited.
func (c *chart) startOf(off int) int {
	i, _ := slices.BinarySearchFunc(c.steady, off+1, func(r diff.Run, off int) int { return cmp.Compare(r.Old.End, off) })
	if i < len(c.steady) && c.steady[i].Old.Start <= off {
		return off - c.steady[i].Old.Start + c.steady[i].New.Start
	}
	return c.inGap(i, off)
}

// endOf maps the end of a span.
func (c *chart) endOf(off int) int {
	i, _ := slices.BinarySearchFunc(c.steady, off, func(r diff.Run, off int) int { return cmp.Compare(r.Old.End, off) })
	if i < len(c.steady) && c.steady[i].Old.Start < off {
		return off - c.steady[i].Old.Start + c.steady[i].New.Start
	}
	return c.inGap(i, off)
}

// gap is what stands before the i-th steady run, in both texts.
func (c *chart) gap(i int) (was, is annotate.Span) {
	if i > 0 {
		was.Start, is.Start = c.steady[i-1].Old.End, c.steady[i-1].New.End
	}
	was.End, is.End = len(c.from), len(c.to)
	if i < len(c.steady) {
		was.End, is.End = c.steady[i].Old.Start, c.steady[i].New.Start
	}
	return was, is
}

// inGap maps a place among edited words: to the same end, or about as far from
// both ends.
func (c *chart) inGap(i, off int) int {
	was, is := c.gap(i)
	was, _ = was.Trim(c.from)
	is, some := is.Trim(c.to)
	switch {
	case !some || off <= was.Start:
		return is.Start
	case off >= was.End:
		return is.End
	}
	at := is.Start + is.Len()*(off-was.Start)/was.Len()
	return edge(c.to, at)
}

// slot is what stands in the new text between what stood before a span and what
// stood after it. alone reports whether those stood right beside it.
func (c *chart) slot(span annotate.Span) (slot annotate.Span, alone bool) {
	was := annotate.Span{Start: 0, End: len(c.from)}
	slot.End = len(c.to)
	i, _ := slices.BinarySearchFunc(c.steady, span.Start, func(r diff.Run, off int) int { return cmp.Compare(r.Old.Start, off) })
	if i > 0 {
		before := c.steady[i-1]
		was.Start = min(before.Old.End, span.Start)
		slot.Start = before.New.Start + was.Start - before.Old.Start
	}
	j, _ := slices.BinarySearchFunc(c.steady, span.End+1, func(r diff.Run, off int) int { return cmp.Compare(r.Old.End, off) })
	if j < len(c.steady) {
		after := c.steady[j]
		was.End = max(after.Old.Start, span.End)
		slot.End = after.New.Start + was.End - after.Old.Start
	}
	was, _ = was.Trim(c.from)
	return slot, was == span
}

// offCentre is how far the middle of a span of the new text is from where that
// of own would be, if what stood beside it had kept its share of the place: 0
// not at all, 1 as far as can be.
func (c *chart) offCentre(own, span, place annotate.Span) float64 {
	if own.Empty() || place.Empty() {
		return 1
	}
	i, _ := slices.BinarySearchFunc(c.steady, own.Start, func(r diff.Run, off int) int { return cmp.Compare(r.Old.Start, off) })
	j, _ := slices.BinarySearchFunc(c.steady, own.End+1, func(r diff.Run, off int) int { return cmp.Compare(r.Old.End, off) })
	was := annotate.Span{End: len(c.from)}
	if i > 0 {
		was.Start = min(c.steady[i-1].Old.End, own.Start)
	}
	if j < len(c.steady) {
		was.End = max(c.steady[j].Old.Start, own.End)
	}
	due := float64(own.Start+own.End-2*was.Start) / float64(2*was.Len())
	is := float64(span.Start+span.End-2*place.Start) / float64(2*place.Len())
	return math.Abs(due - is)
}

// foreign is how much of a span of the new text stood elsewhere in the old one
// than in own, from 0 to 1: words that are explained already.
func (c *chart) foreign(span, own annotate.Span) float64 {
	total, taken := 0, 0
	total = letters(span.In(c.to))
	i, _ := slices.BinarySearchFunc(c.arrived, span.Start+1, func(r diff.Run, off int) int { return cmp.Compare(r.New.End, off) })
	for ; i < len(c.arrived) && c.arrived[i].New.Start < span.End; i++ {
		part := c.arrived[i].New.Intersect(span)
		by := c.arrived[i].Old.Start - c.arrived[i].New.Start
		if was := (annotate.Span{Start: part.Start + by, End: part.End + by}); !was.Overlaps(own) {
			taken += letters(part.In(c.to))
		}
	}
	if total == 0 {
		return 1
	}
	return float64(taken) / float64(total)
}

// news returns the stretches of the new text that no run holds.
func (c *chart) news() (stretches []annotate.Span) {
	at := 0
	for _, r := range append(slices.Clone(c.arrived), diff.Run{New: annotate.Span{Start: len(c.to), End: len(c.to)}}) {
		if s, ok := (annotate.Span{Start: at, End: max(at, r.New.Start)}).Trim(c.to); ok {
			stretches = append(stretches, s)
		}
		at = r.New.End
	}
	return stretches
}

// letters counts the bytes of s that are no blanks.
func letters(s string) (n int) {
	for i := range len(s) {
		if s[i] != ' ' && s[i] != '\n' {
			n++
		}
	}
	return n
}
