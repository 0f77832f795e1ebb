package storage

import (
	"cmp"
	"errors"
	"fmt"

	"galley/annotate"
)

// History returns the steps of an article, oldest first. With a PartialError,
// it lacks the damaged ones. It returns ErrNotFound if there is no such article.
func (s *Store) History(article string) (steps []annotate.Step, err error) {
	err = s.db.view("read the history", func(t *txn) error {
		r, err := records{t}.get(article)
		if err != nil {
			return err
		}
		stored := t.table(historyBucket)
		err = stored.scan(article+"/", func(key string, payload []byte) error {
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
		return stored.expect(err, article+"/", len(steps), int(r.Seq))
	})
	return steps, err
}

// Step returns a step of an article by its ID, or ErrNotFound.
func (s *Store) Step(article, id string) (annotate.Step, error) {
	return read(s, "read the history", func(t *txn) (annotate.Step, error) {
		seq, found, err := history{t}.find(article, id)
		if err != nil || !found {
			return annotate.Step{}, cmp.Or(err, notFound(id))
		}
		return lookUp(t.table(historyBucket), stepKey(article, seq), id, func(payload []byte) (annotate.Step, error) {
			return decodeStep(article, seq, payload)
		})
	})
}

// history gives access to the steps of all articles.
type history struct{ *txn }

// find returns the Seq of a step; found is false if it is not in the history.
// It returns ErrConflict if the step belongs to another article.
func (t history) find(article, id string) (seq uint64, found bool, err error) {
	key, found, err := t.table(stepsBucket).get(id)
	if err != nil || !found {
		return 0, false, err
	}
	owner, seq, err := splitStepKey(string(key))
	switch {
	case err != nil:
		return 0, false, &DamageError{stepsBucket, id, err}
	case owner != article:
		return 0, false, fmt.Errorf("step %s already belongs to article %s: %w", quoted(id), quoted(owner), ErrConflict)
	}
	return seq, true, nil
}

func (t history) append(article string, seq uint64, step annotate.Step) error {
	payload, err := encodeStep(step)
	if err != nil {
		return err
	}
	return t.put(article, seq, step.ID, payload)
}

// put stores a step of which it has the parts of the JSON.
func (t history) put(article string, seq uint64, id string, payload [][]byte) error {
	key := stepKey(article, seq)
	return errors.Join(t.table(historyBucket).put(key, payload...), t.table(stepsBucket).put(id, []byte(key)))
}

// versionChange returns the version change that a step makes: its own, or the
// inverse of the one made by the step that it undoes.
func (t history) versionChange(step annotate.Step) (annotate.VersionChange, error) {
	if step.Undoes == "" || !step.Version.IsZero() {
		return step.Version, nil
	}
	key, found, err := t.table(stepsBucket).get(step.Undoes)
	if err != nil || !found {
		return annotate.VersionChange{}, err
	}
	undone, err := lookUp(t.table(historyBucket), string(key), step.Undoes, func(payload []byte) (annotate.Step, error) {
		return decodeStep("", 0, payload)
	})
	if errors.Is(err, ErrNotFound) {
		err = nil // the step is lost, and with it what it did to the text
	}
	return undone.Version.Inverse(), err
}
