package reader

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A historyCommand is undo or redo.
type historyCommand struct {
	verb       string // "Undid"
	nothing    string // message if there is no step
	infinitive string // "undo"
	next       func(*annotate.Timeline) (step, first annotate.Step, ok bool)
}

var (
	undo = historyCommand{"Undid", "Nothing to undo.", "undo", (*annotate.Timeline).Undo}
	redo = historyCommand{"Redid", "Nothing to redo.", "redo", (*annotate.Timeline).Redo}
)

// run undoes or redoes count steps, up to the first one of somebody else.
func (c historyCommand) run(s *state, count int) {
	history, err := s.steps.history(func() ([]annotate.Step, error) { return s.env.Library.History(s.body.ID) })
	if err != nil {
		s.warn("Cannot read the history; nothing was changed. %v", err)
		return
	}
	for n := range max(count, 1) {
		step, first, ok := c.next(history)
		switch {
		case !ok && n == 0:
			s.say("%s", c.nothing)
			return
		case !ok:
			return
		case step.Creator != "" && step.Creator != s.env.Author:
			if n == 0 {
				c.refuse(s, step, first)
			}
			return
		}
		inverse := annotate.Step{Summary: c.verb + ": " + first.Summary, Changes: step.Inverse(), Undoes: step.ID}
		if !step.Version.IsZero() {
			inverse.Version = step.Version.Inverse()
			s.env.Outbox.Post(kit.SwitchVersionMsg{Step: inverse}) // opens the article again: this reader shows one text
			return
		}
		if !s.commitStep(inverse) {
			history.Drop(step.ID)
			return
		}
		s.showChange(step)
		now := s.env.Now()
		when := kit.Day(first.Time, now) + first.Time.In(now.Location()).Format(" 15:04")
		s.say("%s: %s, %s", c.verb, first.Summary, strings.TrimPrefix(when, "today "))
	}
}

// refuse says whose the newest step is, and how to delete the annotation that it
// created.
func (c historyCommand) refuse(s *state, step, first annotate.Step) {
	text := fmt.Sprintf("Nothing of yours to %s here: the newest step is by %s, %s", c.infinitive, source.CleanLine(step.Creator), first.Summary)
	if changes := step.Changes; len(changes) == 1 && changes[0].Before == nil {
		if _, ok := s.set.Get(changes[0].ID()); ok {
			s.showChange(step)
			text += "; " + s.key(keys.Delete) + " deletes it"
		}
	}
	s.say("%s.", text)
}

// showChange sends the caret to the first change of a step.
func (s *state) showChange(step annotate.Step) {
	c := step.Changes[0]
	a := c.Before
	if a == nil {
		a = c.After
	}
	if span := a.Span(); !span.Empty() {
		s.enter(keys.Read)
		s.body.jumpInto(span.Start)
		if _, ok := s.set.Get(a.ID); ok {
			s.body.caret.target = a.ID
		}
	}
}
