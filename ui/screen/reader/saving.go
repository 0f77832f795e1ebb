package reader

import (
	"slices"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
)

// saveResult takes in what became of a step. Where others saved steps too, the
// annotations must be read again. What the user typed in a step that was
// refused is then added to what the others left.
func (s *state) saveResult(r library.Result) {
	stale := r.Refused
	switch {
	case r.Refused:
		s.steps.refuse(r.Step)
		s.warn("Changed in another window: that stays, and your last change to it was not saved.")
	case r.Err != nil:
		why := s.env.Clean(r.Err.Error())
		if s.steps.saveError != why {
			s.warn("Not saved yet: %s", why)
		}
		s.steps.saveError = why
	default:
		stale = s.steps.saved(r.Step, r.Seq)
	}
	if stale {
		s.env.Outbox.Post(kit.ReloadMsg{})
	}
}

// reload takes the annotations as they are on disk after step seq. Steps that
// are not known to be on disk stay applied. What was read before the reader's
// own last save is out of date and ignored.
func (s *state) reload(set annotate.Set, seq uint64) {
	if seq < s.steps.known {
		return
	}
	s.set, s.steps.known = s.steps.applied(set), seq
	if _, ok := s.set.Get(s.body.caret.target); !ok {
		s.body.caret.target = ""
	}
	s.restoreTyped()
}

// ContinueFrom continues from the reader of another version of the article: what was
// typed there and refused is added to the annotations as they are on this one.
// Annotations that were made there and refused are not made here.
func (r Reader) ContinueFrom(before Reader) Reader {
	r.steps.refused = before.steps.refused
	if slices.ContainsFunc(r.steps.refused, func(c annotate.Change) bool { return c.Before == nil }) {
		r.warn("%s What you marked last was not saved: mark it again.", r.message.Text)
	}
	r.restoreTyped()
	return r
}

// restoreTyped adds what was typed in refused steps to the annotations as they
// are now.
func (s *state) restoreTyped() {
	refused := s.steps.refused
	s.steps.refused = nil
	for _, c := range refused {
		if c.Before == nil || c.After == nil {
			continue
		}
		opened, left := kit.Draft{Note: c.Before.Note, Fields: c.Before.Fields}, kit.Draft{Note: c.After.Note, Fields: c.After.Fields}
		if opened.Note == left.Note && opened.Fields.Equal(left.Fields) {
			continue
		}
		if s.amend(c.ID(), opened, left) {
			s.say("Changed in another window too; what you typed was added.")
		}
	}
}

// keepCard takes what a card was left with, as one step.
func (s *state) keepCard(msg kit.CardMsg) {
	if s.amend(msg.Annotation, msg.Opened, msg.Left) && !msg.Silent && s.message.Kind != kit.Error {
		s.say("Card kept. %s undoes it, %s goes on.", s.key(keys.Undo), s.key(keys.SentNext))
	}
}

// amend takes what an annotation was edited to. Only what differs from opened
// is taken: the annotation may have been edited in another window meanwhile. A
// note that was changed in both is kept twice over. It reports whether anything
// changed.
func (s *state) amend(id string, opened, left kit.Draft) bool {
	before, ok := s.set.Get(id)
	if !ok {
		if left.Note != opened.Note {
			s.warn("The annotation was deleted in another window; what you typed is on the clipboard.")
			s.copy(left.Note)
		}
		return false
	}
	return s.edit("note on "+string(before.Tag), before, func(a *annotate.Annotation) {
		a.Note = merged(a.Note, opened.Note, left.Note)
		for _, spec := range a.Tag.Spec().Fields {
			if is := left.Fields[spec.Name]; !slices.Equal(is, opened.Fields[spec.Name]) {
				a.Fields = a.Fields.With(spec.Name, is...)
			}
		}
	})
}

// merged returns a note after it was changed from opened to left here, and from
// opened to now elsewhere.
func merged(now, opened, left string) string {
	switch {
	case left == opened || left == now:
		return now
	case now == opened:
		return left
	}
	return now + "\n\n" + left
}
