package reader

import (
	"slices"

	"galley/annotate"
	"galley/ui/keys"
)

// A tagger marks words, and remembers the tag for the next time.
type tagger struct {
	last annotate.Tag // "" before the first
}

// tag marks the selection, or count sentences from the caret on.
func (t *tagger) tag(s *state, tag annotate.Tag, count int) {
	spans := s.targets(max(count, 1))
	s.endSelection()
	if len(spans) == 0 {
		s.warn("Nothing to mark here: the selection is blank.")
		return
	}
	var changes []annotate.Change
	for _, span := range spans {
		if !s.tagged(span, tag) {
			changes = append(changes, annotate.Create(s.newAnnotation(span, tag)))
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
	s.commit(s.body.located(what, spans[0].Start), changes...)
	s.sayMarked(tag, len(changes))
}

// again marks with the tag that was used last.
func (t *tagger) again(s *state, count int) {
	if t.last == "" {
		s.say("Nothing was marked yet, so there is no tag to repeat.")
		return
	}
	t.tag(s, t.last, count)
}

// sayMarked says what was marked and which keys help next: also how to quit,
// for those who pressed q for that.
func (s *state) sayMarked(tag annotate.Tag, n int) {
	marked, quit, adds := tag.Title(), "", "adds a note"
	if n > 1 {
		marked = annotate.Plural(n, string(tag))
	}
	if tag == annotate.Quote {
		quit, adds = s.key(keys.Quit)+" quits. ", "adds who said it"
	}
	s.say("%s marked. %s undoes it, %s%s %s, %s goes on.",
		marked, s.key(keys.Undo), quit, s.key(keys.OpenCard), adds, s.key(keys.SentNext))
}

// goBeside goes to the next annotation in text order, or the one before, and
// says what it is. It goes round at the ends and says so.
func (s *state) goBeside(to direction) {
	placed := s.set.Placed()
	if len(placed) == 0 {
		s.say("No annotations yet: %s marks the sentence here as a claim.", s.key(keys.TagClaim))
		return
	}
	a, ok := s.beside(to)
	around := ""
	switch {
	case ok:
	case to == forward:
		a, around = placed[0], "From the top: "
	default:
		a, around = placed[len(placed)-1], "From the end: "
	}
	s.body.jumpTo(a.Anchor.Span.Start, a.ID)
	s.say("%s%s · %d of %d", around, summary(a), s.set.Rank(a.ID), len(placed))
}

// beside is the annotation next to the one that the caret was sent to, or to
// the caret.
func (s *state) beside(to direction) (annotate.Annotation, bool) {
	c := s.body.caret
	switch {
	case c.target != "" && to == forward:
		return s.set.Next(c.target)
	case c.target != "":
		return s.set.Prev(c.target)
	case to == forward:
		return s.set.After(c.off - 1)
	}
	return s.set.Before(c.off)
}

// goToUnchecked goes to the next annotation that is still to be checked, from the
// top again if need be.
func (s *state) goToUnchecked() {
	placed, c := s.set.Placed(), s.body.caret
	from := slices.IndexFunc(placed, func(a annotate.Annotation) bool { return a.Anchor.Span.Start >= c.off && a.ID != c.target })
	if at := s.set.Rank(c.target); at > 0 {
		from = at
	}
	open := 0
	for _, a := range placed {
		if a.NeedsChecking() {
			open++
		}
	}
	for i := range placed {
		a := placed[(max(from, 0)+i)%len(placed)]
		if a.NeedsChecking() {
			s.body.jumpTo(a.Anchor.Span.Start, a.ID)
			s.say("%s · %d still open · %s status  %s source", heading(a), open, s.key(keys.SetStatus), s.key(keys.AddSource))
			return
		}
	}
	s.say("Nothing is open: every claim is checked and every quote is verified.")
}

// deleteHere deletes the annotation here.
func (s *state) deleteHere() {
	a, ok := s.here()
	if !ok {
		return
	}
	s.body.caret.target = ""
	s.deleteAnnotation(a, a.Anchor.Span.Start)
}

// deleteAnnotation deletes an annotation; off is where the history says that
// it was.
func (s *state) deleteAnnotation(a annotate.Annotation, off int) {
	s.commit(s.body.located("deletion of "+string(a.Tag), off), annotate.Delete(a))
	s.say("%s deleted. %s brings it back.", a.Tag.Title(), s.key(keys.Undo))
}
