package annotate

import "slices"

// A Timeline decides which step is undone or redone next, for one user of one
// article. It contains the steps from before the article was opened and those
// that the user has made since. Steps that others commit since are not added.
//
// A step that undoes another can itself be undone: that is redo.
type Timeline struct {
	done, undone []entry
}

// An entry is a step in effect (done) or one that undid another (undone), with
// the original step that it undoes or redoes.
type entry struct {
	step, original Step
}

// NewTimeline returns the timeline of an article's steps, in order.
func NewTimeline(steps []Step) *Timeline {
	t := &Timeline{}
	for _, s := range steps {
		t.Add(s)
	}
	return t
}

// Add appends a step of the user.
func (t *Timeline) Add(s Step) {
	if s.Undoes == "" {
		t.done, t.undone = append(t.done, entry{s, s}), nil
		return
	}
	if e, ok := remove(&t.done, s.Undoes); ok {
		t.undone = append(t.undone, entry{s, e.original})
	} else if e, ok := remove(&t.undone, s.Undoes); ok {
		t.done = append(t.done, entry{s, e.original})
	}
}

// Drop removes a step that could not be committed or undone. The step that it was
// meant to undo is not offered again: its annotation has changed since.
func (t *Timeline) Drop(id string) {
	remove(&t.done, id)
	remove(&t.undone, id)
}

// remove removes the entry whose step has that ID, and reports whether there was one.
func remove(entries *[]entry, id string) (entry, bool) {
	i := slices.IndexFunc(*entries, func(e entry) bool { return e.step.ID == id })
	if i < 0 {
		return entry{}, false
	}
	e := (*entries)[i]
	*entries = slices.Delete(*entries, i, i+1)
	return e, true
}

// Undo returns the step to undo next and the original step, which is the same one
// unless it was undone and redone. ok is false if there is none.
func (t *Timeline) Undo() (step, original Step, ok bool) { return last(t.done) }

// Redo returns the step to undo in order to redo, and the original step that it
// restores. ok is false if there is none.
func (t *Timeline) Redo() (step, original Step, ok bool) { return last(t.undone) }

func last(entries []entry) (step, original Step, ok bool) {
	if len(entries) == 0 {
		return Step{}, Step{}, false
	}
	e := entries[len(entries)-1]
	return e.step, e.original, true
}
