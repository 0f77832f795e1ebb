package storage

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
)

// maxAnnotations limits the memory that is allocated for the number of annotations
// in a record, which may be wrong.
const maxAnnotations = 1 << 20

// Annotations returns the annotations of an article, oldest first, and the Seq
// of the article's last step. With a PartialError, the list lacks the damaged
// ones, and those that are placed on a text other than the current one have no
// place. It returns ErrNotFound if there is no such article.
func (s *Store) Annotations(article string) (list []annotate.Annotation, seq uint64, err error) {
	err = s.db.view("read annotations", func(t *txn) error {
		r, err := records{t}.get(article)
		if err != nil {
			return err
		}
		seq = r.Seq
		list, err = annotations{t}.of(r)
		return err
	})
	return list, seq, err
}

// A Snapshot is an article with its annotations at one moment. Separate calls could
// return those of different versions of the text.
type Snapshot struct {
	Article     *annotate.Article
	Record      Record
	Annotations []annotate.Annotation // oldest first
}

// Snapshot returns an article with its annotations, in the trash or not. It
// returns the errors that Article does. With a PartialError, the result lacks
// only damaged annotations.
func (s *Store) Snapshot(article string) (Snapshot, error) {
	return read(s, "open the article", func(t *txn) (snapshot Snapshot, err error) {
		if snapshot.Record, err = (records{t}).get(article); err != nil {
			return snapshot, err
		}
		if snapshot.Article, err = (texts{t}).article(snapshot.Record); err != nil {
			return snapshot, err
		}
		snapshot.Annotations, err = annotations{t}.of(snapshot.Record)
		return snapshot, err
	})
}

// FindAnnotation returns the annotation whose id is start, or the only one whose id
// begins with start, ignoring case. It skips articles in the trash.
// It returns ErrNotFound, or ErrAmbiguous if several match.
func (s *Store) FindAnnotation(start string) (annotate.Annotation, error) {
	return read(s, "find the annotation", func(t *txn) (annotate.Annotation, error) { return annotations{t}.find(start) })
}

// annotations gives access to the annotations of all articles.
type annotations struct{ *txn }

// of returns the annotations of an article as they are on its text. If the error
// is a PartialError, damaged ones are missing, and those that are placed on
// another text have no place.
func (t annotations) of(r Record) ([]annotate.Annotation, error) {
	list, err := t.stored(r)
	if r.Digest == "" {
		return list, err // its text is lost
	}
	var displaced []*DamageError
	for i, a := range list {
		if list[i] = a.On(r.Digest); list[i].Anchor.State != a.Anchor.State {
			displaced = append(displaced, &DamageError{annotationsBucket, annotationKey(r.ID, a.ID), errOtherText})
		}
	}
	partial := &PartialError{}
	if displaced == nil || err != nil && !errors.As(err, &partial) {
		return list, err
	}
	return list, &PartialError{append(partial.Damaged, displaced...)}
}

// stored returns the annotations of an article as they are in the file, without
// damaged ones if the error is a PartialError.
func (t annotations) stored(r Record) (list []annotate.Annotation, err error) {
	stored, counted := t.table(annotationsBucket), 0
	err = stored.scan(r.ID+"/", func(_ string, payload []byte) error {
		a, err := decodeAnnotation(r.ID, payload)
		if list == nil && err == nil {
			list = make([]annotate.Annotation, 0, min(max(r.annotationCount(), 1), maxAnnotations))
		}
		if err == nil {
			list = append(list, a)
		}
		if err == nil && !a.IsRejection() {
			counted++
		}
		return err
	})
	return list, stored.expect(err, r.ID+"/", counted, r.annotationCount())
}

// get returns ErrNotFound if the article has no such annotation.
func (t annotations) get(article, id string) (annotate.Annotation, error) {
	return lookUp(t.table(annotationsBucket), annotationKey(article, id), id, func(payload []byte) (annotate.Annotation, error) {
		return decodeAnnotation(article, payload)
	})
}

