package storage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"galley/annotate"
)

// joined returns the marked library as part of a desk.
func joined(t *testing.T) (*Store, Record, []annotate.Annotation) {
	t.Helper()
	s, r, marks := marked(t)
	n := 0
	newID := func() string { n++; return fmt.Sprint("J", n) }
	must(t, s.JoinDesk("desk", "ada", newID, noon))
	must(t, s.JoinDesk("desk", "ada", newID, noon))
	return s, r, marks
}

func wantQueue(t *testing.T, s *Store, name string, want ...string) Shared {
	t.Helper()
	shared, err := s.Shared(name, nil)
	must(t, err)
	var got []string
	for _, step := range shared.Queue {
		got = append(got, step.ID)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("queue %v, want %v", got, want)
	}
	if d, err := s.Desk(); err != nil || d.Queued != len(want) {
		t.Errorf("desk %+v, %v", d, err)
	}
	return shared
}

func TestStepsAreQueuedForTheDesk(t *testing.T) {
	s, r, marks := joined(t)
	commit(t, s, r.ID, "S4", annotate.Delete(marks[0]))
	shared := wantQueue(t, s, r.Digest, "J1", "S4")
	if len(shared.Queue[0].Changes) != 3 || shared.Text != "" || len(shared.Annotations) != 2 {
		t.Errorf("shared %+v", shared)
	}
	names, err := s.QueuedArticles()
	if must(t, err); len(names) != 1 || names[0] != r.Digest {
		t.Errorf("articles %v", names)
	}
	if err := s.JoinDesk("another", "ada", nil, noon); err == nil || !strings.Contains(err.Error(), "--db") {
		t.Errorf("it joined a second desk, or does not say what to do: %v", err)
	}
	wantHealthy(t, s)
	must(t, s.Purge(r.ID))
	if d, err := s.Desk(); err != nil || d.Queued != 0 {
		t.Errorf("desk %+v, %v", d, err)
	}
}

func TestLibraryWithoutADeskQueuesNothing(t *testing.T) {
	s, r, _ := marked(t)
	if shared, err := s.Shared(r.Digest, nil); err != nil || shared.Queue != nil {
		t.Errorf("queue %v, %v", shared.Queue, err)
	}
}

func TestReceivedStepsAreAppliedOnce(t *testing.T) {
	s, r, marks := joined(t)
	other := mark(r.ID, harbour(), "01D", annotate.Claim, "nine hours")
	receipt := Receipt{
		Article: r.ID, Seq: r.Seq, Name: r.Digest, Text: r.Digest, Sent: []string{"J1"},
		Steps: []annotate.Step{{ID: "R1", Creator: "bob", Received: true, Changes: []annotate.Change{annotate.Create(other)}}},
	}
	receive := func(from, to int64) error {
		_, err := s.Receive(from, to, []Receipt{receipt}, noon)
		return err
	}
	must(t, receive(0, 7))
	wantError(t, receive(0, 7), ErrConflict)
	wantError(t, receive(7, 8), ErrConflict) // the article has gone on
	wantQueue(t, s, r.Digest)
	got, _, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, append(marks, other))
	history, err := s.History(r.ID)
	must(t, err)
	for _, step := range history {
		if step.Received != (step.ID == "R1") {
			t.Errorf("step %s: received is %v", step.ID, step.Received)
		}
	}
	if d, err := s.Desk(); err != nil || d.Cursor != 7 {
		t.Errorf("desk %+v, %v", d, err)
	}
	wantHealthy(t, s)
	_, err = s.Repair(s.Path()+".new", noon, placeInTest)
	must(t, err)
	if d, err := New(s.Path() + ".new").Desk(); err != nil || d.Cursor != 7 || d.Login != "ada" {
		t.Errorf("repaired: desk %+v, %v", d, err)
	}
}

// Libraries of the schemas before the desk bucket, which the first versions lack as well as
// others.
func TestOlderLibrariesGainADesk(t *testing.T) {
	for version := 1; version < 8; version++ {
		s, r, marks := marked(t)
		raw(t, s.Path(), func(tx *bolt.Tx) error {
			return errors.Join(tx.DeleteBucket([]byte(deskBucket)), setSchema(tx, version))
		})
		s = New(s.Path())
		must(t, s.JoinDesk("desk", "ada", func() string { return "J1" }, noon))
		wantQueue(t, s, r.Digest, "J1")
		got, _, err := s.Annotations(r.ID)
		must(t, err)
		wantMarks(t, got, marks)
		wantHealthy(t, s)
	}
}

