package reader

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
)

// handleResult handles the result of saving a step. If steps were also saved
// elsewhere, the annotations are reloaded; the user's text from a refused step is
// then added to them.
func (s *state) handleResult(r library.Result) {
	stale := r.Refused
	switch {
	case r.Refused:
		s.steps.refuse(r.Step)
		s.warn("Changed in another window: your last change to it was not saved.")
	case r.Err != nil:
		why := source.Clean(r.Err.Error())
		if s.steps.saveError != why {
			s.warn("Not saved yet: %s", why)
		}
		s.steps.saveError = why
	default:
		stale = s.steps.markSaved(r.Step, r.Seq)
	}
	if stale {
		s.env.Outbox.Post(kit.ReloadMsg{})
	}
}

// reload takes the annotations as they are on disk after step seq. Steps that
// are not known to be on disk stay applied. A set older than the reader's last
// save is ignored.
func (s *state) reload(set annotate.Set, seq uint64) {
	if seq < s.steps.known {
		return
	}
	s.replace(s.steps.applyUnsaved(annotate.NewSet(s.visible(set.All()))))
	s.steps.known = seq
	if _, ok := s.set.Get(s.body.caret.target); !ok {
		s.body.caret.target = ""
	}
	s.restoreTyped()
}

// ContinueFrom continues from the reader of another version of the article:
// text typed in its refused steps is added to the annotations of this version.
// Annotations created in refused steps are lost, with a warning.
func (r Reader) ContinueFrom(before Reader) Reader {
	r.steps.refused = before.steps.refused
	if slices.ContainsFunc(r.steps.refused, func(c annotate.Change) bool { return c.Before == nil }) {
		r.warn("%s Your last annotation was not saved: make it again.", r.message.Text)
	}
	r.restoreTyped()
	return r
}

// restoreTyped adds text typed in refused steps to the current annotations.
func (s *state) restoreTyped() {
	refused := s.steps.refused
	s.steps.refused = nil
	for _, c := range refused {
		if c.Before == nil || c.After == nil {
			continue
		}
		opened, left := typedIn(c)
		if opened.Equal(left) {
			continue
		}
		if s.amend(c.ID(), opened, left) {
			s.say("Changed in another window too; your text was added.")
		}
	}
}

// keepCard commits the contents of a closed card as one step.
func (s *state) keepCard(msg kit.CardMsg) {
	if !s.amend(msg.Annotation, msg.Opened, msg.Left) {
		see(s, msg.Annotation)
	} else if !msg.Silent && s.message.Kind != kit.Error {
		next := s.key(keys.SentNext)
		if s.mode == keys.Suggest {
			next = s.env.Keys.Key(keys.Suggest, keys.NextAnnotation)
		}
		s.say("Card kept. %s undoes it, %s goes on.", s.key(keys.Undo), next)
	}
}

// amend edits an annotation, and adds a reply that was typed. It only applies what differs
// between opened and left: the annotation may have been edited in another window since. If the
// note was changed in both, both notes are kept. It reports whether anything
// changed.
func (s *state) amend(id string, opened, left kit.Draft) bool {
	before, ok := s.set.Get(id)
	if !ok {
		if text := typedText(opened, left); text != "" {
			s.warn("The annotation was deleted in another window; your text is on the clipboard.")
			s.copy(text)
		}
		return false
	}
	what := "note on "
	if opened.Note == left.Note && opened.Fields.Equal(left.Fields) {
		what = "reply to "
	}
	return s.edit(what+string(before.Tag), before, func(a *annotate.Annotation) {
		merged := mergeCards(*a, opened, left)
		a.Note, a.Fields = merged.Note, merged.Fields
		if merged.Reply != "" {
			a.Replies = append(a.Replies, annotate.Reply{Creator: s.env.Author, Created: s.now(), Note: merged.Reply})
		}
	})
}

// typedText returns what was typed in a card: the reply, the note and the fields, on lines
// of their own.
func typedText(opened, left kit.Draft) string {
	typed := []string{left.Reply}
	if left.Note != opened.Note {
		typed = append(typed, left.Note)
	}
	for name, values := range (annotate.Annotation{Fields: left.Fields}).FieldsInOrder() {
		if !slices.Equal(values, opened.Fields[name]) {
			typed = append(typed, values...)
		}
	}
	return strings.Join(slices.DeleteFunc(typed, func(s string) bool { return s == "" }), "\n")
}

// mergeCards returns the note, fields and reply of an annotation after the user changed
// them from opened to left.
func mergeCards(a annotate.Annotation, opened, left kit.Draft) kit.Draft {
	merged := kit.Draft{Note: merge(a.Note, opened.Note, left.Note), Fields: a.Fields, Reply: left.Reply}
	for _, spec := range a.Tag.Spec().Fields {
		if is := left.Fields[spec.Name]; !slices.Equal(is, opened.Fields[spec.Name]) {
			merged.Fields = merged.Fields.With(spec.Name, is...)
		}
	}
	return merged
}

// merge merges two changes to a note: from opened to left here, and from opened
// to now elsewhere.
func merge(now, opened, left string) string {
	switch {
	case left == opened || left == now || strings.HasSuffix(now, "\n\n"+left): // merged before
		return now
	case now == opened:
		return left
	}
	return now + "\n\n" + left
}