func (t annotations) find(start string) (annotate.Annotation, error) {
	owners, err := t.owners(start)
	for _, other := range []string{strings.ToUpper(start), strings.ToLower(start)} {
		if len(owners) == 0 && err == nil {
			owners, err = t.owners(other)
		}
	}
	id, err := onlyMatch(start, slices.Sorted(maps.Keys(owners)), err)
	if err != nil {
		return annotate.Annotation{}, err
	}
	return t.get(owners[id], id)
}

// owners maps the annotations whose id begins with start to their articles,
// except those in the trash. Its error is a PartialError or nil.
func (t annotations) owners(start string) (map[string]string, error) {
	owners := make(map[string]string)
	err := t.table(ownersBucket).scan(start, func(id string, article []byte) error {
		r, err := records(t).get(string(article))
		if err == nil && r.inLibrary() {
			owners[id] = r.ID
		}
		return err
	})
	return owners, err
}

// put stores an annotation and counts it in the record. It returns the JSON, whose memory
// is that of the stored value.
func (t annotations) put(r *Record, a annotate.Annotation) ([]byte, error) {
	payload, err := encodeAnnotation(a)
	if err != nil {
		return nil, err
	}
	r.countAnnotation(a, 1)
	key := annotationKey(r.ID, a.ID)
	table := t.table(annotationsBucket)
	value := table.seal(key, payload)
	return value[checksumBytes:], errors.Join(table.putSealed(key, value), t.table(ownersBucket).put(a.ID, []byte(r.ID)))
}

// apply makes one change if the stored annotation equals its Before. It returns the JSON
// of its After, or nil.
func (t annotations) apply(r *Record, c annotate.Change) (after []byte, err error) {
	if err := validateChange(r.ID, c); err != nil {
		return nil, err
	}
	if a := c.After; a != nil && a.Anchor.State.Placed() && a.Anchor.TextDigest != r.Digest && r.Digest != "" {
		return nil, fmt.Errorf("the text of annotation %s was %w", quoted(a.ID), ErrConflict)
	}
	now, err := t.checkBefore(*r, c)
	if err != nil {
		return nil, err
	}
	if now != nil {
		r.countAnnotation(*now, -1)
	}
	if c.After != nil {
		return t.put(r, *c.After)
	}
	return nil, errors.Join(t.table(annotationsBucket).delete(annotationKey(r.ID, c.ID())), t.table(ownersBucket).delete(c.ID()))
}

// validateChange returns an error for a change that is malformed or about another
// article.
func validateChange(article string, c annotate.Change) error {
	if c.Before == nil && c.After == nil {
		return errors.New("a change has no annotation")
	}
	if !isKey(c.ID()) {
		return fmt.Errorf("%q is not a valid annotation id", c.ID())
	}
	for _, a := range []*annotate.Annotation{c.Before, c.After} {
		if a != nil && (a.ID != c.ID() || a.Article != article) {
			return fmt.Errorf("annotation %q of article %q does not belong to the change of %q in %q",
				a.ID, a.Article, c.ID(), article)
		}
	}
	return nil
}

// checkBefore returns the stored annotation, or nil if there is none. It returns
// ErrConflict unless Before equals it, as it is in the file or as it is read.
// Without a Before, no article may have an annotation with the id of After.
func (t annotations) checkBefore(r Record, c annotate.Change) (*annotate.Annotation, error) {
	conflict := func() error { return fmt.Errorf("annotation %s was %w", quoted(c.ID()), ErrConflict) }
	if c.Before == nil {
		_, taken, err := t.table(ownersBucket).get(c.ID())
		if err != nil {
			return nil, err
		}
		if taken {
			return nil, conflict()
		}
	}
	stored, err := t.get(r.ID, c.ID())
	switch {
	case errors.Is(err, ErrNotFound) && c.Before == nil:
		return nil, nil
	case errors.Is(err, ErrNotFound):
		return nil, conflict()
	case err != nil:
		return nil, err
	case c.Before == nil:
		return nil, conflict()
	}
	before, err := asStored(*c.Before)
	if err != nil {
		return nil, err
	}
	if !stored.Equal(before) && !stored.On(r.Digest).Equal(before) {
		return nil, conflict()
	}
	return &stored, nil
}
