package reader

import (
	"fmt"
	"maps"
	"slices"

	"galley/annotate"
)

// Steps are those made here, how far they are saved, and the history before
// them. Slices and maps are replaced, never changed.
type steps struct {
	opened   uint64             // number of the last step before the reader opened
	known    uint64             // number of the last step that the annotations include
	own      []annotate.Step    // in order
	waiting  map[string]bool    // IDs of those that are not saved yet
	trouble  string             // why saving fails, "" if it does not
	refused  []annotate.Change  // of steps that were refused, to save again what was typed
	timeline *annotate.Timeline // nil before the history is first asked for
}

// add takes a step that is to be saved.
func (s *steps) add(step annotate.Step) {
	s.own = append(s.own[:len(s.own):len(s.own)], step)
	s.waiting = maps.Clone(s.waiting)
	if s.waiting == nil {
		s.waiting = map[string]bool{}
	}
	s.waiting[step.ID] = true
	if s.timeline != nil {
		s.timeline.Add(step)
	}
}

// settled takes a step from those that wait.
func (s *steps) settled(id string) {
	s.waiting = maps.Clone(s.waiting)
	delete(s.waiting, id)
}

// saved takes in that a step is on disk, with its number. It reports whether
// others saved steps meanwhile.
func (s *steps) saved(id string, seq uint64) (stale bool) {
	stale = seq > s.known+1 || !s.waiting[id] && seq > s.known
	s.settled(id)
	s.known, s.trouble = max(s.known, seq), ""
	return stale
}

// refuse drops a step that could not be saved. Its changes are kept for
// [state.typedAgain].
func (s *steps) refuse(id string) {
	s.settled(id)
	for _, step := range s.own {
		if step.ID == id {
			s.refused = append(slices.Clone(s.refused), step.Changes...)
		}
	}
	s.own = slices.DeleteFunc(slices.Clone(s.own), func(step annotate.Step) bool { return step.ID == id })
	if s.timeline != nil {
		s.timeline.Drop(id)
	}
}

// applied is a set with the steps that are not saved yet.
func (s *steps) applied(set annotate.Set) annotate.Set {
	for _, step := range s.own {
		if !s.waiting[step.ID] {
			continue
		}
		if applied, err := set.Apply(step.Changes...); err == nil {
			set = applied
		}
	}
	return set
}

// unsaved are the IDs of the annotations whose last change is not on disk
// although saving was tried.
func (s *steps) unsaved() map[string]bool {
	if s.trouble == "" {
		return nil
	}
	ids := map[string]bool{}
	for _, step := range s.own {
		if s.waiting[step.ID] {
			for _, c := range step.Changes {
				ids[c.ID()] = true
			}
		}
	}
	return ids
}

// history returns the timeline, which is read on first use: steps made before
// the reader opened and its own, never those of others meanwhile.
func (s *steps) history(read func() ([]annotate.Step, error)) (*annotate.Timeline, error) {
	if s.timeline != nil {
		return s.timeline, nil
	}
	steps, err := read()
	if err != nil {
		return nil, err
	}
	steps = slices.DeleteFunc(slices.Clone(steps), func(step annotate.Step) bool { return step.Seq > s.opened })
	s.timeline = annotate.NewTimeline(append(steps, s.own...))
	return s.timeline, nil
}

// state is the truth about the disk in a word or two.
func (s *steps) state() string {
	switch n := len(s.waiting); {
	case n == 0:
		return "saved"
	case s.trouble == "":
		return "saving…"
	default:
		return fmt.Sprintf("%d NOT SAVED", n)
	}
}
