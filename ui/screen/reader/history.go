package reader

import (
	"fmt"
	"slices"
	"time"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
)

// A record keeps what the reader knows of saving and of the past.
type record struct {
	opened   uint64             // last step when the reader opened
	known    uint64             // last step that the set includes
	timeline *annotate.Timeline // nil until the past is first asked for
	own      []annotate.Step    // made here, in order
	waiting  map[string]bool    // IDs of steps that are not saved yet
	trouble  string             // why saving fails, "" if it does not
	refused  []annotate.Change  // what a person typed and could not be saved as it was
}

// commit shows changes at once and asks to save them as one step.
func (r *Reader) commit(what string, changes ...annotate.Change) []effect.Effect {
	return r.commitStep(annotate.Step{What: what, Changes: changes})
}

func (r *Reader) commitStep(step annotate.Step) []effect.Effect {
	set, err := r.set.Apply(step.Changes...)
	if err != nil {
		r.warn("That was changed in another window and stays as it is there.")
		return nil
	}
	step.ID, step.Time, step.Creator = r.env.NewID(), r.env.Now().UTC(), r.env.Author
	r.set = set
	r.record.own = append(r.record.own[:len(r.record.own):len(r.record.own)], step)
	if r.record.timeline != nil {
		r.record.timeline.Add(step)
	}
	r.record.waiting = with(r.record.waiting, step.ID)
	return []effect.Effect{effect.Save{Article: r.article.ID, Step: step}}
}

// with returns a copy of a set of IDs that holds id too.
func with(ids map[string]bool, id string) map[string]bool {
	out := map[string]bool{id: true}
	for k := range ids {
		out[k] = true
	}
	return out
}

// past returns the timeline, read on first use: steps made before the reader
// opened and the reader's own, never those of others meanwhile.
func (r *Reader) past() (*annotate.Timeline, error) {
	if r.record.timeline != nil {
		return r.record.timeline, nil
	}
	steps, err := r.env.History(r.article.ID)
	if err != nil {
		return nil, err
	}
	steps = slices.DeleteFunc(slices.Clone(steps), func(s annotate.Step) bool { return s.Seq > r.record.opened })
	r.record.timeline = annotate.NewTimeline(append(steps, r.record.own...))
	return r.record.timeline, nil
}

// undo takes count steps back.
func (r *Reader) undo(count int) []effect.Effect {
	return r.travel(count, "Undid", "Nothing to undo.", (*annotate.Timeline).Undo)
}

// redo does count steps again.
func (r *Reader) redo(count int) []effect.Effect {
	return r.travel(count, "Redid", "Nothing to redo.", (*annotate.Timeline).Redo)
}

func (r *Reader) travel(count int, verb, nothing string,
	pick func(*annotate.Timeline) (step, first annotate.Step, ok bool)) []effect.Effect {
	past, err := r.past()
	if err != nil {
		r.warn("The history cannot be read now; nothing was changed. " + err.Error())
		return nil
	}
	var fx []effect.Effect
	for n := max(count, 1); n > 0; n-- {
		step, first, ok := pick(past)
		if !ok {
			if fx == nil {
				r.say(nothing)
			}
			return fx
		}
		if !step.Version.IsZero() {
			return append(fx, r.turnText(step, verb+": "+first.What)...)
		}
		done := r.commitStep(annotate.Step{What: verb + ": " + first.What, Changes: step.Inverse(), Undoes: step.ID})
		if done == nil {
			past.Drop(step.ID)
			return fx
		}
		fx = append(fx, done...)
		r.showChange(step)
		r.say(fmt.Sprintf("%s: %s, %s", verb, first.What, When(first.Time, r.env.Now())))
	}
	return fx
}

// turnText takes back a step that gave the article another text. The reader
// shows one text, so that it asks to be opened anew with the other.
func (r *Reader) turnText(step annotate.Step, what string) []effect.Effect {
	return []effect.Effect{effect.TurnText{Step: annotate.Step{
		ID: r.env.NewID(), Time: r.env.Now().UTC(), Creator: r.env.Author, What: what,
		Changes: step.Inverse(), Version: step.Version.Inverse(), Undoes: step.ID,
	}}}
}

// showChange sends the caret to where a step made its first change.
func (r *Reader) showChange(step annotate.Step) {
	c := step.Changes[0]
	a := c.Before
	if a == nil {
		a = c.After
	}
	if span := a.Span(); !span.Empty() {
		r.mode, r.placing = keys.Read, placing{}
		r.jumpInto(span.Start)
		if _, ok := r.set.Get(a.ID); ok {
			r.current = a.ID
		}
	}
}

