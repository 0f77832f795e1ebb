package storage

import (
	"errors"
	"fmt"

	"galley/annotate"
)

// Commit makes a step's changes to an article and appends the step to its
// history, all or nothing, and returns the Seq that it gives the step. Each
// change must find the annotation as its Before says, or else Commit returns
// ErrConflict. A step that is in the history already is not made again: its
// Seq is returned, so a retry after an unclear failure is safe.
//
// An annotation that has a place must have it on the article's text, or Commit
// returns ErrConflict: another version was taken meanwhile. A step that takes
// back one which took a version brings the text back that was there before.
//
// An article in the trash takes steps too and stays there.
func (s *Store) Commit(article string, step annotate.Step) (seq uint64, err error) {
	err = s.update("save annotations", func(t *txn) (err error) {
		seq, err = t.commit(article, step)
		return err
	})
	if err != nil {
		return 0, err
	}
	return seq, nil
}

// given is a as an annotation of that article.
func given(a *annotate.Annotation, article string) *annotate.Annotation {
	if a == nil {
		return nil
	}
	b := *a
	b.Article = article
	return &b
}

// commit returns errUnchanged with the Seq of a step that was made before.
func (t *txn) commit(article string, step annotate.Step) (uint64, error) {
	if !isName(step.ID) {
		return 0, fmt.Errorf("%q cannot be the id of a step", step.ID)
	}
	made, found, err := t.table(stepsBucket).get(step.ID)
	if err != nil {
		return 0, err
	}
	if found {
		return seqOf(article, step.ID, string(made))
	}
	r, err := t.record(article)
	if err != nil {
		return 0, err
	}
	if step.Version, err = t.turnOf(step); err != nil {
		return 0, err
	}
	err = t.perform(&r, step)
	return r.Seq, err
}

// perform makes a step that was not made before.
func (t *txn) perform(r *Record, step annotate.Step) error {
	if err := turn(r, step.Version); err != nil {
		return err
	}
	for _, c := range step.Changes {
		if err := t.apply(r, c); err != nil {
			return err
		}
	}
	if !step.Version.IsZero() {
		if err := t.allOnText(*r); err != nil {
			return err
		}
	}
	r.Seq++
	return errors.Join(t.appendStep(*r, step), t.putRecord(*r))
}

// allOnText refuses to leave an annotation on a text that the article has no
// more: it was made after the step that turns the text had been thought out.
// What is damaged cannot be asked.
func (t *txn) allOnText(r Record) error {
	annotations, err := t.annotations(r)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	for _, a := range annotations {
		if a.Anchor.State.Placed() && a.Anchor.TextDigest != r.Digest {
			return fmt.Errorf("annotation %s was %w", quoted(a.ID), ErrConflict)
		}
	}
	return nil
}

// seqOf is the Seq of a step that stands in the history under key.
func seqOf(article, step, key string) (uint64, error) {
	owner, seq, err := splitStepKey(key)
	switch {
	case err != nil:
		return 0, &Damage{stepsBucket, step, err}
	case owner != article:
		return 0, fmt.Errorf("step %s of article %s was %w", quoted(step), quoted(owner), ErrConflict)
	}
	return seq, errUnchanged
}

func (t *txn) appendStep(r Record, step annotate.Step) error {
	payload, err := encodeStep(step)
	if err != nil {
		return err
	}
	key := stepKey(r.ID, r.Seq)
	return errors.Join(t.table(historyBucket).put(key, payload), t.table(stepsBucket).put(step.ID, []byte(key)))
}

// History returns the steps of an article, the first made first. With a
// PartialError it lacks damaged ones. It returns ErrNotFound if there is no
// such article.
func (s *Store) History(article string) ([]annotate.Step, error) {
	var steps []annotate.Step
	err := s.view("read the history", func(t *txn) error {
		r, err := t.record(article)
		if err != nil {
			return err
		}
		history := t.table(historyBucket)
		err = history.scan(article+"/", func(key string, payload []byte) error {
			_, seq, err := splitStepKey(key)
			if err != nil {
				return err
			}
			step, err := decodeStep(article, seq, payload)
			if err == nil {
				steps = append(steps, step)
			}
			return err
		})
		return history.expect(err, article+"/", len(steps), int(r.Seq))
	})
	return steps, err
}
