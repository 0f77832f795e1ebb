package library

import (
	"os"
	"strings"
	"testing"

	"galley/annotate"
	"galley/storage"

	"github.com/google/go-cmp/cmp"
)

const levy = "The levy adds 4.20 to every ticket. It begins in July.\n"

// receive waits for n results.
func receive(l *Library, n int) (all []Result) {
	for range n {
		r, _ := l.NextResult()
		all = append(all, r)
	}
	return all
}

func TestNewArticleIsSavedBeforeItsSteps(t *testing.T) {
	l := newLibrary(t)
	a := start(t, l, write(t, levy)).Article
	first, second := stepOn(a, 3), stepOn(a, 8)
	l.Save(a.ID, first)
	l.Save(a.ID, second)
	l.SavePosition(a.ID, a.Digest, 10, 70)
	want := []Result{{}, {}, {Article: a.ID, Step: first.ID, Seq: 1}, {Article: a.ID, Step: second.ID, Seq: 2}, {}}
	if diff := cmp.Diff(want, receive(l, len(want))); diff != "" {
		t.Errorf("results:\n%s", diff)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	record, err := l.store.Record(a.ID)
	if err != nil || record.Words != 11 || record.Position != 10 || record.ReadPercent != 70 || record.Counts[annotate.Claim] != 2 {
		t.Errorf("record %+v, %v", record, err)
	}
}

// The list shows the place that was just left.
func TestListWaitsForPendingSaves(t *testing.T) {
	l := newLibrary(t)
	a := start(t, l, write(t, levy)).Article
	for percent := 10; percent <= 100; percent += 10 {
		l.SavePosition(a.ID, a.Digest, percent/10, percent)
		if items, err := l.Articles(); err != nil || len(items) != 1 || items[0].Read != percent {
			t.Fatalf("%d%%: %+v, %v", percent, items, err)
		}
	}
}

func TestStepOfAnArticleThatWasNotOpenedIsSaved(t *testing.T) {
	reader := newLibrary(t)
	a := start(t, reader, write(t, levy)).Article
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	l := New(reader.options)
	step := stepOn(a, 3)
	l.Save(a.ID, step)
	if got, _ := l.NextResult(); got.Article != a.ID || got.Step != step.ID || got.Err != nil {
		t.Errorf("result %+v", got)
	}
	if left := l.Pending(a.ID); left != nil {
		t.Errorf("pending %v", left)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

func TestStepOfAnUnknownArticleGoesToARescueFile(t *testing.T) {
	l := newLibrary(t)
	a := annotate.Article{ID: "unknown", Text: levy, Digest: annotate.DigestOf(levy)}
	l.Save(a.ID, stepOn(&a, 3))
	l.Save(a.ID, stepOn(&a, 8))
	if err := l.Close(); err == nil || strings.Count(err.Error(), "galley-rescue-") != 1 {
		t.Errorf("got %v", err)
	}
}

func TestStepThatConflictsIsRefused(t *testing.T) {
	l := newLibrary(t)
	a := start(t, l, write(t, levy)).Article
	step := stepOn(a, 3)
	edited := *step.Changes[0].After
	other := edited
	edited.Note, other.Note = "mine", "not what is stored"
	edit := annotate.Step{ID: newID(), Time: noon(), Changes: []annotate.Change{annotate.Edit(other, edited)}}
	l.Save(a.ID, step)
	l.Save(a.ID, edit)
	if got := receive(l, 4)[3]; got.Step != edit.ID || !got.Refused || got.Err == nil {
		t.Errorf("last result %+v", got)
	}
	if left := l.Pending(a.ID); left != nil {
		t.Errorf("pending %v", left)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestStepsThatCannotBeSavedGoToARescueFileForEachArticle(t *testing.T) {
	path := t.TempDir() + "/galley.db"
	l := newLibraryAt(t, path)
	a, b := start(t, l, write(t, levy)).Article, start(t, l, write(t, "Another text.\n")).Article
	if err := os.Mkdir(path, 0o700); err != nil { // a folder is not a library
		t.Fatal(err)
	}
	steps := []annotate.Step{stepOn(a, 3), stepOn(a, 8), stepOn(b, 3)}
	l.Save(a.ID, steps[0])
	l.Save(b.ID, steps[2])
	l.Save(a.ID, steps[1])
	if diff := cmp.Diff(steps[:2], l.Pending(a.ID)); diff != "" {
		t.Errorf("pending:\n%s", diff)
	}
	err := l.Close()
	if err == nil {
		t.Fatal("saved into a folder")
	}
	_, rest, _ := strings.Cut(err.Error(), "they are in ")
	files, _, _ := strings.Cut(rest, ";")
	first, second, _ := strings.Cut(files, " and ")
	for file, want := range map[string][]annotate.Step{first: steps[:2], second: steps[2:]} {
		_, got, err := storage.ReadRescue(file)
		if err != nil || len(got) != len(want) || got[0].ID != want[0].ID || got[len(got)-1].ID != want[len(want)-1].ID {
			t.Errorf("%s holds %v, %v", file, got, err)
		}
	}
}
