package library

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/internal/wording"
	"galley/storage"
)

// Delete deletes annotations by their ids, or by unique prefixes or suffixes of
// them, and returns how many it deleted. It finds all of them before it deletes the
// first, and deletes those of one article as one step.
func (b base) Delete(ids []string) (int, error) {
	var articles []string // in the order in which they are named
	changes := map[string][]annotate.Change{}
	seen := map[string]bool{}
	for _, id := range ids {
		n, err := b.findAnnotation(id, "nothing was deleted")
		if err != nil {
			return 0, err
		}
		if seen[n.ID] {
			continue
		}
		seen[n.ID] = true
		if changes[n.Article] == nil {
			articles = append(articles, n.Article)
		}
		changes[n.Article] = append(changes[n.Article], annotate.Delete(n))
	}
	for i, article := range articles {
		what := "deleted " + annotate.Plural(len(changes[article]), "annotation")
		if _, err := b.commit(article, b.step(what, changes[article]...)); err != nil {
			if i > 0 {
				err = fmt.Errorf("%w; the annotations of %s were already deleted", err, strings.Join(articles[:i], ", "))
			}
			return 0, err
		}
	}
	return len(seen), nil
}

// MinShortID is the length of the shortest part of an id that is shown or
// accepted, in characters.
const MinShortID = 6

// findAnnotation finds the annotation whose id is, begins with or ends with id. unchanged
// says in an error what was not done.
func (b base) findAnnotation(id, unchanged string) (annotate.Annotation, error) {
	n, err := b.store.FindAnnotation(id)
	if errors.Is(err, storage.ErrNotFound) {
		n, err = b.annotationEnding(id)
	}
	var several *storage.AmbiguousError
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return n, fmt.Errorf("there is no annotation %s; %s; galley annotations lists the ids", wording.Quote(id), unchanged)
	case errors.As(err, &several):
		return n, fmt.Errorf("%s matches %s, such as %s; type more of the id",
			wording.Quote(id), annotate.Plural(len(several.Matches), "annotation"), wording.And(several.Matches[:2]))
	}
	return n, err
}

// annotationEnding finds the annotation whose id ends with end. An end that is
// shorter than MinShortID may be a typo and matches none.
func (b base) annotationEnding(end string) (annotate.Annotation, error) {
	if len(end) < MinShortID {
		return annotate.Annotation{}, storage.ErrNotFound
	}
	records, partial := b.Records()
	if err := withoutPartial(partial); err != nil {
		return annotate.Annotation{}, err
	}
	var matches []annotate.Annotation
	var ids []string
	for _, r := range records {
		annotations, _, err := b.store.Annotations(r.ID)
		if withoutPartial(err) != nil {
			return annotate.Annotation{}, err
		}
		partial = cmp.Or(partial, err)
		for _, n := range annotations {
			if strings.HasSuffix(strings.ToUpper(n.ID), strings.ToUpper(end)) {
				matches, ids = append(matches, n), append(ids, n.ID)
			}
		}
	}
	switch len(matches) {
	case 0:
		return annotate.Annotation{}, cmp.Or(partial, storage.ErrNotFound)
	case 1:
		return matches[0], nil
	}
	return annotate.Annotation{}, &storage.AmbiguousError{Start: end, Matches: ids}
}
