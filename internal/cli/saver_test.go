package cli

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"
	"galley/storage"
	"galley/ui"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"
)

func noon() time.Time { return time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC) }

func newID() string { return ulid.Make().String() }

// newArticle is an article that is not saved yet.
func newArticle(t *testing.T) *annotate.Article {
	t.Helper()
	a, err := source.Read([]byte("The levy adds 4.20 to every ticket. It begins in July.\n"), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a.ID, a.Source.Kind = a.Source.SHA256[:12], annotate.FromStdin
	return a
}

// stepOn marks the first n bytes of an article.
func stepOn(a *annotate.Article, n int) annotate.Step {
	return annotate.Step{ID: newID(), Time: noon(), Creator: "ada", What: "claim in ¶1", Changes: []annotate.Change{
		annotate.Create(annotate.Annotation{
			ID: newID(), Article: a.ID, Tag: annotate.Claim, Created: noon(), Modified: noon(),
			Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{End: n}),
		}),
	}}
}

// results collects what a saver reports.
type results struct {
	mu  sync.Mutex
	all []ui.Saved
}

func (r *results) take(s ui.Saved) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, s)
}

func TestNewArticleIsSavedBeforeItsSteps(t *testing.T) {
	store := storage.New(filepath.Join(t.TempDir(), "galley.db"))
	s, a := newSaver(store, noon, newID), newArticle(t)
	s.show(a)
	s.keep(a, 0, nil)
	first, second := stepOn(a, 3), stepOn(a, 8)
	s.Save(a.ID, first)
	s.Save(a.ID, second)
	s.SavePlace(a.ID, a.Digest, 10, 70)
	var got results
	if left, err := s.drain(); err != nil || left != nil {
		t.Fatalf("left %v: %v", left, err)
	}
	s.Report(got.take)
	want := []ui.Saved{{}, {Article: a.ID, Step: first.ID, Seq: 1}, {Article: a.ID, Step: second.ID, Seq: 2}, {}}
	if diff := cmp.Diff(want, got.all); diff != "" {
		t.Errorf("results that were kept until the reader ran:\n%s", diff)
	}
	record, err := store.Record(a.ID)
	if err != nil || record.Words != 11 || record.Position != 10 || record.ReadPercent != 70 || record.Counts[annotate.Claim] != 2 {
		t.Errorf("record %+v, %v", record, err)
	}
}

func TestStepThatMeetsAnotherChangeIsRefused(t *testing.T) {
	store := storage.New(filepath.Join(t.TempDir(), "galley.db"))
	s, a := newSaver(store, noon, newID), newArticle(t)
	s.show(a)
	s.keep(a, 11, nil)
	step := stepOn(a, 3)
	s.Save(a.ID, step)
	edited := *step.Changes[0].After
	other := edited
	edited.Note, other.Note = "mine", "not what is stored"
	edit := annotate.Step{ID: newID(), Time: noon(), Changes: []annotate.Change{annotate.Edit(other, edited)}}
	s.Save(a.ID, edit)
	var got results
	s.Report(got.take)
	if left, err := s.drain(); err != nil || left != nil {
		t.Fatalf("left %v: %v", left, err)
	}
	last := got.all[len(got.all)-1]
	if last.Step != edit.ID || !last.Refused || last.Err == nil {
		t.Errorf("last result %+v", last)
	}
}

func TestWhatCannotBeSavedIsLeftByArticle(t *testing.T) {
	dir := t.TempDir() // a folder is no library
	s, a := newSaver(storage.New(dir), noon, newID), newArticle(t)
	b := newArticle(t)
	b.ID = "0123456789ab"
	s.show(a)
	s.keep(a, 11, nil)
	steps := []annotate.Step{stepOn(a, 3), stepOn(a, 8), stepOn(b, 3)}
	s.Save(a.ID, steps[0])
	s.Save(a.ID, steps[1])
	s.show(b)
	s.Save(b.ID, steps[2])
	left, err := s.drain()
	if err == nil {
		t.Fatal("saved into a folder")
	}
	want := []leftover{{a, steps[:2]}, {b, steps[2:]}}
	if diff := cmp.Diff(want, left, cmp.AllowUnexported(leftover{})); diff != "" {
		t.Error(diff)
	}
}
