package reader

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/ui/keys"
	"galley/ui/kit"
)

// placing lets the user place an annotation whose words were edited, are
// ambiguous, or are gone. The mode is Place, or one that returns to it.
type placing struct {
	id         string          // of the annotation, "" for none
	candidates []annotate.Span // none for an orphan
	at         int             // index of the current candidate
}

// candidate returns the current candidate.
func (p placing) candidate() (annotate.Span, bool) {
	if p.at >= len(p.candidates) {
		return annotate.Span{}, false
	}
	return p.candidates[p.at], true
}

// next goes to the annotation that needs a place after the one with the ID after,
// wrapping around; ok is false if there is none.
func (p *placing) next(s *state, after string) (ok bool) {
	list := s.unplaced()
	if len(list) == 0 {
		return false
	}
	next := 0
	for i, a := range list {
		if a.ID == after {
			next = (i + 1) % len(list)
		}
	}
	p.start(s, list[next])
	return true
}

// start begins placing an annotation, at its first candidate.
func (p *placing) start(s *state, a annotate.Annotation) {
	*p = placing{id: a.ID}
	switch a.Anchor.State {
	case annotate.Changed:
		p.candidates = []annotate.Span{a.Anchor.Span}
	case annotate.Ambiguous:
		p.candidates = a.Anchor.Candidates
	}
	s.base = keys.Place
	s.enter(s.base)
	p.show(s, a)
	if left := len(s.unplaced()); left > 1 {
		s.say("%s %d to place.", s.message.Text, left)
	}
}

// show sends the caret to the candidate, and shows the choices.
func (p *placing) show(s *state, a annotate.Annotation) {
	if span, ok := p.candidate(); ok {
		s.body.jumpInto(span.Start)
	}
	s.body.caret.target = a.ID
	key := func(action keys.Action) string { return s.env.Keys.Key(keys.Place, action) }
	was := a.Tag.Title()
	if v := a.Verdict(); v.IsSettled() {
		was += ", " + v.Name + ","
	}
	was += " on “" + brief(a.Anchor.Exact) + "”"
	if reason, isProposal := strings.CutPrefix(a.Anchor.Reason, annotate.ProposalReason); isProposal && len(p.candidates) == 1 {
		s.say("%s, a proposal by %s: %s. %s keeps it beside the other, %s deletes it.", was, source.CleanLine(a.Creator), source.CleanLine(reason),
			key(keys.Accept), key(keys.Delete))
		return
	}
	switch len(p.candidates) {
	case 0:
		s.say("%s: these words are gone. %s selects where it belongs, %s keeps it without a place.",
			was, key(keys.StartSelect), key(keys.KeepOrphan))
	case 1:
		s.say("%s: these words were edited. %s accepts the words here now, %s selects others, %s keeps it without a place.",
			was, key(keys.Accept), key(keys.StartSelect), key(keys.KeepOrphan))
	default:
		s.say("%s: place %d of %d. %s accepts it, %s shows the next, %s selects others, %s keeps it without a place.",
			was, p.at+1, len(p.candidates), key(keys.Accept), key(keys.NextCandidate), key(keys.StartSelect), key(keys.KeepOrphan))
	}
}

// nextCandidate shows the next candidate.
func (p *placing) nextCandidate(s *state) {
	a, ok := s.set.Get(p.id)
	if !ok || len(p.candidates) < 2 {
		s.say("No other place to show.")
		return
	}
	p.at = (p.at + 1) % len(p.candidates)
	p.show(s, a)
}

// accept places the annotation on the current candidate, or on the selection.
func (p *placing) accept(s *state) {
	b := &s.body
	span, ok := p.candidate()
	if s.mode == keys.Select {
		span, ok = b.sel.span(b.prose).Trim(b.Text)
	}
	if !ok {
		s.warn("No words selected: %s selects some.", s.env.Keys.Key(keys.Place, keys.StartSelect))
		return
	}
	said := "Placed."
	if a, found := s.set.Get(p.id); found && a.Verdict().IsSettled() && a.Anchor.Exact != span.In(b.Text) {
		said = fmt.Sprintf("Placed, still %s, although its words changed.", a.Status())
	}
	p.settle(s, "place of %s", span, said, func(a *annotate.Annotation) { a.Anchor = s.anchor(span) })
}

// keepOrphan keeps the annotation as an orphan that no longer needs placing.
func (p *placing) keepOrphan(s *state) {
	p.settle(s, "%s kept without a place", s.body.caret.span(), "Kept without a place.", func(a *annotate.Annotation) {
		a.Anchor.State, a.Anchor.Reason, a.Anchor.Candidates, a.Anchor.Score = annotate.Orphan, annotate.KeptOrphan, nil, 0
	})
}

// settle changes the annotation being placed and goes to the next. what and where
// describe the change in the history; what is a format for the tag.
func (p *placing) settle(s *state, what string, where annotate.Span, said string, change func(*annotate.Annotation)) {
	a, ok := s.set.Get(p.id)
	p.end(s)
	if !ok {
		s.warn("The annotation was deleted in another window.")
		return
	}
	after := a.Clone()
	change(&after)
	after.Modified = s.now()
	s.commit(s.body.withPlace(fmt.Sprintf(what, a.Tag), where), annotate.Edit(a, after))
	said += " " + s.key(keys.Undo) + " undoes it."
	if p.next(s, a.ID) {
		s.say("%s %s", said, s.message.Text)
		return
	}
	s.body.caret.target = a.ID
	s.say("%s Every annotation is placed.", said)
}

// delete deletes the annotation that is being placed.
func (p *placing) delete(s *state) {
	a, ok := s.set.Get(p.id)
	p.end(s)
	s.body.caret.target = ""
	if ok {
		s.deleteAnnotation(a, s.body.caret.span())
	}
}

// cancel leaves the annotation as it was.
func (p *placing) cancel(s *state) {
	p.end(s)
	s.say("Unchanged; %s comes back to it.", s.key(keys.NextOpen))
}

// end goes back to reading.
func (p *placing) end(s *state) {
	*p, s.base = placing{}, keys.Read
	s.enter(s.base)
}

// showOriginal shows the text that the annotation was made on.
func (p *placing) showOriginal(s *state) {
	if a, ok := s.set.Get(p.id); ok {
		s.env.Outbox.Post(kit.ShowOriginalMsg{Annotation: a})
	}
}
