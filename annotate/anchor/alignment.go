package anchor

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"galley/annotate"
	"galley/annotate/diff"
)

// An alignment maps spans of an old text to a new one, using the runs of text that
// both share.
type alignment struct {
	old, new *annotate.Article
	from, to string     // their texts
	runs     []diff.Run // all runs in the order of the old text
	steady   []diff.Run // the runs that were not moved, in order in both texts
	byNew    []diff.Run // all runs in the order of the new text
}

func newAlignment(from, to *annotate.Article, d *diff.Diff) *alignment {
	a := &alignment{old: from, new: to, from: from.Text, to: to.Text, runs: d.Runs, byNew: slices.Clone(d.Runs)}
	for _, r := range d.Runs {
		if !r.Moved {
			a.steady = append(a.steady, r)
		}
	}
	slices.SortFunc(a.byNew, func(r, s diff.Run) int { return cmp.Compare(r.New.Start, s.New.Start) })
	return a
}

// A projection is the result of mapping a span of the old text.
type projection struct {
	span   annotate.Span // in the new text, empty if nothing is left
	kept   float64       // share of the span's letters that the new text still has, 0 to 1
	moved  bool          // those letters are elsewhere
	part   int           // length in bytes of the longest part of the span that is still in one piece
	run    int           // length in bytes of the longest run that overlaps the span
	slot   annotate.Span // the text between the old neighbors, where the words belong; may be empty
	intact bool          // nothing next to the span was edited, so slot replaces only the span
}

// project maps a span: its start follows the text after it and its end the text
// before it, so that words inserted next to it stay outside.
func (a *alignment) project(span annotate.Span) projection {
	var p projection
	oldSpan, slot := a.neighborhood(span)
	oldSpan, _ = oldSpan.Trim(a.from)
	p.slot, p.intact = slot, oldSpan == span
	steady, moved := overlapping(a.steady, span), movedRuns(overlapping(a.runs, span))
	keptInPlace, keptElsewhere := a.letters(steady, span), a.letters(moved, span)
	total := float64(diff.CountLetters(span.In(a.from)))
	switch {
	case keptInPlace == 0 && keptElsewhere == 0 || total == 0:
	case keptInPlace >= keptElsewhere:
		p.span = annotate.Span{Start: a.mapOffset(span.Start, span.Start), End: a.mapOffset(span.End, span.End-1)}
		p.span = a.clip(span, p.span, steady)
		p.kept = float64(keptInPlace) / total
		p.part, p.run = longest(steady, span)
	default:
		p.span = hull(moved, span)
		p.kept, p.moved = float64(keptElsewhere)/total, true
		p.part, p.run = longest(moved, span)
	}
	return p
}

// overlapping returns the runs that share a byte with a span of the old text.
func overlapping(runs []diff.Run, span annotate.Span) []diff.Run {
	runs = runs[sort.Search(len(runs), func(i int) bool { return runs[i].Old.End > span.Start }):]
	return runs[:sort.Search(len(runs), func(i int) bool { return runs[i].Old.Start >= span.End })]
}

func movedRuns(runs []diff.Run) (moved []diff.Run) {
	for _, r := range runs {
		if r.Moved {
			moved = append(moved, r)
		}
	}
	return moved
}

// letters counts the letters of span in runs.
func (a *alignment) letters(runs []diff.Run, span annotate.Span) (n int) {
	for _, r := range runs {
		n += diff.CountLetters(r.Old.Intersect(span).In(a.from))
	}
	return n
}

// longest returns the length of the longest part of span in one run and that of
// the longest run, in bytes.
func longest(runs []diff.Run, span annotate.Span) (part, run int) {
	for _, r := range runs {
		part, run = max(part, r.Old.Intersect(span).Len()), max(run, r.Old.Len())
	}
	return part, run
}

// slack is the maximum distance, in bytes, between parts that moved together.
const slack = 64

// hull returns the span, in the new text, of the longest moved part of span and the
// parts that moved with it.
func hull(moved []diff.Run, span annotate.Span) annotate.Span {
	best := slices.MaxFunc(moved, func(r, s diff.Run) int {
		return cmp.Compare(r.Old.Intersect(span).Len(), s.Old.Intersect(span).Len())
	})
	all := newPart(best, span)
	for _, r := range moved {
		part := newPart(r, span)
		if (part.Start < best.New.Start) == (r.Old.Start < best.Old.Start) && abs(part.Start-all.Start) <= span.Len()+slack {
			all = all.Union(part)
		}
	}
	return all
}

// newPart returns the span, in the new text, of the part of span that is in r.
func newPart(r diff.Run, span annotate.Span) annotate.Span {
	return shift(r.Old.Intersect(span), r.New.Start-r.Old.Start)
}

