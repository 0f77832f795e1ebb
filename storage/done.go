package storage

import (
	"slices"
	"time"

	"galley/annotate"
)

// SetDone records that a person finished annotating an article at a time or, if that is
// zero, that the person has not. This is not a step and cannot be undone.
func (s *Store) SetDone(id, by string, at time.Time) error {
	return s.edit("save who is done", id, func(r *Record) error {
		i := annotate.DoneIndex(r.Done, by)
		switch {
		case i < 0 && at.IsZero():
			return errUnchanged
		case i >= 0:
			r.Done = slices.Delete(r.Done, i, i+1)
		}
		if !at.IsZero() {
			r.Done = append(r.Done, annotate.Done{By: by, At: at.UTC()})
		}
		return nil
	})
}

// addDone adds who is done with an article to its record, and reports whether anybody
// was added.
func addDone(r *Record, done []annotate.Done) (added bool) {
	for _, d := range done {
		if annotate.DoneIndex(r.Done, d.By) < 0 {
			r.Done, added = append(r.Done, annotate.Done{By: d.By, At: inUTC(d.At)}), true
		}
	}
	return added
}
