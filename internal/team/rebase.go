package team

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"galley/annotate"
)

// A state is an article of the library while steps of the log are applied to it: what the
// log has come to, the library's own queued steps on top of that, and the result of both,
// which is what the library shows.
type state struct {
	logText string                         // digest of the article's text in the log, "" before its first step
	text    string                         // digest of its text in the library
	set     map[string]annotate.Annotation // in the library, by ID
	queue   []annotate.Step                // own steps that the log lacks
	steps   []annotate.Step                // for the history of the library
	sent    []string                       // IDs of steps of the queue that the log has
	rebased bool                           // whether the queue must be stored again

	undone annotate.Step // the step that the entry undoes, if the library has it
	texts  texts
	login  string
	newID  func() string
	now    time.Time
}

// apply applies an entry of the log.
func (s *state) apply(e Entry) error {
	own := slices.IndexFunc(s.queue, func(q annotate.Step) bool { return q.ID == e.Step.ID })
	if own >= 0 {
		s.queue = slices.Delete(s.queue, own, own+1)
		s.sent = append(s.sent, e.Step.ID)
	}
	received := annotate.Step{
		ID: e.Step.ID, Time: e.Step.Time, Creator: e.By, Summary: e.Step.Summary, Undoes: e.Step.Undoes, Received: true,
	}
	if v := e.Step.Version; !v.IsZero() {
		if s.logText = v.To; own < 0 {
			s.dropTurns()
			if s.text != v.To {
				received.Version = annotate.VersionChange{From: s.text, To: v.To}
			}
			s.text = v.To
		}
	}
	after := map[string]*annotate.Annotation{}
	for _, c := range e.Step.Changes {
		after[c.ID()] = s.sign(c, e.By)
	}
	if !received.Version.IsZero() {
		for id := range s.set {
			if _, ok := after[id]; !ok {
				after[id] = s.logged(id)
			}
		}
		for _, q := range s.queue {
			for _, c := range q.Changes {
				if _, ok := after[c.ID()]; !ok {
					after[c.ID()] = c.Before
				}
			}
		}
	}
	s.undone = annotate.Step{}
	return s.merge(received, after)
}

// logged returns an annotation as the log has it: what the first queued change expects or,
// if there is none, what the library has.
func (s *state) logged(id string) *annotate.Annotation {
	for _, q := range s.queue {
		for _, c := range q.Changes {
			if c.ID() == id {
				return c.Before
			}
		}
	}
	if a, ok := s.set[id]; ok {
		return &a
	}
	return nil
}

// sign returns the annotation that a change of a login leads to: its creator is who
// created it in the log, also if it was deleted and the deletion is undone.
func (s *state) sign(c annotate.Change, by string) *annotate.Annotation {
	if c.After == nil {
		return nil
	}
	a := c.After.Clone()
	a.Creator = by
	for _, u := range s.undone.Changes {
		if c.Before == nil && u.Before != nil && u.Before.ID == a.ID {
			a.Creator = u.Before.Creator
		}
	}
	if before := s.logged(a.ID); before != nil && c.Before != nil {
		a.Creator = before.Creator
	}
	return &a
}

// dropTurns leaves the text as the log has it: queued changes of the text are dropped. The
// version stays in the library.
func (s *state) dropTurns() {
	for i, q := range s.queue {
		if !q.Version.IsZero() {
			s.queue[i].Version, s.rebased = annotate.VersionChange{}, true
		}
	}
}

// merge puts the queued steps on top of annotations that the log has changed, and updates
// those of the library in a step.
func (s *state) merge(received annotate.Step, after map[string]*annotate.Annotation) error {
	var proposals, moved []annotate.Change
	for _, id := range slices.Sorted(maps.Keys(after)) {
		final, mine, err := s.rebase(id, after[id])
		if err != nil {
			return err
		}
		placed, err := s.texts.place(final, s.text)
		if err != nil {
			return err
		}
		if s.text != s.logText && final != nil && !placed.Equal(*final) {
			moved = append(moved, annotate.Change{Before: final, After: placed})
		}
		if mine != nil {
			if mine, err = s.texts.place(mine, s.text); err != nil {
				return err
			}
			what := "changed it differently"
			if final == nil {
				what = "deleted it"
			}
			proposals = append(proposals, annotate.Create(propose(*mine, s.newID(), fmt.Sprintf("%s %s at the same time", received.Creator, what))))
		}
		if c := s.put(id, placed); c != nil {
			received.Changes = append(received.Changes, *c)
		}
	}
	s.queue = slices.DeleteFunc(s.queue, func(q annotate.Step) bool {
		return len(q.Changes) == 0 && q.Version.IsZero()
	})
	if len(received.Changes) > 0 || !received.Version.IsZero() {
		s.steps = append(s.steps, received)
	}
	if moved != nil { // the library has a newer text than the log
		s.enqueue("place on the new text", moved)
	}
	if proposals != nil {
		s.steps = append(s.steps, s.enqueue(annotate.Plural(len(proposals), "proposal")+" next to changes by "+received.Creator, proposals))
		for _, c := range proposals {
			s.set[c.After.ID] = *c.After
		}
	}
	return nil
}

