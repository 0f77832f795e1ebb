package reader

import (
	"errors"
	"testing"

	"galley/annotate"
)

// madeStep returns a step that creates an annotation with the same ID as the step.
func madeStep(id string) annotate.Step {
	return annotate.Step{ID: id, Changes: []annotate.Change{annotate.Create(annotate.Annotation{ID: id, Tag: annotate.Claim})}}
}

func TestSavesOfOthersMakeTheReaderStale(t *testing.T) {
	for name, c := range map[string]struct {
		step string
		seq  uint64
		want bool
	}{
		"the next":                        {"a", 6, false},
		"one after another's":             {"a", 7, true},
		"a step made elsewhere":           {"z", 6, true},
		"a step of before, reported late": {"z", 5, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := steps{opened: 5, known: 5}
			s.add(madeStep("a"))
			if got := s.markSaved(c.step, c.seq); got != c.want || s.known != max(c.seq, 5) {
				t.Errorf("stale is %v, known %d", got, s.known)
			}
		})
	}
}

// The reader's own steps that cannot be in annotations read from the disk are applied to
// them.
func TestStepsThatAreNotOnDiskStayApplied(t *testing.T) {
	var s steps
	for _, id := range []string{"a", "b", "c"} {
		s.add(madeStep(id))
	}
	s.markSaved("a", 1)
	s.refuse("b")
	set := s.applyUnsaved(annotate.NewSet(nil))
	if _, ok := set.Get("c"); !ok || set.Len() != 1 {
		t.Errorf("%v", set.All())
	}
	if len(s.refused) != 1 || s.refused[0].ID() != "b" {
		t.Errorf("refused %v", s.refused)
	}
	s.markSaved("c", 2)
	if set = s.applyUnsaved(annotate.NewSet(nil)); set.Len() != 0 {
		t.Errorf("%v, but all is on disk", set.All())
	}
}

func TestTheHistoryHasNoStepsOfOthers(t *testing.T) {
	s := steps{opened: 1, known: 1}
	s.add(madeStep("own"))
	if _, err := s.history(func() ([]annotate.Step, error) { return nil, errors.New("damaged") }); err == nil {
		t.Error("no error")
	}
	before, other := madeStep("before"), madeStep("other")
	before.Seq, other.Seq = 1, 2
	timeline, err := s.history(func() ([]annotate.Step, error) { return []annotate.Step{before, other}, nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"own", "before", ""} {
		step, _, _ := timeline.Undo()
		if step.ID != want {
			t.Errorf("undo takes %q back, want %q", step.ID, want)
		}
		timeline.Drop(step.ID)
	}
}

func TestTheStateOfSaving(t *testing.T) {
	pending := []annotate.Step{madeStep("a"), madeStep("b")}
	for _, c := range []struct {
		trouble string
		pending []annotate.Step
		want    string
		unsaved int
	}{
		{"", nil, "saved", 0},
		{"", pending, "saving…", 0},
		{"disk full", pending, "2 NOT SAVED", 2},
	} {
		s := steps{saveError: c.trouble}
		if got := s.state(c.pending); got != c.want || len(s.unsaved(c.pending)) != c.unsaved {
			t.Errorf("%q: %q, unsaved %v", c.trouble, got, s.unsaved(c.pending))
		}
	}
}

func TestUndoPassesOverWhatTheTeamSent(t *testing.T) {
	s := steps{opened: 2, known: 2}
	own, received := madeStep("own"), madeStep("received")
	own.Seq, received.Seq, received.Received = 1, 2, true
	history, err := s.history(func() ([]annotate.Step, error) { return []annotate.Step{own, received}, nil })
	if err != nil {
		t.Fatal(err)
	}
	if step, _, ok := history.Undo(); !ok || step.ID != "own" {
		t.Errorf("undo takes back %q", step.ID)
	}
}