// An annotation whose ID another article has is left out, with later changes of it; the rest
// of the step is applied.
func TestReceivedAnnotationOfAnotherArticleIsLeftOut(t *testing.T) {
	s, r, marks := joined(t)
	a := harbour()
	a.Text += " Later."
	a.Digest, a.Source.Location, a.Source.SHA256 = annotate.DigestOf(a.Text), "/later.txt", strings.Repeat("e", 64)
	a.Blocks[len(a.Blocks)-1].Span.End = len(a.Text)
	other := save(t, s, a)
	taken, free := mark(other.ID, a, "01A", annotate.Claim, "nine hours"), mark(other.ID, a, "01F", annotate.Claim, "nine hours")
	edited := taken
	edited.Note = "edited"
	ids, err := s.Receive(0, 7, []Receipt{{
		Article: other.ID, Seq: other.Seq, Name: a.Digest, Text: a.Digest,
		Steps: []annotate.Step{
			{ID: "R1", Creator: "bob", Changes: []annotate.Change{annotate.Create(taken), annotate.Create(free)}},
			{ID: "R2", Creator: "bob", Changes: []annotate.Change{annotate.Edit(taken, edited)}},
		},
	}}, noon)
	must(t, err)
	if !slices.Equal(ids, []string{"01A"}) {
		t.Errorf("left out %v", ids)
	}
	got, _, err := s.Annotations(other.ID)
	must(t, err)
	wantMarks(t, got, []annotate.Annotation{free})
	got, _, err = s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	wantHealthy(t, s)
}

// An article in the trash is offered with the first change after it was restored.
func TestArticleInTheTrashIsNotOffered(t *testing.T) {
	s, r, marks := marked(t)
	must(t, s.Forget(r.ID, noon))
	must(t, s.JoinDesk("desk", "ada", func() string { return "J1" }, noon))
	commit(t, s, r.ID, "S4", annotate.Delete(marks[0]))
	wantQueue(t, s, r.Digest)
	must(t, s.Restore(r.ID))
	commit(t, s, r.ID, "S5", annotate.Delete(marks[1]))
	shared := wantQueue(t, s, r.Digest, "S5")
	if c := shared.Queue[0].Changes; len(c) != 1 || c[0].Before != nil || c[0].ID() != marks[2].ID {
		t.Errorf("queued %+v", c)
	}
	wantHealthy(t, s)
}

// What is queued after a repair goes to the desk after what was queued before.
func TestRepairKeepsTheOrderOfTheQueue(t *testing.T) {
	s, r, marks := joined(t)
	edited := marks[0]
	edited.Note = "before the repair"
	commit(t, s, r.ID, "S4", annotate.Edit(marks[0], edited))
	_, err := s.Repair(s.Path()+".new", noon, placeInTest)
	must(t, err)
	s = New(s.Path() + ".new")
	again := edited
	again.Note = "after it"
	commit(t, s, r.ID, "S5", annotate.Edit(edited, again))
	wantQueue(t, s, r.Digest, "J1", "S4", "S5")
	wantHealthy(t, s)
}

// What was queued for an article that is lost would wait forever.
func TestRepairQueuesNothingForALostArticle(t *testing.T) {
	s, _, _ := joined(t)
	raw(t, s.Path(), func(tx *bolt.Tx) error {
		queue := table{name: deskBucket, bucket: tx.Bucket([]byte(deskBucket))}
		return errors.Join(queue.put(queuePrefix+"0123456789ab/00000000000000000009/S9", []byte("{}")),
			queue.put(sharedPrefix+"0123456789ab", []byte("{}")), queue.put(namePrefix+"x", []byte("0123456789ab")))
	})
	_, err := s.Repair(s.Path()+".new", noon, placeInTest)
	must(t, err)
	if d, err := New(s.Path() + ".new").Desk(); err != nil || d.Queued != 1 || d.Name != "desk" {
		t.Errorf("desk %+v, %v", d, err)
	}
}
