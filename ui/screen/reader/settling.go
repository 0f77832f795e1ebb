package reader

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/agree"
	"galley/ui/keys"
)

// A QueueOptions says how what people annotated differently is settled.
type QueueOptions struct {
	Open   bool     // show the queue first
	AskAll bool     // ask about what everyone annotated in the same way, too
	Fields []string // compared in addition to tags and places
}

// settling is the queue of what people annotated differently, which the user settles one
// case at a time. The base mode is Settle while it is shown; it stays as it was left while
// the user reads.
type settling struct {
	queue  agree.Queue
	items  []agree.Case           // those of the queue that are asked about
	at     int                    // index of the current one
	begun  bool                   // it was shown before
	askAll bool                   // what everyone annotated in the same way is asked about, too
	last   map[agree.Class]choice // the last one by kind of difference

	version int // of the annotations that the queue was read from
}

// start shows the queue. What everyone annotated in the same way is taken as one step.
func (q *settling) start(s *state) {
	if s.isBlind() {
		s.say("What others annotated is hidden until you are done: %s.", s.key(keys.ToggleDone))
		return
	}
	q.askAll = q.askAll || s.env.Queue.AskAll
	q.load(s)
	if len(q.queue.People) < 2 {
		s.say("Nothing to settle: only one person annotated this article. galley adjudicate ARTICLE --from FILE adds what others exported.")
		return
	}
	taken := 0
	if !q.askAll {
		taken = q.takeAgreed(s)
	}
	if len(q.items) == 0 {
		s.say("%s", takenText(s, taken)+"Everyone agrees: nothing to settle.")
		return
	}
	first := !q.begun
	q.begun, s.base = true, keys.Settle
	s.enter(keys.Settle)
	if first {
		q.at = max(slices.IndexFunc(q.items, func(c agree.Case) bool { return c.Span().End > s.body.caret.off }), 0)
		q.goToOpen(s)
	} else {
		q.show(s)
	}
	switch open := q.open(); {
	case open == 0:
		s.say("%sEverything here is settled: %s.", takenText(s, taken), annotate.Plural(len(q.items), "place"))
	case first:
		s.say("%s%d to settle: a number takes what one of them annotated, %s shows all keys.", takenText(s, taken), open, s.env.Keys.Key(keys.Settle, keys.ShowHelp))
	case taken > 0:
		s.say("%s%d to settle.", takenText(s, taken), open)
	}
}

func takenText(s *state, taken int) string {
	if taken == 0 {
		return ""
	}
	return fmt.Sprintf("Taken, because all agree: %s; %s undoes that. ", annotate.Plural(taken, "place"), s.key(keys.Undo))
}

// load reads the queue from the annotations. The current case stays the current one or,
// if it is gone, the next one becomes it.
func (q *settling) load(s *state) {
	var current []string
	if q.at < len(q.items) {
		current = q.items[q.at].IDs()
	}
	q.queue, q.version = agree.NewQueue(s.body.Text, s.set.All(), s.env.Queue.Fields...), s.version
	q.items = slices.Clone(q.queue.Cases)
	if !q.askAll {
		q.items = slices.DeleteFunc(q.items, agree.Case.Agreed)
	}
	if at := q.find(current...); at >= 0 {
		q.at = at
	}
	q.at = max(min(q.at, len(q.items)-1), 0)
}

// update takes over decisions that were made in the queue.
func (q *settling) update(s *state) { q.queue, q.version = q.queue.Update(s.set.All()), s.version }

// refresh reads the queue again if annotations were changed outside it. What was begun
// for a case that is different now is dropped.
func (q *settling) refresh(r *Reader) {
	s := &r.state
	if s.base != keys.Settle || q.version == s.version {
		return
	}
	before := q.items[q.at].IDs()
	switch q.load(s); {
	case len(q.items) == 0:
		r.dropPrompt()
		s.base = keys.Read
		s.enter(keys.Read)
		s.warn("Changed in another place: nothing is left to settle.")
	case !slices.Equal(before, q.items[q.at].IDs()):
		r.dropPrompt()
		s.enter(keys.Settle)
		q.show(s)
		s.warn("Changed in another place: this is what is there now.")
	}
}

// find returns the index of the first case with one of these marks, or -1.
func (q *settling) find(ids ...string) int {
	return slices.IndexFunc(q.items, func(c agree.Case) bool {
		return slices.ContainsFunc(c.Marks, func(a annotate.Annotation) bool { return slices.Contains(ids, a.ID) })
	})
}

