package reader

import (
	"galley/annotate"
	"galley/ui/keys"
)

// resizing moves the ends of an annotation.
type resizing struct {
	id string // of the annotation, "" for none
}

// start selects the words of the annotation here.
func (r *resizing) start(s *state) {
	a, ok := s.here()
	if !ok {
		return
	}
	r.id = a.ID
	s.enter(keys.Resize)
	s.body.selectSpan(a.Anchor.Span)
	s.body.caret.target = a.ID
}

// keep moves the annotation to the selection.
func (r *resizing) keep(s *state) {
	b := &s.body
	a, ok := s.set.Get(r.id)
	span, some := b.sel.span(b.prose).Trim(b.Text)
	r.end(s)
	switch {
	case !ok:
		s.warn("The annotation was deleted in another window.")
		return
	case !some:
		s.warn("Only blanks are selected: annotation unchanged.")
		return
	case span != a.Anchor.Span && s.has(span, a.Tag):
		s.warn("These words are already %s: annotation unchanged.", a.Tag.WithArticle())
		return
	}
	b.caret.target = a.ID
	if !s.edit("size of "+string(a.Tag), a, func(a *annotate.Annotation) { a.Anchor = s.anchor(span) }) {
		s.say("Annotation unchanged.")
		return
	}
	s.say("Resized. %s undoes it.", s.key(keys.Undo))
}

// cancel leaves the annotation as it was.
func (r *resizing) cancel(s *state) {
	r.end(s)
	s.say("Annotation unchanged.")
}

func (r *resizing) end(s *state) {
	r.id = ""
	s.enter(s.base)
}
