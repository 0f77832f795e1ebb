package annotate

import "slices"

// A Timeline answers what undo and redo take for one reader of one article. It
// knows steps made before the reader opened and the reader's own; steps that
// others make meanwhile are never its to take back.
//
// A step that undoes a step can be undone in turn: that is redo, and its
// result can be undone again.
type Timeline struct {
	done, undone []moment
}

// A moment is a step that stands (done) or one that took a step back (undone),
// with the step that the person did at first.
type moment struct {
	step, first Step
}

// NewTimeline reads the steps of an article up to now, in order.
func NewTimeline(steps []Step) *Timeline {
	t := &Timeline{}
	for _, s := range steps {
		t.Add(s)
	}
	return t
}

// Add appends a step of the reader's own.
func (t *Timeline) Add(s Step) {
	if s.Undoes == "" {
		t.done, t.undone = append(t.done, moment{s, s}), nil
		return
	}
	if m, ok := take(&t.done, s.Undoes); ok {
		t.undone = append(t.undone, moment{s, m.first})
	} else if m, ok := take(&t.undone, s.Undoes); ok {
		t.done = append(t.done, moment{s, m.first})
	}
}

// Drop forgets a step that could not be committed, or not be taken back. If it
// was to take another back, that one is forgotten too: the annotation is no
// longer as either left it.
func (t *Timeline) Drop(id string) {
	take(&t.done, id)
	take(&t.undone, id)
}

// take removes the moment whose step has that id.
func take(moments *[]moment, id string) (moment, bool) {
	i := slices.IndexFunc(*moments, func(m moment) bool { return m.step.ID == id })
	if i < 0 {
		return moment{}, false
	}
	m := (*moments)[i]
	*moments = slices.Delete(*moments, i, i+1)
	return m, true
}

// Undo returns the step to take back next, and the step that the person did at
// first: the same unless it was undone and redone since. ok is false if there
// is none.
func (t *Timeline) Undo() (step, first Step, ok bool) { return last(t.done) }

// Redo returns the step to take back in order to redo, and the step that the
// person did at first. ok is false if there is none.
func (t *Timeline) Redo() (step, first Step, ok bool) { return last(t.undone) }

func last(moments []moment) (step, first Step, ok bool) {
	if len(moments) == 0 {
		return Step{}, Step{}, false
	}
	m := moments[len(moments)-1]
	return m.step, m.first, true
}