// enqueue appends a step of the library's own to the queue.
func (s *state) enqueue(what string, changes []annotate.Change) annotate.Step {
	step := annotate.Step{ID: s.newID(), Time: s.now, Creator: s.login, Summary: what, Changes: changes}
	s.queue, s.rebased = append(s.queue, step), true
	return step
}

// put sets an annotation of the library and returns the change, nil if there is none.
func (s *state) put(id string, a *annotate.Annotation) *annotate.Change {
	before, exists := s.set[id]
	switch {
	case a == nil && !exists, a != nil && exists && a.Equal(before):
		return nil
	case a == nil:
		delete(s.set, id)
		c := annotate.Delete(before)
		return &c
	}
	s.set[id] = *a
	if !exists {
		c := annotate.Create(*a)
		return &c
	}
	c := annotate.Edit(before, *a)
	return &c
}

// rebase puts the queued changes of an annotation on top of logged, what the log has. It
// returns the result and, if one of the changes cannot be made any more, what the library's
// own user had made of it; the changes are then dropped.
func (s *state) rebase(id string, logged *annotate.Annotation) (final, mine *annotate.Annotation, err error) {
	text, final := s.logText, logged
	conflict := false
	for i := range s.queue {
		q := &s.queue[i]
		if !q.Version.IsZero() {
			text = q.Version.To
		}
		kept := q.Changes[:0:0]
		for _, c := range q.Changes {
			if c.ID() != id {
				kept = append(kept, c)
				continue
			}
			if mine = ownVersion(c, mine); conflict {
				continue
			}
			merged, ok := merge(c.Before, final, c.After)
			if conflict = !ok; conflict {
				continue
			}
			if merged, err = s.texts.place(merged, text); err != nil {
				return nil, nil, err
			}
			if !equal(final, merged) {
				kept = append(kept, annotate.Change{Before: final, After: merged})
			}
			final = merged
		}
		if !slices.EqualFunc(kept, q.Changes, sameChange) {
			q.Changes, s.rebased = kept, true
		}
	}
	if !conflict {
		mine = nil
	}
	return final, mine, nil
}

// ownVersion returns what a change makes of an annotation, or what it deletes.
func ownVersion(c annotate.Change, before *annotate.Annotation) *annotate.Annotation {
	switch {
	case c.After != nil:
		return c.After
	case before != nil:
		return before
	}
	return c.Before
}

func equal(a, b *annotate.Annotation) bool {
	return (a == nil) == (b == nil) && (a == nil || a.Equal(*b))
}

func sameChange(a, b annotate.Change) bool {
	return equal(a.Before, b.Before) && equal(a.After, b.After)
}

// split returns queued steps as the log takes them: a change of the text alone, then the
// annotations; and no more than MaxChanges changes in a step unless it only creates
// annotations. changed reports whether there was anything to split.
func split(queue []annotate.Step) (parts []annotate.Step, changed bool) {
	for _, q := range queue {
		from := len(parts)
		rest := q.Changes
		if v := q.Version; !v.IsZero() {
			turn := q
			turn.Changes = nil
			parts = append(parts, turn)
			q.Version = annotate.VersionChange{}
		}
		for len(rest) > 0 {
			n := min(len(rest), MaxChanges)
			if CreatesOnly(q) {
				n = len(rest)
			}
			part := q
			part.Changes, rest = rest[:n:n], rest[n:]
			parts = append(parts, part)
		}
		n := len(parts) - from
		for i := 1; i < n; i++ {
			parts[from+i].ID = fmt.Sprintf("%s.%d", q.ID, i)
		}
		changed = changed || n > 1
	}
	return parts, changed
}
