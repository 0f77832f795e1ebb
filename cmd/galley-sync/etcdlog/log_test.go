package etcdlog_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/team"
)

const article = "text-1"

// note returns an annotation on a text.
func note(id, text, words string) annotate.Annotation {
	return annotate.Annotation{
		ID: id, Tag: annotate.Claim, Note: words,
		Anchor: annotate.Anchor{State: annotate.Anchored, TextDigest: text, Span: annotate.Span{Start: 1, End: 5}},
	}
}

func founding() annotate.Step {
	return annotate.Step{ID: "founding", Version: annotate.VersionChange{To: article}}
}

// creation returns a step that creates n annotations.
func creation(id string, n int, words string) annotate.Step {
	s := annotate.Step{ID: id, Time: time.UnixMilli(1).UTC()}
	for i := range n {
		s.Changes = append(s.Changes, annotate.Create(note(fmt.Sprint("a", i), article, words)))
	}
	return s
}

func appendStep(t *testing.T, log team.Log, s annotate.Step) team.Cursor {
	t.Helper()
	c, err := log.Append(t.Context(), article, s)
	if err != nil {
		t.Fatalf("%s: %v", s.ID, err)
	}
	return c
}

// A large step is one transaction, and what it made is compared later.
func TestLargeSteps(t *testing.T) {
	desk := newDesk(t)
	log := desk.As("ann")
	appendStep(t, log, founding())
	long := strings.Repeat("long ", 3000) // 500 of these do not fit into a request
	large := creation("large", 500, long)
	c := appendStep(t, log, large)
	if again := appendStep(t, log, large); again != c {
		t.Errorf("repeated: %d, not %d", again, c)
	}

	var conflict *team.Conflict
	if _, err := log.Append(t.Context(), article, creation("same", 300, long)); !errors.As(err, &conflict) || len(conflict.Annotations) != 300 {
		t.Errorf("the same again: %v", err)
	}
	before, edited := note("a7", article, long), note("a7", article, "short")
	if _, err := log.Append(t.Context(), article, annotate.Step{ID: "stale", Changes: []annotate.Change{annotate.Edit(edited, before)}}); !errors.As(err, &conflict) {
		t.Errorf("stale: %v", err)
	}
	appendStep(t, log, annotate.Step{ID: "edit", Changes: []annotate.Change{annotate.Edit(before, edited)}})

	turn := annotate.Step{ID: "turn", Version: annotate.VersionChange{From: article, To: "text-2"}}
	for _, change := range large.Changes {
		a := *change.After
		if a.ID == "a7" {
			a = edited
		}
		moved := a
		moved.Anchor.TextDigest, moved.Anchor.Span = "text-2", annotate.Span{Start: 3, End: 7}
		turn.Changes = append(turn.Changes, annotate.Edit(a, moved))
	}
	appendStep(t, log, turn)
	if _, err := log.Append(t.Context(), article, creation("old text", 1, "")); !errors.As(err, &conflict) || conflict.Text != "text-2" {
		t.Errorf("on the old text: %v", err)
	}
	last := *turn.Changes[7].After
	appendStep(t, log, annotate.Step{ID: "delete", Changes: []annotate.Change{annotate.Delete(last)}})
	if _, err := log.Append(t.Context(), article, annotate.Step{ID: "twice", Changes: []annotate.Change{annotate.Delete(last)}}); !errors.As(err, &conflict) {
		t.Errorf("deleted twice: %v", err)
	}

	other := desk.As("bo")
	var steps []string
	for e, err := range other.Snapshot(t.Context()) {
		if err != nil || e.By != "ann" || e.Article != article {
			t.Fatal(e.By, e.Article, err)
		}
		steps = append(steps, fmt.Sprint(e.Step.ID, " ", len(e.Step.Changes)))
	}
	if got, want := strings.Join(steps, ", "), "founding 0, large 500, edit 1, turn 500, delete 1"; got != want {
		t.Errorf("got %s; want %s", got, want)
	}
}
