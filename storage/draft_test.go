package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
)

// typedDraft is a draft of a note on the first annotation of an article.
func typedDraft(path, article, id, note string) *Draft {
	before := mark(article, harbour(), "one", annotate.Claim, "nine hours")
	after := before.Clone()
	after.Note = note
	d := NewDraft(path, article, id)
	d.Put(step("", annotate.Edit(before, after)))
	return d
}

// notes are the notes in drafts, by ID.
func notes(t *testing.T, path, article string) string {
	t.Helper()
	drafts, err := Drafts(path, article)
	must(t, err)
	var list []string
	for _, d := range drafts {
		list = append(list, d.ID+": "+d.Step().Changes[0].After.Note)
	}
	return strings.Join(list, ", ")
}

// killed lets go of the lock, as the end of a process does.
func (d *Draft) killed() { d.unlock() }

func TestDraftIsOfferedOnceItsProcessHasEnded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library", "galley.db")
	d := typedDraft(path, "article", "first", "half")
	must(t, d.Write())
	info, err := os.Stat(d.path)
	if must(t, err); info.Mode() != 0o600 {
		t.Errorf("its mode is %v", info.Mode())
	}
	if got := notes(t, path, "article"); got != "" && (d.file != nil) {
		t.Errorf("offered while it is typed: %q", got)
	}
	d.Put(typedDraft(path, "article", "first", "half a note").Step())
	must(t, d.Write())
	if got := notes(t, path, "article"); got != "" && (d.file != nil) {
		t.Errorf("offered while it is typed: %q", got)
	}
	d.killed()
	for article, want := range map[string]string{"article": "first: half a note", "": "first: half a note", "other": "", "art": ""} {
		if got := notes(t, path, article); got != want {
			t.Errorf("of %q: %q", article, got)
		}
	}
	got, err := Drafts(path, "article")
	must(t, err)
	want := typedDraft(path, "article", "first", "half a note").Step()
	if s := got[0].Step(); s.ID != "first" || s.Creator != "ada" || !s.Time.Equal(noon) || !s.Changes[0].After.Equal(*want.Changes[0].After) {
		t.Errorf("read as %+v", s)
	}
}

func TestDraftContinuedByAnotherProcessIsOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "galley.db")
	d := typedDraft(path, "article", "first", "half")
	must(t, d.Write())
	d.killed()
	next := typedDraft(path, "article", "first", "half a note")
	must(t, next.Write())
	next.killed()
	if got := notes(t, path, "article"); got != "first: half a note" {
		t.Errorf("got %q", got)
	}
	must(t, next.Remove())
	must(t, next.Remove())
	must(t, next.Write()) // a write that was on its way
	if left, _ := filepath.Glob(path + "*"); left != nil {
		t.Errorf("left: %q", left)
	}
}

func TestDraftThatCannotBeWrittenLeavesTheOneBefore(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "galley.db")
	d := typedDraft(path, "article", "first", "half")
	must(t, d.Write())
	d.killed()
	folder := filepath.Join(dir, "galley.db.draft-article-second")
	must(t, os.Mkdir(folder, 0o700))
	if err := typedDraft(path, "article", "second", "x").Write(); err == nil {
		t.Error("no error")
	}
	if got := notes(t, path, "article"); got != "first: half" {
		t.Errorf("got %q", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part")); left != nil {
		t.Errorf("left: %q", left)
	}
	if err := typedDraft(filepath.Join(d.path, "galley.db"), "article", "first", "x").Write(); err == nil {
		t.Error("no error where the folder is a file")
	}
}

func TestDraftsOfAnnotationsAreRemoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "galley.db")
	for _, article := range []string{"a", "b", "a/../b", "%61"} {
		d := typedDraft(path, article, "first", article)
		must(t, d.Write())
		defer d.killed()
	}
	must(t, os.WriteFile(path+".draft-a-damaged", []byte("{"), 0o600))
	must(t, RemoveDrafts(path, "a", []string{"two"}))
	must(t, RemoveDrafts(path, "a/../b", []string{"two", "one"}))
	must(t, RemoveDrafts(path, "b", nil))
	left, _ := filepath.Glob(path + "*")
	if got := strings.ReplaceAll(strings.Join(left, " "), path+".draft-", ""); got != "%2561-first a-damaged a-first" {
		t.Errorf("left: %q", got)
	}
	must(t, RemoveDrafts(path, "a", nil))
	if left, _ := filepath.Glob(path + ".draft-a-*"); left != nil {
		t.Errorf("left: %q", left)
	}
}

func TestDamagedDraftsAreReportedAndOthersRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "galley.db")
	d := typedDraft(path, "article", "good", "half a note")
	must(t, d.Write())
	d.killed()
	good, err := os.ReadFile(d.path)
	must(t, err)
	for name, data := range map[string]string{
		"empty": "", "cut": string(good[:len(good)/2]), "list": "[]", "newer": strings.Replace(string(good), "draft/1", "draft/2", 1),
		"moved": strings.Replace(string(good), `"article":"article"`, `"article":"other"`, 1), "nothing": `{"format":"galley-draft/1","article":"article","step":{"id":"x","changes":[{}]}}`,
		"created": strings.Replace(string(good), `"b":`, `"x":`, 1), "two": strings.Replace(string(good), `"b":{"id":"one"`, `"b":{"id":"two"`, 1),
		"no key": strings.ReplaceAll(string(good), `"id":"one"`, `"id":"a/b"`), "large": string(good) + strings.Repeat(" ", maxDraft),
	} {
		must(t, os.WriteFile(path+".draft-article-"+name, []byte(data), 0o600))
	}
	must(t, os.Symlink(d.path, path+".draft-article-link"))
	must(t, os.Mkdir(path+".draft-article-folder", 0o700))
	drafts, err := Drafts(path, "article")
	if len(drafts) != 1 || drafts[0].ID != "good" {
		t.Errorf("read %v", drafts)
	}
	if err == nil || strings.Count(err.Error(), "\n") != 9 || strings.Count(err.Error(), "is not a draft that can be read") != 10 {
		t.Errorf("reported: %v", err)
	}
	if _, err := os.Stat(path + ".draft-article-large"); errors.Is(err, fs.ErrNotExist) {
		t.Error("a damaged file was removed")
	}
}

// What a killed process was writing is typed text, too.
func TestUnfinishedDraftsAreRemoved(t *testing.T) {
	ended := exec.Command(os.Args[0], "-test.run", "^$")
	must(t, ended.Run())
	path := filepath.Join(t.TempDir(), "galley.db")
	for name, use := range map[string]func() error{
		"offered": func() error { _, err := Drafts(path, "article"); return err },
		"purged":  func() error { return RemoveDrafts(path, "article", nil) },
	} {
		must(t, os.WriteFile(fmt.Sprintf("%s.draft-article-x.galley-%d-1.part", path, ended.Process.Pid), nil, 0o600))
		must(t, use())
		if left, _ := filepath.Glob(path + "*"); left != nil {
			t.Errorf("%s: left %q", name, left)
		}
	}
}

// FuzzReadDraft holds that a draft is an edit of one annotation.
func FuzzReadDraft(f *testing.F) {
	path := filepath.Join(f.TempDir(), "galley.db")
	d := typedDraft(path, "article", "first", "half a note")
	if err := d.Write(); err != nil {
		f.Fatal(err)
	}
	seed, err := os.ReadFile(d.path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := parseDraft(path, d.path, data)
		if err != nil {
			return
		}
		if c := d.Step().Changes[0]; c.Before.ID != c.After.ID || d.ID == "" || d.Article == "" {
			t.Errorf("read %+v", c)
		}
	})
}
