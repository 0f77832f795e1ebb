package cli

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/storage"
)

// shortestID is the least length of a shortened id, in characters: enough to be
// unique in a library of any usual size.
const shortestID = 6

// starts returns a function that shortens ids of articles to their beginnings.
func (p page) starts(ids []string) func(string) string {
	return p.shortened(ids, func(id string, n int) string { return id[:min(n, len(id))] })
}

// ends returns a function that shortens ids of annotations to their ends: they
// begin with the time, so those made together differ at the end.
func (p page) ends(ids []string) func(string) string {
	return p.shortened(ids, func(id string, n int) string { return id[max(len(id)-n, 0):] })
}

// shortened returns a function that cuts ids to parts of n characters, with the
// least n that keeps them distinct. When output is not a terminal, ids are
// printed in full.
func (p page) shortened(ids []string, part func(id string, n int) string) func(string) string {
	if !p.terminal {
		return func(id string) string { return id }
	}
	longest := 0
	for _, id := range ids {
		longest = max(longest, len(id))
	}
	n := shortestID
	for n < longest && !distinct(ids, n, part) {
		n++
	}
	return func(id string) string { return part(id, n) }
}

// distinct reports whether different ids have different parts of n characters.
func distinct(ids []string, n int, part func(id string, n int) string) bool {
	seen := make(map[string]string, len(ids))
	for _, id := range ids {
		if other, ok := seen[part(id, n)]; ok && other != id {
			return false
		}
		seen[part(id, n)] = id
	}
	return true
}

// findAnnotation finds an annotation by its id, or by a unique start or end of
// it.
func (p *program) findAnnotation(id string) (annotate.Annotation, error) {
	n, err := p.store().FindAnnotation(id)
	if errors.Is(err, storage.ErrNotFound) {
		n, err = p.annotationEnding(id)
	}
	var several *storage.AmbiguousError
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return n, failure("there is no annotation %s; nothing was deleted; galley annotations lists the ids", quoted(id))
	case errors.As(err, &several):
		return n, failure("%s fits %s, such as %s; nothing was deleted; type more of the id",
			quoted(id), annotate.Plural(len(several.Matches), "annotation"), andList(several.Matches[:2]))
	}
	return n, err
}

// annotationEnding finds the annotation whose id ends in end. An end shorter
// than the shown ones might be a typing mistake and matches none.
func (p *program) annotationEnding(end string) (annotate.Annotation, error) {
	none := fmt.Errorf("%s: %w", quoted(end), storage.ErrNotFound)
	if len(end) < shortestID {
		return annotate.Annotation{}, none
	}
	records, err := p.records()
	if err != nil {
		return annotate.Annotation{}, err
	}
	var found []annotate.Annotation
	var ids []string
	for _, r := range records {
		annotations, err := p.annotationsOf(r.ID)
		if err != nil {
			return annotate.Annotation{}, err
		}
		for _, n := range annotations {
			if strings.HasSuffix(n.ID, strings.ToUpper(end)) {
				found, ids = append(found, n), append(ids, n.ID)
			}
		}
	}
	switch len(found) {
	case 0:
		return annotate.Annotation{}, none
	case 1:
		return found[0], nil
	}
	return annotate.Annotation{}, &storage.AmbiguousError{Start: end, Matches: ids}
}