func shift(s annotate.Span, by int) annotate.Span {
	return annotate.Span{Start: s.Start + by, End: s.End + by}
}

func abs(n int) int { return max(n, -n) }

// mapOffset maps off with the run that contains the byte at index, which is off or
// off-1. Between runs, the ends of the old gap map to those of the new one, and other
// offsets proportionally.
func (a *alignment) mapOffset(off, index int) int {
	i := sort.Search(len(a.steady), func(i int) bool { return a.steady[i].Old.End > index })
	if i < len(a.steady) && a.steady[i].Old.Start <= index {
		return off - a.steady[i].Old.Start + a.steady[i].New.Start
	}
	oldSpan, newSpan := a.gap(i)
	oldSpan, _ = oldSpan.Trim(a.from)
	newSpan, ok := newSpan.Trim(a.to)
	switch {
	case !ok || off <= oldSpan.Start:
		return newSpan.Start
	case off >= oldSpan.End:
		return newSpan.End
	}
	return wordEdge(a.to, newSpan.Start+newSpan.Len()*(off-oldSpan.Start)/oldSpan.Len())
}

// gap returns the text before the i-th steady run, in both texts.
func (a *alignment) gap(i int) (oldSpan, newSpan annotate.Span) {
	if i > 0 {
		oldSpan.Start, newSpan.Start = a.steady[i-1].Old.End, a.steady[i-1].New.End
	}
	oldSpan.End, newSpan.End = len(a.from), len(a.to)
	if i < len(a.steady) {
		oldSpan.End, newSpan.End = a.steady[i].Old.Start, a.steady[i].New.Start
	}
	return oldSpan, newSpan
}

// neighborhood returns the text between the steady runs before and after a span,
// in both texts. The old one includes the span.
func (a *alignment) neighborhood(span annotate.Span) (oldSpan, newSpan annotate.Span) {
	oldSpan.End, newSpan.End = len(a.from), len(a.to)
	if i := sort.Search(len(a.steady), func(i int) bool { return a.steady[i].Old.Start >= span.Start }); i > 0 {
		before := a.steady[i-1]
		oldSpan.Start = min(before.Old.End, span.Start)
		newSpan.Start = before.New.Start + oldSpan.Start - before.Old.Start
	}
	if i := sort.Search(len(a.steady), func(i int) bool { return a.steady[i].Old.End > span.End }); i < len(a.steady) {
		after := a.steady[i]
		oldSpan.End = max(after.Old.Start, span.End)
		newSpan.End = after.New.Start + oldSpan.End - after.Old.Start
	}
	return oldSpan, newSpan
}

// offCenter returns how far a span of the new text is from where own would be if its
// neighbors had kept their shares of slot, as a fraction of slot from 0 to 1.
func (a *alignment) offCenter(own, span, slot annotate.Span) float64 {
	if own.Empty() || slot.Empty() {
		return 1
	}
	oldSpan, _ := a.neighborhood(own)
	expected := float64(own.Start+own.End-2*oldSpan.Start) / float64(2*oldSpan.Len())
	actual := float64(span.Start+span.End-2*slot.Start) / float64(2*slot.Len())
	return math.Abs(expected - actual)
}

// explainedShare returns the share of a span of the new text, from 0 to 1, that
// comes from words of the old text other than own.
func (a *alignment) explainedShare(span, own annotate.Span) float64 {
	total, taken := diff.CountLetters(span.In(a.to)), 0
	if total == 0 {
		return 1
	}
	for _, r := range a.runsInNew(span) {
		part := r.New.Intersect(span)
		if !shift(part, r.Old.Start-r.New.Start).Overlaps(own) {
			taken += diff.CountLetters(part.In(a.to))
		}
	}
	return float64(taken) / float64(total)
}

// runsInNew returns the runs that share a byte with a span of the new text.
func (a *alignment) runsInNew(span annotate.Span) []diff.Run {
	from := sort.Search(len(a.byNew), func(i int) bool { return a.byNew[i].New.End > span.Start })
	to := from
	for to < len(a.byNew) && a.byNew[to].New.Start < span.End {
		to++
	}
	return a.byNew[from:to]
}

// newText returns the stretches of the new text that are not in any run.
func (a *alignment) newText() (stretches []annotate.Span) {
	at := 0
	for _, r := range append(slices.Clone(a.byNew), diff.Run{New: annotate.Span{Start: len(a.to), End: len(a.to)}}) {
		if s, ok := (annotate.Span{Start: at, End: max(at, r.New.Start)}).Trim(a.to); ok {
			stretches = append(stretches, s)
		}
		at = r.New.End
	}
	return stretches
}
