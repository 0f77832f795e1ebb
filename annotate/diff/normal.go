package diff

import (
	"cmp"
	"slices"

	"galley/annotate"
	"galley/annotate/fold"
)

// restore maps the offsets of a comparison of normalized texts back to the texts.
func (d *Diff) restore(old, new *fold.Text) {
	for _, p := range d.Pairs {
		for i, e := range p.Edits {
			p.Edits[i].Old, _ = old.SourceFromFolded(e.Old)
			p.Edits[i].New, _ = new.SourceFromFolded(e.New)
		}
	}
	var runs []Run
	for _, r := range d.Runs {
		runs = append(runs, equalParts(r, old, new)...)
	}
	d.Runs = runs
}

// equalParts returns the parts of a run that are the same bytes in both texts.
func equalParts(r Run, old, new *fold.Text) (parts []Run) {
	altered := old.Altered(r.Old)
	for _, s := range new.Altered(r.New) {
		altered = append(altered, annotate.Span{Start: s.Start - r.New.Start + r.Old.Start, End: s.End - r.New.Start + r.Old.Start})
	}
	slices.SortFunc(altered, func(a, b annotate.Span) int { return cmp.Compare(a.Start, b.Start) })
	at := r.Old.Start
	for _, s := range append(altered, annotate.Span{Start: r.Old.End, End: r.Old.End}) {
		oldPart, isOld := old.SourceFromFolded(annotate.Span{Start: at, End: s.Start})
		newPart, isNew := new.SourceFromFolded(annotate.Span{Start: at - r.Old.Start + r.New.Start, End: s.Start - r.Old.Start + r.New.Start})
		if isOld && isNew && at < s.Start {
			parts = append(parts, Run{Old: oldPart, New: newPart, Moved: r.Moved})
		}
		at = max(at, s.End)
	}
	return parts
}
