package storage

import (
	"errors"
	"fmt"
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
	if err := s.JoinDesk("another", "ada", nil, noon); err == nil {
		t.Error("it joined a second desk")
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
	must(t, s.Receive(0, 7, []Receipt{receipt}, noon))
	wantError(t, s.Receive(0, 7, []Receipt{receipt}, noon), ErrConflict)
	wantError(t, s.Receive(7, 8, []Receipt{receipt}, noon), ErrConflict) // the article has gone on
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
