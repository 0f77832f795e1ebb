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
)

// shows reports whether the annotations of a creator are shown to author.
func (w whose) shows(creator, author string) bool {
	return w == everyones || (creator == author) == (w == mine)
}

// String names those that are shown in the header; "" is everyone's.
func (w whose) String() string { return [...]string{"", "mine", "others'"}[w] }

// replace replaces the annotations.
func (n *annotations) replace(set annotate.Set) {
	n.set, n.shown = set, set
	n.version++
	n.shared = slices.ContainsFunc(set.All(), func(a annotate.Annotation) bool { return a.Creator != set.All()[0].Creator })
	if n.whose != everyones {
		n.shown = annotate.NewSet(slices.DeleteFunc(slices.Clone(set.All()), func(a annotate.Annotation) bool { return !n.whose.shows(a.Creator, n.author) }))
	}
}

// showWhose shows the user's own annotations, then those of others, then all.
func (s *state) showWhose() {
	creators := map[string]bool{}
	for _, a := range s.set.All() {
		creators[a.Creator] = true
	}
	delete(creators, s.author)
	if len(creators) == 0 && s.whose == everyones {
		s.say("All annotations here are yours.")
		return
	}
	s.whose = (s.whose + 1) % (others + 1)
	s.replace(s.set)
	if _, ok := s.shown.Get(s.body.caret.target); !ok {
		s.body.caret.target = ""
	}
	hidden := s.set.Len() - s.shown.Len()
	switch s.whose {
	case everyones:
		s.say("Annotations of all.")
	case mine:
		s.say("Only your annotations: %s of others not shown. %s again shows theirs.", annotate.Plural(hidden, "annotation"), s.key(keys.ShowWhose))
	case others:
		s.say("Only the annotations of others: %d of yours not shown. %s again shows all.", hidden, s.key(keys.ShowWhose))
	}
}
