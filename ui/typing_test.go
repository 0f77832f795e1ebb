package ui_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/storage"
	"galley/ui"
)

// killed returns the library as SIGKILL would leave it now: a copy, without the
// locks of open windows.
func (m *world) killed(t *testing.T) *world {
	t.Helper()
	copied := &world{author: m.author, path: filepath.Join(t.TempDir(), "galley.db"), articles: m.articles, taken: 1000}
	copied.store = storage.New(copied.path)
	files, _ := filepath.Glob(m.path + "*")
	for _, file := range files {
		if strings.HasSuffix(file, ".readers") {
			continue // a folder that other processes write to
		}
		data, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a draft that was being written has its name now
		}
		if err == nil {
			err = os.WriteFile(copied.path+strings.TrimPrefix(file, m.path), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return copied
}

// drafts counts the files of drafts.
func (m *world) drafts() int {
	files, _ := filepath.Glob(m.path + ".draft-*")
	return len(files)
}

// noDrafts waits until there is no draft.
func (w *window) noDrafts(m *world) {
	w.t.Helper()
	w.until("no draft", func() bool { return m.drafts() == 0 })
}

// note waits until the annotation with an index has a note.
func (w *window) note(m *world, index int, note string) {
	w.t.Helper()
	w.until("the note", func() bool { all := m.set("levy").All(); return len(all) > index && all[index].Note == note })
}

// openCard marks paragraph 1 as a claim and opens its card.
func openCard(t *testing.T, m *world, options ...func(*ui.Config)) *window {
	t.Helper()
	w := open(t, m, "levy", 80, 24, options...)
	w.sees("READ")
	w.types("1Gc")
	w.saved(m, "levy", 1)
	w.types("<enter>")
	w.sees("CARD")
	w.types("<s-tab>")
	return w
}

func TestTypedTextSurvivesAKill(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := openCard(t, m)
	w.types("half a note")
	w.sees("draft saved")
	w.types(", 日本語<tab>Ada")
	w.sees("claimant  Ada")
	w.sees("draft saved")
	left := m.killed(t)
	if a := left.set("levy").All()[0]; a.Note != "" || a.Who() != "" {
		t.Errorf("the draft is saved as a step: %+v", a)
	}
	w.types("<ctrl+r>a reply too")
	w.until("the reply in the draft", func() bool {
		drafts, err := storage.Drafts(m.killed(t).path, m.id("levy"))
		if err != nil || len(drafts) != 1 {
			return false
		}
		replies := drafts[0].Step().Changes[0].After.Replies
		return len(replies) == 1 && replies[0].Note == "a reply too"
	})
	w.types("<ctrl+u><esc>")
	w.sees("Card kept")
	w.noDrafts(m)

	again := open(t, left, "levy", 80, 24)
	again.sees("Galley ended while you typed “half a note, 日本語”")
	again.types("y")
	again.sees("draft saved")
	killed := left.killed(t) // before anything else is typed
	again.types("<esc>")
	again.note(left, 0, "half a note, 日本語")
	again.noDrafts(left)
	again.types("Q")
	again.quits()

	third := open(t, killed, "levy", 80, 24)
	third.sees("Galley ended while you typed")
	third.types("n")
	third.sees("The text is deleted.")
	third.noDrafts(killed)
}

func TestTypedSourceSurvivesAKill(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gcathe minutes")
	w.sees("draft saved")
	left := m.killed(t)
	w.types("<esc>") // cancels
	w.noDrafts(m)

	again := open(t, left, "levy", 80, 24)
	again.sees("Galley ended while you typed “the minutes”")
	again.types("j")
	again.sees("The text is kept")
	again.types("Q")
	again.quits()
	again = open(t, left, "levy", 80, 24)
	again.types("y")
	again.sees("sources   the minutes")
	again.types("<esc>Q")
	again.quits()
	if got := left.set("levy").All()[0].Fields["sources"]; !slices.Equal(got, []string{"the minutes"}) || left.drafts() != 0 {
		t.Errorf("kept %q, %d drafts", got, left.drafts())
	}
}

// The draft is written during typing, not only after a pause.
func TestDraftIsSavedWhileTypingGoesOn(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := openCard(t, m)
	for deadline := time.Now().Add(patience); m.drafts() == 0; time.Sleep(10 * time.Millisecond) {
		if w.types("x"); time.Now().After(deadline) {
			t.Fatal("never saved")
		}
	}
	w.sees("draft saved") // nothing is written after the test
}

func TestDraftsOfTwoWindowsAndAnnotations(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	one, two := openCard(t, m), open(t, m, "levy", 80, 24)
	one.types("one")
	one.sees("draft saved")
	if two.types("1G<enter>"); m.drafts() != 1 { // it is not asked about what is typed elsewhere
		t.Errorf("%d drafts", m.drafts())
	}
	two.sees("CARD")
	two.types("<s-tab>two")
	two.sees("draft saved")
	one.types("<esc>")
	one.note(m, 0, "one")
	two.sees("draft saved")
	two.until("one draft", func() bool { return m.drafts() == 1 })
	left := m.killed(t)
	again := open(t, left, "levy", 80, 24)
	again.sees("The claim has changed since: y opens the card with both")
	again.types("y")
	again.sees("CARD")
	again.types("<esc>")
	again.note(left, 0, "one\n\ntwo")
}

func TestDraftGoesWhenTheAnnotationIsDeletedElsewhere(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := openCard(t, m)
	w.types("x")
	w.sees("draft saved")
	other := m.library()
	defer other.Close()
	other.Save(m.id("levy"), annotate.Step{ID: "deleted", Time: now, Changes: []annotate.Change{annotate.Delete(m.set("levy").All()[0])}})
	w.noDrafts(m)
	w.types("y") // perhaps before this window has heard of it
	w.sees("C 0")
	w.types("<esc>")
	w.sees("your text is on the")
	w.noDrafts(m)
}

func TestFailureToSaveADraftIsSaidOnce(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := openCard(t, m)
	path := m.path + ".away"
	if err := os.Rename(m.path, path); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Dir(m.path)
	if err := os.Rename(folder, folder+"-away"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil { // a file in place of the folder
		t.Fatal(err)
	}
	w.types("half")
	w.sees("Draft not saved:")
	w.sees("what you type is kept when you close the card")
	w.types(" a note")
	w.sees("half a note")
	w.hides("Draft not saved")
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(folder+"-away", folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path, m.path); err != nil {
		t.Fatal(err)
	}
	w.types(".")
	w.sees("draft saved")
	w.types("<esc>")
	w.note(m, 0, "half a note.")
}

// The terminal is with the editor for as long as it runs.
func TestDraftIsSavedBeforeTheEditorOpens(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	saved := make(chan int, 1)
	w := openCard(t, m, func(cfg *ui.Config) {
		cfg.Editor = func(string) (*exec.Cmd, func() (string, error), error) {
			saved <- m.drafts()
			return nil, nil, errors.New("none here")
		}
	})
	w.types("half a note")
	w.sees("half a note")
	w.Type("\x05")
	if n := <-saved; n != 1 {
		t.Errorf("%d drafts", n)
	}
}
