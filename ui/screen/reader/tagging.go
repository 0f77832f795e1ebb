package reader

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/voice"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A tagger tags words, and remembers the last tag.
type tagger struct {
	last annotate.Tag // "" before the first
}

// tag tags the selection, or count sentences from the caret on.
func (t *tagger) tag(s *state, tag annotate.Tag, count int) {
	spans, labels := s.targets(max(count, 1)), s.waiting
	s.endSelection()
	if len(spans) == 0 {
		s.warn("Nothing to tag here: the selection is blank.")
		return
	}
	var changes []annotate.Change
	for _, span := range spans {
		old, exists := s.find(span, tag)
		switch labeled := old.WithLabels(labels...); {
		case !exists:
			changes = append(changes, annotate.Create(s.newAnnotation(span, tag).WithLabels(labels...)))
		case !labeled.Equal(old):
			labeled.Modified = s.now()
			changes = append(changes, annotate.Edit(old, labeled))
		}
	}
	if len(changes) == 0 {
		s.say("This is already %s.", tag.WithArticle())
		return
	}
	t.last = tag
	what := string(tag)
	if n := len(changes); n > 1 {
		what = annotate.Plural(n, what)
	}
	s.commit(s.body.withPlace(what, annotate.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}), changes...)
	s.say("%s", t.message(s, len(changes)))
}

// repeat repeats the last tag.
func (t *tagger) repeat(s *state, count int) {
	if t.last == "" {
		s.say("No tag to repeat yet.")
		return
	}
	t.tag(s, t.last, count)
}

// message returns the message after tagging n spans: the keys for what may follow,
// and after q the key that quits, for users who pressed q to quit.
func (t *tagger) message(s *state, n int) string {
	what, quit := t.last.Title(), ""
	if n > 1 {
		what = annotate.Plural(n, string(t.last))
	}
	if t.last == annotate.Quote {
		quit = s.key(keys.Quit) + " quits. "
	}
	return fmt.Sprintf("%s marked. %s undoes it, %s%s adds %s, %s goes on.",
		what, s.key(keys.Undo), quit, s.key(keys.OpenCard), t.last.Spec().Asks, s.key(keys.SentNext))
}

// goToNeighbor goes to the next or previous annotation in text order, wrapping
// around, and describes it.
func (s *state) goToNeighbor(to direction) {
	placed := s.shown.Placed()
	if len(placed) == 0 {
		s.say("No annotations yet: %s tags the sentence here as a claim.", s.key(keys.TagClaim))
		return
	}
	a, ok := s.neighbor(s.body.caret, to)
	around := ""
	switch {
	case ok:
	case to == forward:
		a, around = placed[0], "From the top: "
	default:
		a, around = placed[len(placed)-1], "From the end: "
	}
	s.body.jumpTo(a.Anchor.Span.Start, a.ID)
	s.say("%s%s · %d of %d", around, s.summary(a), s.shown.Rank(a.ID), len(placed))
}

// goToUnchecked goes to the next annotation that is still to be checked.
func (s *state) goToUnchecked() {
	a, count := s.nextUnchecked(s.body.caret)
	if count == 0 {
		s.say("Nothing is open: every claim is checked and every quote is verified.")
		return
	}
	s.body.jumpTo(a.Anchor.Span.Start, a.ID)
	s.say("%s · %d still open · %s status  %s source", heading(a), count, s.key(keys.SetStatus), s.key(keys.AddSource))
}

// openCard opens the card of the annotation here, or unfolds the blocks here.
func (s *state) openCard() {
	if s.unfold() {
		return
	}
	if a, ok := s.here(); ok {
		s.env.Outbox.Post(kit.EditCardMsg{Annotation: a})
	}
}

// reply opens the card of the annotation here to reply to it.
func (s *state) reply() {
	if a, ok := s.here(); ok {
		s.env.Outbox.Post(kit.EditCardMsg{Annotation: a, Reply: true})
	}
}

// deleteHere deletes the annotation here.
func (s *state) deleteHere() {
	a, ok := s.here()
	if !ok {
		return
	}
	s.body.caret.target = ""
	s.deleteAnnotation(a, a.Anchor.Span)
}

// deleteAnnotation deletes an annotation; the history gives where as its place. The
// next part of an interrupted quotation gets the note and the fields of its first.
func (s *state) deleteAnnotation(a annotate.Annotation, where annotate.Span) {
	changes := []annotate.Change{annotate.Delete(a)}
	if parts := s.set.Whole(a.ID); len(parts) > 1 && parts[0].ID == a.ID {
		next, _ := parts[1].Join(a)
		next.Modified = s.now()
		changes = append(changes, annotate.Edit(parts[1], next))
		for _, part := range parts[2:] {
			if after := part.WithLink(annotate.Relation{Kind: annotate.Continues, To: next.ID}); part.HasLink(a.ID) {
				after.Modified = s.now()
				changes = append(changes, annotate.Edit(part, after))
			}
		}
	}
	s.commit(s.body.withPlace("deletion of "+string(a.Tag), where), changes...)
	s.say("%s deleted. %s brings it back.", a.Tag.Title(), s.key(keys.Undo))
}

// A renaming gives the annotations of one person another name.
type renaming kit.RenameMsg

func (r renaming) run(s *state) {
	changes := voice.Rename(s.set.All(), r.From, r.To, s.now())
	what := fmt.Sprintf("%s to %s in %s", r.From, r.To, annotate.Plural(len(changes), "annotation"))
	if len(changes) == 0 {
		s.say("No annotation names %s now.", r.From)
	} else if s.commit("rename of "+what, changes...) {
		s.say("Renamed %s. %s undoes it.", what, s.key(keys.Undo))
	}
}
