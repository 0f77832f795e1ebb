package reader

import (
	"slices"

	"galley/annotate"
	"galley/ui/keys"
)

// A whose says whose annotations are shown.
type whose int

const (
	everyones whose = iota
	mine
	others
	decisions
)

// shows reports whether an annotation is shown to author.
func (w whose) shows(a annotate.Annotation, author string) bool {
	switch w {
	case mine:
		return a.Creator == author
	case others:
		return a.Creator != author
	case decisions:
		return a.IsDecision()
	}
	return true
}

// String names those that are shown in the header; "" is everyone's.
func (w whose) String() string { return [...]string{"", "mine", "others'", "decided"}[w] }

// replace replaces the annotations on the screen. With the second person, the gutter gets
// a column for people.
func (s *state) replace(set annotate.Set) {
	s.annotations.replace(set)
	width := 0
	if s.people != nil {
		width = peopleWidth
	}
	s.body.setPeople(width)
	s.body.setNotes(notes(s.haveNotes()))
}

// replace replaces the annotations.
func (n *annotations) replace(set annotate.Set) {
	n.set, n.shown = set, set
	n.version++
	n.people = newPeople(set)
	hidden := func(a annotate.Annotation) bool { return a.IsRejection() || !n.whose.shows(a, n.author) }
	if slices.ContainsFunc(set.All(), hidden) {
		n.shown = annotate.NewSet(slices.DeleteFunc(slices.Clone(set.All()), hidden))
	}
}

// showWhose shows the user's own annotations, then those of others, then what was
// decided, if anything was, then all.
func (s *state) showWhose() {
	if s.isBlind() {
		s.say("What others annotated is hidden until you are done: %s.", s.key(keys.ToggleDone))
		return
	}
	creators := map[string]bool{}
	for _, a := range s.set.All() {
		creators[a.Creator] = true
	}
	delete(creators, s.author)
	if len(creators) == 0 && s.whose == everyones {
		s.say("All annotations here are yours.")
		return
	}
	if s.whose++; s.whose > decisions || s.whose == decisions && !slices.ContainsFunc(s.set.All(), annotate.Annotation.IsDecision) {
		s.whose = everyones
	}
	s.replace(s.set)
	if _, ok := s.shown.Get(s.body.caret.target); !ok {
		s.body.caret.target = ""
	}
	hidden := s.set.Len() - s.shown.Len()
	switch s.whose {
	case everyones:
		s.say("Annotations of all: %s.", s.people)
	case mine:
		s.say("Only your annotations: %s of others not shown. %s again shows theirs.", annotate.Plural(hidden, "annotation"), s.key(keys.ShowWhose))
	case decisions:
		s.say("Only what was decided: %d not shown. %s again shows all.", hidden, s.key(keys.ShowWhose))
	case others:
		s.say("Only the annotations of others: %d of yours not shown. %s again shows all.", hidden, s.key(keys.ShowWhose))
	}
}