// When says when something was, as people do: "14:02" today, "yesterday
// 14:02", else with the date. Both times are shown in the local zone of now.
func When(t, now time.Time) string {
	t = t.In(now.Location())
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	switch day(t) {
	case day(now):
		return t.Format("15:04")
	case day(now.AddDate(0, 0, -1)):
		return "yesterday " + t.Format("15:04")
	}
	return t.Format("2 Jan 2006 15:04")
}

// Saved tells that a step of this article is on disk, with the number that it
// got there. Stale reports whether others wrote meanwhile, so that the reader
// must be reloaded.
func (r Reader) Saved(step string, seq uint64) (_ Reader, stale bool) {
	stale = seq > r.record.known+1 || !r.record.waiting[step] && seq > r.record.known
	waiting := with(r.record.waiting, step)
	delete(waiting, step)
	r.record.waiting, r.record.known, r.record.trouble = waiting, max(r.record.known, seq), ""
	return r, stale
}

// Troubled tells that saving does not work now and will be tried again.
func (r Reader) Troubled(why string) Reader {
	if r.record.trouble != why {
		r.warn("Not saved yet: " + why)
	}
	r.record.trouble = why
	return r
}

// Refused tells that a step was not saved because the annotation had changed
// in another window. The reader must be reloaded; what a person typed is then
// added to what the others left.
func (r Reader) Refused(step string) Reader {
	waiting := with(r.record.waiting, step)
	delete(waiting, step)
	r.record.waiting = waiting
	for _, s := range r.record.own {
		if s.ID == step {
			r.record.refused = append(slices.Clone(r.record.refused), s.Changes...)
		}
	}
	r.record.own = slices.DeleteFunc(slices.Clone(r.record.own), func(s annotate.Step) bool { return s.ID == step })
	if r.record.timeline != nil {
		r.record.timeline.Drop(step)
	}
	r.warn("Changed in another window: that stays, and your last change to it was not saved.")
	return r
}

// Waiting reports whether steps are not on disk yet.
func (r Reader) Waiting() bool { return len(r.record.waiting) > 0 }

// Known is the last step that the reader includes.
func (r Reader) Known() uint64 { return r.record.known }

// Reload takes the annotations as they are on disk after step seq. Steps that
// wait to be saved stay applied on top. What was read before the reader's own
// last save is out of date and left aside.
func (r Reader) Reload(annotations []annotate.Annotation, seq uint64) (Reader, []effect.Effect) {
	if seq < r.record.known {
		return r, nil
	}
	set := annotate.NewSet(annotations)
	for _, step := range r.record.own {
		if !r.record.waiting[step.ID] {
			continue
		}
		if applied, err := set.Apply(step.Changes...); err == nil {
			set = applied
		}
	}
	r.set, r.record.known = set, seq
	if _, ok := r.set.Get(r.current); !ok {
		r.current = ""
	}
	return r.typedAgain()
}

// Succeed goes on from the reader of another text of the article: what was
// typed there and refused is added to the annotations as they are on this one.
// Annotations that were made there and refused are not made here.
func (r Reader) Succeed(before Reader) (Reader, []effect.Effect) {
	r.record.refused = before.record.refused
	if slices.ContainsFunc(r.record.refused, func(c annotate.Change) bool { return c.Before == nil }) {
		r.warn(r.message.Text + " What you marked last was not saved: mark it again.")
	}
	return r.typedAgain()
}

// typedAgain adds what was typed in refused steps to the annotations as they
// are now.
func (r Reader) typedAgain() (Reader, []effect.Effect) {
	refused := r.record.refused
	r.record.refused = nil
	var fx []effect.Effect
	for _, c := range refused {
		if c.Before == nil || c.After == nil {
			continue
		}
		opened, left := Draft{c.Before.Note, c.Before.Fields}, Draft{c.After.Note, c.After.Fields}
		if opened.Note == left.Note && opened.Fields.Equal(left.Fields) {
			continue
		}
		_, there := r.set.Get(c.ID())
		var more []effect.Effect
		if r, more = r.amended(c.ID(), opened, left); there && more != nil {
			r.say("Changed in another window too; what you typed was added.")
		}
		fx = append(fx, more...)
	}
	return r, fx
}

// unsaved are the IDs of the annotations whose last change is not on disk
// although saving was tried.
func (r *Reader) unsaved() map[string]bool {
	if r.record.trouble == "" {
		return nil
	}
	ids := map[string]bool{}
	for _, step := range r.record.own {
		if r.record.waiting[step.ID] {
			for _, c := range step.Changes {
				ids[c.ID()] = true
			}
		}
	}
	return ids
}