// current returns the case that is shown, nil if the queue is not.
func (q *settling) current(s *state) *agree.Case {
	if s.base != keys.Settle || q.at >= len(q.items) {
		return nil
	}
	return &q.items[q.at]
}

// maxNumbered is the number of people that keys can name.
const maxNumbered = 9

// isCrowded reports whether there are more people than keys can name.
func (q *settling) isCrowded() bool { return len(q.queue.People) > maxNumbered }

// numbers returns the number that takes each mark of a case: that of the person or, of more
// people than keys can name, that of the variant.
func (q *settling) numbers(c *agree.Case) []int {
	numbers := make([]int, len(c.Marks))
	variants := c.Variants()
	for i, m := range c.Marks {
		if numbers[i] = c.People[i] + 1; q.isCrowded() {
			numbers[i] = 1 + slices.IndexFunc(variants, func(v annotate.Annotation) bool { return v.Tag == m.Tag && v.Span() == m.Span() })
		}
	}
	return numbers
}

// open returns the number of cases that are not settled.
func (q *settling) open() (n int) {
	for _, c := range q.items {
		if q.queue.IsOpen(c) {
			n++
		}
	}
	return n
}

// undo undoes the last decision, and goes to its case.
func (q *settling) undo(s *state) {
	history, err := s.steps.history(func() ([]annotate.Step, error) { return s.env.Library.History(s.body.ID) })
	if err != nil {
		s.warn("Cannot read the history; nothing was changed. %v", err)
		return
	}
	step, _, ok := history.Undo()
	if !ok || step.Creator != s.env.Author || !slices.ContainsFunc(step.Changes, isDecision) {
		s.say("No decision of yours to undo.")
		return
	}
	undo.run(s, 1)
	s.enter(keys.Settle)
	for _, c := range step.Changes {
		if c.After != nil && c.After.IsDecision() {
			q.askAll = q.askAll || c.After.Decided == string(agree.Same) || c.After.Decided == string(agree.Nearly)
			q.load(s)
			q.at = max(q.find(c.After.From...), 0)
			break
		}
	}
	q.show(s)
}

// isDecision reports whether a change makes or removes a decision.
func isDecision(c annotate.Change) bool {
	return c.Before != nil && c.Before.IsDecision() || c.After != nil && c.After.IsDecision()
}

// step goes to the next or the previous case, wrapping around.
func (q *settling) step(s *state, to direction) {
	q.at = (q.at + int(to) + len(q.items)) % len(q.items)
	q.show(s)
}

// goToOpen goes to the first open case from the current one on, wrapping around, and stays
// if there is none.
func (q *settling) goToOpen(s *state) {
	for i := range q.items {
		if at := (q.at + i) % len(q.items); q.queue.IsOpen(q.items[at]) {
			q.at = at
			break
		}
	}
	q.show(s)
}

// show scrolls to the current case.
func (q *settling) show(s *state) {
	b := &s.body
	span := q.items[q.at].Span()
	b.jumpInto(span.Start)
	if row, ok := b.view.rowOf(span.Start); !ok || row > b.view.height/3 {
		b.view.put(span.Start, min(b.view.edge(), b.view.height/4))
	}
}

// leave goes back to reading.
func (q *settling) leave(s *state) {
	s.base = keys.Read
	s.enter(keys.Read)
	s.say("%d of %s settled; %s goes on, %s shows only what was decided.", len(q.items)-q.open(), annotate.Plural(len(q.items), "place"),
		s.key(keys.StartSettle), s.key(keys.ShowWhose))
}

// act carries out an action in the queue; ok is false for one that is not of the queue.
func (q *settling) act(r *Reader, action keys.Action, count int) (ok bool) {
	s := &r.state
	rows := map[keys.Action]int{
		keys.Down: 1, keys.Up: -1, keys.HalfDown: s.body.view.height / 2, keys.HalfUp: -s.body.view.height / 2,
		keys.PageDown: s.body.view.height - 2, keys.PageUp: 2 - s.body.view.height,
	}
	if n := rows[action]; n != 0 {
		s.body.view.scroll(n)
		return true
	}
	switch action {
	case keys.Take, keys.All, keys.TakeWider, keys.TakeNarrower, keys.Reject:
		q.decide(s, choice{action: action, number: count})
	case keys.RepeatTag:
		q.again(s)
	case keys.Retag:
		q.askTag(s, &r.prompt)
	case keys.StartResize:
		q.startResize(s)
	case keys.NextAnnotation:
		q.step(s, forward)
	case keys.PrevAnnotation:
		q.step(s, back)
	case keys.Undo:
		q.undo(s)
	default:
		return false
	}
	return true
}
