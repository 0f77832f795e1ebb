package export

import (
	"fmt"
	"iter"

	"galley/annotate"
)

// eachBundle checks bundles and has write take them one by one, with their
// annotations in text order.
func eachBundle(bundles iter.Seq2[Bundle, error], write func(Bundle, annotate.Set) error) error {
	seen := registry{}
	for b, err := range bundles {
		if err != nil {
			return err
		}
		if err := seen.checkBundle(b); err != nil {
			return fmt.Errorf("article %.40q: %w", b.Article.ID, err)
		}
		if err := write(b, annotate.NewSet(annotate.InTextOrder(b.Annotations))); err != nil {
			return fmt.Errorf("article %s: %w", b.Article.ID, err)
		}
	}
	return nil
}

// holds says what of annotations a format can hold.
type holds struct{ unplaced, guess, note, fields, overlap bool }

// count adds what a format that holds only h loses of the annotations.
func (l *LossReport) count(set annotate.Set, h holds) {
	reach := 0
	for _, n := range set.All() {
		if !n.Anchor.State.Placed() && !h.unplaced {
			l.add(lostPlace, 1)
			continue
		}
		if n.Anchor.State == annotate.Changed && !h.guess {
			l.add(lostGuess, 1)
		}
		if n.Note != "" && !h.note {
			l.add(lostNote, 1)
		}
		if !h.fields {
			l.add(lostField, len(details(n)))
		}
		if n.Anchor.State.Placed() && !h.overlap {
			if n.Anchor.Span.Start < reach {
				l.add(lostOverlap, 1)
			}
			reach = max(reach, n.Anchor.Span.End)
		}
	}
}
