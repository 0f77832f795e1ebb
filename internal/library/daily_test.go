package library

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"galley/annotate/export"
)

// newBackedUp is a library at path that is backed up every day.
func newBackedUp(t *testing.T, path string) *Library {
	t.Helper()
	l := newLibraryAt(t, path)
	return New(Options{Path: path, Author: l.options.Author, Now: noon, NewID: newID, Stdin: l.options.Stdin, DailyBackups: func() bool { return true }})
}

func TestOnlyALibraryThatWritesIsBackedUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "galley.db")
	article := write(t, "The levy passed.")
	days := func() (n int) {
		list, _ := newLibraryAt(t, path).DailyBackups()
		return len(list)
	}
	off := newLibraryAt(t, path)
	start(t, off, article)
	if err := off.Close(); err != nil || off.BackUpDaily() != "" || days() != 0 {
		t.Errorf("without the option: %v, %d backups", err, days())
	}
	reading := newBackedUp(t, path)
	if _, err := reading.Records(); err != nil || reading.BackUpDaily() != "" || days() != 0 {
		t.Errorf("after reading: %v, %d backups", err, days())
	}
	writing := newBackedUp(t, path)
	doc := start(t, writing, article)
	writing.Save(doc.Article.ID, stepOn(doc.Article, 8))
	if err := writing.Close(); err != nil {
		t.Fatal(err)
	}
	if problem := writing.BackUpDaily() + writing.BackUpDaily(); problem != "" || days() != 1 {
		t.Errorf("after a step: %q, %d backups", problem, days())
	}
	writing.options.Now = func() time.Time { return noon().AddDate(0, 0, 1) }
	writing.dailyBackups.options.Now = writing.options.Now
	if problem := writing.BackUpDaily(); problem != "" || days() != 2 {
		t.Errorf("on the next day: %q, %d backups", problem, days())
	}
	list, _ := writing.DailyBackups()
	if err := writing.Backup(list[0].Path, ReplaceExisting); err == nil || !strings.Contains(err.Error(), "it is a daily backup") {
		t.Errorf("a backup onto it: %v", err)
	}
	if notice, err := writing.PurgeNamed(article); err != nil {
		t.Error(notice, err)
	}
	for _, b := range list {
		if data, err := os.ReadFile(b.Path); err != nil || strings.Contains(string(data), "The levy passed") {
			t.Errorf("%s: %v", b.Path, err)
		}
	}
}

func TestAFailedDailyBackupIsReportedOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("x", 240)+".db") // with more, it is too long a name
	l := newBackedUp(t, path)
	start(t, l, write(t, "The levy passed."))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	problem := l.BackUpDaily()
	if !strings.HasPrefix(problem, "no backup of today was made: ") || !strings.Contains(problem, "everything is saved") || strings.Contains(problem, "\n") {
		t.Errorf("%q", problem)
	}
	if again := l.BackUpDaily(); again != "" {
		t.Errorf("again: %q", again)
	}
}

func TestTheNextOutputRemovesWhatAKilledOneLeft(t *testing.T) {
	folder := t.TempDir()
	l := newLibraryAt(t, filepath.Join(t.TempDir(), "galley.db"))
	start(t, l, write(t, "The levy passed."))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	records, err := l.Records()
	if err != nil {
		t.Fatal(err)
	}
	x, err := l.NewExport(Exportable(records), ExportOptions{Format: export.Formats()[0], Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	old, backup := filepath.Join(folder, "old.json"), filepath.Join(folder, "copy.db")
	rewrite(t, old, "old")
	if err := l.Backup(backup, KeepExisting); err != nil {
		t.Fatal(err)
	}
	for name, run := range map[string]func() error{
		"a new file":     func() error { _, err := x.WriteFile(filepath.Join(folder, "new.json"), KeepExisting); return err },
		"another's file": func() error { _, err := x.WriteFile(old, ReplaceExisting); return err },
		"a folder":       func() error { return x.WriteFolder(folder, ReplaceExisting) },
		"a backup":       func() error { return l.Backup(backup, ReplaceExisting) },
	} {
		ended, mine := filepath.Join(folder, "x.json.galley-999999999-7.part"), filepath.Join(folder, "x.json.part")
		rewrite(t, ended, "half")
		rewrite(t, mine, "half")
		if err := run(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(ended); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the leftover is there, %v", name, err)
		}
		if _, err := os.Stat(mine); err != nil {
			t.Errorf("%s: a file that is not Galley's was removed: %v", name, err)
		}
	}
}
