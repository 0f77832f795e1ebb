package reader

import (
	"fmt"
	"maps"
	"slices"

	"galley/annotate"
	"galley/annotate/agree"
	"galley/ui/keys"
)

// A choice settles a case.
type choice struct {
	action keys.Action
	number int          // of Take
	tag    annotate.Tag // of Retag
}

// takeAgreed takes what everyone annotated in the same way and is not settled. It returns
// how many cases that are.
func (q *settling) takeAgreed(s *state) (taken int) {
	var changes []annotate.Change
	for _, c := range q.queue.Cases {
		if c.Agreed() && q.queue.IsOpen(c) {
			changes = append(changes, q.changes(s, c, c.Merged())...)
			taken++
		}
	}
	if taken == 0 || !s.commit(fmt.Sprintf("%s that agree", annotate.Plural(taken, "annotation")), changes...) {
		return 0
	}
	q.update(s)
	return taken
}

// changes returns the changes that settle a case with annotations like kept, or with none.
// They replace earlier decisions.
func (q *settling) changes(s *state, c agree.Case, kept ...annotate.Annotation) []annotate.Change {
	var changes []annotate.Change
	for _, earlier := range q.queue.Decisions(c) {
		changes = append(changes, annotate.Delete(earlier))
	}
	decide := func(like annotate.Annotation, kind string) {
		a := s.newAnnotation(like.Span(), like.Tag)
		a.Note, a.Fields, a.Labels, a.Decided, a.From = like.Note, like.Fields, like.Labels, kind, c.IDs()
		for _, link := range like.Links {
			if to := q.queue.DecisionOn(link.To); to != "" {
				a = a.WithLink(annotate.Relation{Kind: link.Kind, To: to})
			}
		}
		if a.IsRejection() {
			a.Anchor.State, a.Anchor.Score, a.Anchor.Reason = annotate.Orphan, 0, annotate.KeptOrphan
			a.Note, a.Fields, a.Labels, a.Links = "", nil, nil, nil
		}
		changes = append(changes, annotate.Create(a))
	}
	for _, like := range kept {
		decide(like.Clone(), string(c.Class))
	}
	if len(kept) == 0 {
		decide(c.Marks[0], annotate.Rejected)
	}
	return changes
}

// decide settles the current case, and goes to the next one that is open.
func (q *settling) decide(s *state, by choice) {
	c := *q.current(s)
	kept, problem := q.kept(c, by)
	if problem != "" {
		s.say("%s", problem)
		return
	}
	if by.action == keys.Take && len(c.Marks) == 1 {
		by = choice{action: keys.All} // next time another person may be the only one
	}
	if by.action != keys.StartResize {
		last := maps.Clone(q.last)
		if last == nil {
			last = map[agree.Class]choice{}
		}
		last[c.Class] = by
		q.last = last
	}
	q.commit(s, c, kept...)
}

// commit settles a case with annotations like kept.
func (q *settling) commit(s *state, c agree.Case, kept ...annotate.Annotation) {
	what := "rejection"
	if len(kept) > 0 {
		what = "decision on " + string(kept[0].Tag)
	}
	if !s.commit(s.body.withPlace(what, c.Span()), q.changes(s, c, kept...)...) {
		return
	}
	q.update(s)
	q.goToOpen(s)
	if q.open() == 0 {
		s.say("Everything is settled: %s. %s leaves, %s undoes the last decision.", annotate.Plural(len(q.items), "place"),
			s.env.Keys.Key(keys.Settle, keys.Back), s.key(keys.Undo))
	}
}

// kept returns what is kept of a case, or why the choice does not apply to it.
func (q *settling) kept(c agree.Case, by choice) (kept []annotate.Annotation, problem string) {
	var a annotate.Annotation
	ok := true
	switch by.action {
	case keys.Reject:
		return nil, ""
	case keys.All:
		return c.All(), ""
	case keys.Take:
		at := slices.Index(q.numbers(&c), by.number)
		if at < 0 {
			return nil, "There is no annotation with this number here."
		}
		if a = c.Marks[at]; q.isCrowded() {
			a = c.All()[by.number-1]
		}
	case keys.TakeWider, keys.TakeNarrower:
		if a, ok = c.Widest(); by.action == keys.TakeNarrower {
			a, ok = c.Narrowest()
		}
		if !ok {
			return nil, "Neither is wider here: their numbers choose one."
		}
	case keys.Retag:
		a = c.Merged()
		a.Tag = by.tag
	}
	return []annotate.Annotation{a}, ""
}

// again decides as last time for the kind of difference of the current case.
func (q *settling) again(s *state) {
	class := q.current(s).Class
	by, ok := q.last[class]
	if !ok {
		s.say("Nothing was decided yet where %s.", classText(class))
		return
	}
	q.decide(s, by)
}

// askTag asks which tag the current case is to get.
func (q *settling) askTag(s *state, p *prompt) {
	s.say("Settle it as:  %s claim  %s quote  %s opinion  %s cancels", s.key(keys.TagClaim), s.key(keys.TagQuote), s.key(keys.TagOpinion), s.key(keys.Back))
	*p = func(r *Reader, key string) {
		if tag, ok := r.tagKey(key); ok && r.settling.current(&r.state) != nil {
			r.settling.decide(&r.state, choice{action: keys.Retag, tag: tag})
		}
	}
}

// startResize selects the words of the current case, to choose others.
func (q *settling) startResize(s *state) {
	s.enter(keys.Resize)
	s.body.selectSpan(q.current(s).Span())
}

// keepSize settles the current case with the selected words.
func (q *settling) keepSize(s *state) {
	span, ok := s.body.sel.span(s.body.prose).Trim(s.body.Text)
	s.enter(s.base)
	if !ok {
		s.warn("Only blanks are selected: nothing was decided.")
		return
	}
	c := *q.current(s)
	a := c.Merged()
	a.Anchor = s.anchor(span)
	q.commit(s, c, a)
}
