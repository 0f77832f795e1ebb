package agree

import (
	"slices"

	"galley/annotate"
)

// A Queue lists what several people annotated in one article, case by case, and what was
// decided.
type Queue struct {
	People    []string
	Cases     []Case                           // in text order
	decisions map[string][]annotate.Annotation // by the ID of each annotation that they settle
}

// NewQueue returns the queue of an article with all its annotations. Only the named fields
// are compared.
func NewQueue(text string, all []annotate.Annotation, fields ...string) Queue {
	people, _ := Layers(all)
	q := Queue{Cases: Cases(text, people, fields...)}
	for _, p := range people {
		q.People = append(q.People, p.Name)
	}
	return q.Update(all)
}

// Update returns the queue with the decisions among the annotations of the article.
func (q Queue) Update(all []annotate.Annotation) Queue {
	q.decisions = map[string][]annotate.Annotation{}
	for _, a := range all {
		if a.IsDecision() {
			for _, id := range a.From {
				q.decisions[id] = append(q.decisions[id], a)
			}
		}
	}
	return q
}

// Decisions returns what was decided on any mark of a case.
func (q Queue) Decisions(c Case) []annotate.Annotation {
	var all []annotate.Annotation
	for _, m := range c.Marks {
		for _, d := range q.decisions[m.ID] {
			if !slices.ContainsFunc(all, func(a annotate.Annotation) bool { return a.ID == d.ID }) {
				all = append(all, d)
			}
		}
	}
	return all
}

// IsOpen reports whether a mark of a case was not decided on.
func (q Queue) IsOpen(c Case) bool {
	return slices.ContainsFunc(c.Marks, func(a annotate.Annotation) bool { return len(q.decisions[a.ID]) == 0 })
}

// DecisionOn returns the ID of an annotation that was kept for the one with the given ID,
// or "" if there is none.
func (q Queue) DecisionOn(id string) string {
	for _, d := range q.decisions[id] {
		if d.IsAdjudicated() {
			return d.ID
		}
	}
	return ""
}

// IDs returns the IDs of the marks.
func (c Case) IDs() []string {
	ids := make([]string, len(c.Marks))
	for i, m := range c.Marks {
		ids[i] = m.ID
	}
	return ids
}
