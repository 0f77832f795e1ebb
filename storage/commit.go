package storage

import (
	"errors"
	"fmt"
	"slices"

	"galley/annotate"
)

// Commit applies the changes of a step to an article and appends the step to its
// history, all or nothing, and returns the Seq of the step. It returns ErrConflict
// if an annotation no longer equals the Before of its change. A step that is
// already in the history is not applied again and its Seq is returned, so it is
// safe to retry after an error.
//
// Commit also returns ErrConflict if the step places an annotation on a text other
// than the current one, because the article has changed to another version. Undoing
// a step that changed the version restores the old one.
//
// Steps can be committed to an article in the trash, which stays there.
func (s *Store) Commit(article string, step annotate.Step) (seq uint64, err error) {
	step.Changes = slices.Clone(step.Changes)
	err = s.db.update("save annotations", func(t *txn) (err error) {
		seq, err = t.commit(article, step)
		return err
	})
	if err != nil {
		return 0, err
	}
	return seq, nil
}

// commit returns errUnchanged with the Seq of a step that is already applied.
func (t *txn) commit(article string, step annotate.Step) (uint64, error) {
	if !isKey(step.ID) {
		return 0, fmt.Errorf("%q is not a valid step id", step.ID)
	}
	seq, applied, err := history{t}.find(article, step.ID)
	if err != nil {
		return 0, err
	}
	if applied {
		return seq, errUnchanged
	}
	r, err := records{t}.get(article)
	if err != nil {
		return 0, err
	}
	if step.Version, err = (history{t}).versionChange(step); err != nil {
		return 0, err
	}
	text := r.Digest
	payload, err := t.apply(&r, step)
	if err == nil {
		err = desk{t}.enqueue(r, text, step, payload...)
	}
	return r.Seq, err
}

// apply applies a step that is not in the history yet, appends it to the history
// and stores r. It returns the parts of the JSON of the step. It takes ownership of the
// changes and frees those that it has encoded.
func (t *txn) apply(r *Record, step annotate.Step) ([][]byte, error) {
	v := step.Version
	switch {
	case v.IsZero():
	case r.Digest != v.From:
		return nil, fmt.Errorf("the article's text was %w", ErrConflict)
	case !r.switchTo(v.To):
		return nil, fmt.Errorf("version %s of the article is %w", quoted(v.To), ErrNotFound)
	}
	var encoder stepEncoder
	for i, c := range step.Changes {
		step.Changes[i] = annotate.Change{}
		after, err := (annotations{t}).apply(r, c)
		if err == nil {
			err = encoder.add(c.Before, after)
		}
		if err != nil {
			return nil, err
		}
	}
	if !v.IsZero() {
		if err := t.checkPlacements(*r); err != nil {
			return nil, err
		}
	}
	payload, err := encoder.payload(step)
	if err != nil {
		return nil, err
	}
	r.Seq++
	return payload, errors.Join(history{t}.put(r.ID, r.Seq, step.ID, payload), records{t}.put(*r))
}

// checkPlacements returns ErrConflict if an annotation is placed on a text other
// than the current one: it was made after the step was prepared. Damaged records
// are skipped: their state is unknown.
func (t *txn) checkPlacements(r Record) error {
	list, err := annotations{t}.stored(r)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	for _, a := range list {
		if a.Anchor.State.Placed() && a.Anchor.TextDigest != r.Digest {
			return fmt.Errorf("annotation %s was %w", quoted(a.ID), ErrConflict)
		}
	}
	return nil
}
