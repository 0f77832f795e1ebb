package reader

import (
	"fmt"
	"slices"

	"galley/annotate"
)

// steps holds the steps made here, and the history before them. The queue knows
// which are not on disk yet; this type knows which of them a reload cannot
// include, and keeps the user's text from refused steps. Slices are replaced,
// never changed.
type steps struct {
	opened    uint64             // number of the last step before the reader opened
	known     uint64             // number of the last step that the annotations include
	own       []annotate.Step    // in order; Seq is 0 until it is known that they are on disk
	saveError string             // why saving fails, "" if it does not
	refused   []annotate.Change  // changes of refused steps, whose typed text is saved again
	timeline  *annotate.Timeline // nil before the history is first asked for
}

// add records a step that is being saved.
func (s *steps) add(step annotate.Step) {
	s.own = append(s.own[:len(s.own):len(s.own)], step)
	if s.timeline != nil {
		s.timeline.Add(step)
	}
}

// markSaved records that a step is on disk, with its number. It reports whether
// steps made elsewhere were saved in between.
func (s *steps) markSaved(id string, seq uint64) (stale bool) {
	at := slices.IndexFunc(s.own, func(step annotate.Step) bool { return step.ID == id && step.Seq == 0 })
	stale = seq > s.known+1 || at < 0 && seq > s.known
	if at >= 0 {
		s.own = slices.Clone(s.own)
		s.own[at].Seq = seq
	}
	s.known, s.saveError = max(s.known, seq), ""
	return stale
}

// refuse drops a step that could not be saved, and keeps its changes.
func (s *steps) refuse(id string) {
	at := slices.IndexFunc(s.own, func(step annotate.Step) bool { return step.ID == id })
	if at >= 0 {
		s.refused = slices.Concat(s.refused, s.own[at].Changes)
		s.own = slices.Delete(slices.Clone(s.own), at, at+1)
	}
	if s.timeline != nil {
		s.timeline.Drop(id)
	}
}

// applyUnsaved returns a set with the steps applied that are not known to be on
// disk.
func (s *steps) applyUnsaved(set annotate.Set) annotate.Set {
	for _, step := range s.own {
		if step.Seq != 0 {
			continue
		}
		if applied, err := set.Apply(step.Changes...); err == nil {
			set = applied
		}
	}
	return set
}

// history returns the timeline, which is read on first use: steps made before
// the reader opened and its own, never those made elsewhere since or by others of the team.
func (s *steps) history(read func() ([]annotate.Step, error)) (*annotate.Timeline, error) {
	if s.timeline != nil {
		return s.timeline, nil
	}
	steps, err := read()
	if err != nil {
		return nil, err
	}
	steps = slices.DeleteFunc(slices.Clone(steps), func(step annotate.Step) bool { return step.Seq > s.opened || step.Received })
	s.timeline = annotate.NewTimeline(append(steps, s.own...))
	return s.timeline, nil
}

// state describes in a word or two whether everything is on disk. pending are
// the steps that are not.
func (s *steps) state(pending []annotate.Step) string {
	switch n := len(pending); {
	case n == 0:
		return "saved"
	case s.saveError == "":
		return "saving…"
	default:
		return fmt.Sprintf("%d NOT SAVED", n)
	}
}

// unsaved returns the IDs of the annotations whose last change is not on disk
// although saving was tried.
func (s *steps) unsaved(pending []annotate.Step) map[string]bool {
	if s.saveError == "" {
		return nil
	}
	ids := map[string]bool{}
	for _, step := range pending {
		for _, c := range step.Changes {
			ids[c.ID()] = true
		}
	}
	return ids
}
