package storage

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
)

// mostRoom bounds the room that is made for annotations on the word of a
// record.
const mostRoom = 1 << 20

// Annotations returns the annotations of an article, in the order in which
// they were made, and the Seq at which they stand so. With a PartialError the
// list lacks damaged ones. It returns ErrNotFound if there is no such article.
func (s *Store) Annotations(article string) (annotations []annotate.Annotation, seq uint64, err error) {
	err = s.view("read annotations", func(t *txn) error {
		r, err := t.record(article)
		if err != nil {
			return err
		}
		seq = r.Seq
		annotations, err = t.annotations(r)
		return err
	})
	return annotations, seq, err
}

// annotations reads those of an article.
func (t *txn) annotations(r Record) (annotations []annotate.Annotation, err error) {
	stored := t.table(annotationsBucket)
	err = stored.scan(r.ID+"/", func(_ string, payload []byte) error {
		a, err := decodeAnnotation(r.ID, payload)
		if annotations == nil && err == nil {
			annotations = make([]annotate.Annotation, 0, min(max(r.total(), 1), mostRoom))
		}
		if err == nil {
			annotations = append(annotations, a)
		}
		return err
	})
	return annotations, stored.expect(err, r.ID+"/", len(annotations), r.total())
}

// A Snapshot article is one with what is marked in it, all of one moment: read
// one after the other they may be of different versions of the text.
type Snapshot struct {
	Article     *annotate.Article
	Record      Record
	Annotations []annotate.Annotation // in the order in which they were made
}

// Snapshot returns an article with its annotations, in the trash too. Its errors
// are those of Article, and with a PartialError, that of Annotations, all else
// is there.
func (s *Store) Snapshot(article string) (Snapshot, error) {
	var m Snapshot
	err := s.view("open the article", func(t *txn) (err error) {
		if m.Record, err = t.record(article); err != nil {
			return err
		}
		if m.Article, err = t.articleOf(m.Record); err != nil {
			return err
		}
		m.Annotations, err = t.annotations(m.Record)
		return err
	})
	return m, err
}

// Seq is the number of an article's last step. Annotations have changed since
// they were read if it has.
func (s *Store) Seq(article string) (uint64, error) {
	r, err := s.record("look for changes", func(t *txn) (Record, error) { return t.record(article) })
	return r.Seq, err
}

// FindAnnotation returns the annotation with that id, or the only one whose id
// begins so, in capitals or not. It passes articles in the trash over. It
// returns ErrNotFound, or ErrAmbiguous if several fit.
func (s *Store) FindAnnotation(start string) (annotate.Annotation, error) {
	var a annotate.Annotation
	err := s.view("find the annotation", func(t *txn) (err error) {
		a, err = t.findAnnotation(start)
		return err
	})
	return a, err
}

func (t *txn) findAnnotation(start string) (annotate.Annotation, error) {
	if start == "" {
		return annotate.Annotation{}, notFound(start)
	}
	owners, err := t.ownersOf(start)
	if upper := strings.ToUpper(start); len(owners) == 0 && err == nil && upper != start {
		start = upper
		owners, err = t.ownersOf(start)
	}
	article, exact := owners[start]
	ids := slices.Sorted(maps.Keys(owners))
	switch {
	case exact:
		return t.annotation(article, start)
	case err != nil:
		return annotate.Annotation{}, err.(*PartialError).Damaged[0]
	case len(ids) == 0:
		return annotate.Annotation{}, notFound(start)
	case len(ids) > 1:
		return annotate.Annotation{}, &AmbiguousError{start, ids}
	}
	return t.annotation(owners[ids[0]], ids[0])
}

// ownersOf maps the annotations whose id begins so to their articles. Its error
// is a PartialError or nil.
func (t *txn) ownersOf(start string) (map[string]string, error) {
	owners := make(map[string]string)
	err := t.table(ownersBucket).scan(start, func(id string, article []byte) error {
		r, err := t.record(string(article))
		if err == nil && r.Trashed.IsZero() {
			owners[id] = r.ID
		}
		return err
	})
	return owners, err
}

// annotation returns ErrNotFound if the article has no such annotation.
func (t *txn) annotation(article, id string) (annotate.Annotation, error) {
	annotations := t.table(annotationsBucket)
	key := annotationKey(article, id)
	payload, found, err := annotations.get(key)
	if err != nil {
		return annotate.Annotation{}, err
	}
	if !found {
		return annotate.Annotation{}, notFound(id)
	}
	a, err := decodeAnnotation(article, payload)
	if err != nil {
		return annotate.Annotation{}, annotations.damage(key, err)
	}
	return a, nil
}

// apply makes one change, if the stored annotation is as its Before says.
func (t *txn) apply(r *Record, c annotate.Change) error {
	if err := checkChange(r.ID, c); err != nil {
		return err
	}
	if a := c.After; a != nil && a.Anchor.State.Placed() && a.Anchor.TextDigest != r.Digest && r.Digest != "" {
		return fmt.Errorf("the text that annotation %s stands on was %w", quoted(a.ID), ErrConflict)
	}
	if err := t.checkBefore(r.ID, c); err != nil {
		return err
	}
	if c.Before != nil {
		r.tally(*c.Before, -1)
	}
	id, key := c.ID(), annotationKey(r.ID, c.ID())
	if c.After == nil {
		return errors.Join(t.table(annotationsBucket).delete(key), t.table(ownersBucket).delete(id))
	}
	r.tally(*c.After, 1)
	payload, err := encodeAnnotation(*c.After)
	if err != nil {
		return err
	}
	if err := t.table(annotationsBucket).put(key, payload); err != nil {
		return err
	}
	if c.Before != nil {
		return nil
	}
	return t.table(ownersBucket).put(id, []byte(r.ID))
}

// checkChange refuses changes that mean nothing.
func checkChange(article string, c annotate.Change) error {
	if c.Before == nil && c.After == nil {
		return errors.New("a change without an annotation")
	}
	if !isName(c.ID()) {
		return fmt.Errorf("%q cannot be the id of an annotation", c.ID())
	}
	for _, a := range []*annotate.Annotation{c.Before, c.After} {
		if a != nil && (a.ID != c.ID() || a.Article != article) {
			return fmt.Errorf("annotation %q of article %q does not fit the change of %q in %q",
				a.ID, a.Article, c.ID(), article)
		}
	}
	return nil
}

// checkBefore returns ErrConflict unless the stored annotation equals Before.
// An annotation is created under an id that no article uses.
func (t *txn) checkBefore(article string, c annotate.Change) error {
	conflict := fmt.Errorf("annotation %s was %w", quoted(c.ID()), ErrConflict)
	if c.Before == nil {
		_, taken, err := t.table(ownersBucket).get(c.ID())
		if err != nil {
			return err
		}
		if taken {
			return conflict
		}
	}
	now, err := t.annotation(article, c.ID())
	switch {
	case errors.Is(err, ErrNotFound) && c.Before == nil:
		return nil
	case errors.Is(err, ErrNotFound):
		return conflict
	case err != nil:
		return err
	case c.Before == nil:
		return conflict
	}
	before, err := asStored(*c.Before)
	if err != nil {
		return err
	}
	if !now.Equal(before) {
		return conflict
	}
	return nil
}
