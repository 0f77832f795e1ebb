package cli

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/storage"
)

// shortestID is how much of an id a terminal shows at least, in characters:
// enough to be the only one in any library that a person fills.
const shortestID = 6

// starts makes ids of articles short: their beginnings differ.
func (p page) starts(ids []string) func(string) string {
	return p.shortened(ids, func(id string, n int) string { return id[:min(n, len(id))] })
}

// ends makes ids of annotations short. They begin with the time, so those that
// were made together differ at the end.
func (p page) ends(ids []string) func(string) string {
	return p.shortened(ids, func(id string, n int) string { return id[max(len(id)-n, 0):] })
}

// shortened cuts ids for a terminal, all to the same length and no two to the
// same part. What is no terminal gets them whole.
func (p page) shortened(ids []string, part func(id string, n int) string) func(string) string {
	if !p.terminal {
		return func(id string) string { return id }
	}
	n := shortestID
	for longest := longestOf(ids); n < longest && !distinct(ids, n, part); n++ {
	}
	return func(id string) string { return part(id, n) }
}

func longestOf(ids []string) int {
	n := 0
	for _, id := range ids {
		n = max(n, len(id))
	}
	return n
}

// distinct reports whether different ids have different parts.
func distinct(ids []string, n int, part func(string, int) string) bool {
	seen := make(map[string]string, len(ids))
	for _, id := range ids {
		if other, ok := seen[part(id, n)]; ok && other != id {
			return false
		}
		seen[part(id, n)] = id
	}
	return true
}

// findAnnotation finds the annotation that is meant by an id, or by a start or
// an end that no other id has.
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

// annotationEnding finds the annotation whose id ends so. An end that is
// shorter than those that are shown could be typed by mistake and fits none.
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
