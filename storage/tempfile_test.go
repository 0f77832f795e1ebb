package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestLeftoversOfEndedProcessesAreRemoved(t *testing.T) {
	ended := exec.Command(os.Args[0], "-test.run", "^$")
	must(t, ended.Run())
	s, _, _ := marked(t)
	dir := t.TempDir()
	names := map[string]bool{ // whether it stays
		fmt.Sprintf("old.db.galley-%d-123.part", ended.Process.Pid): false,
		fmt.Sprintf("new.db.galley-%d-456.part", ended.Process.Pid): false,
		fmt.Sprintf("new.db.galley-%d-456.part", os.Getpid()):       true,
		fmt.Sprintf("galley-%d-456.part.txt", ended.Process.Pid):    true,
		"mine.part": true,
	}
	for name := range names {
		must(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	must(t, s.Backup(filepath.Join(dir, "new.db")))
	for name, stays := range names {
		if _, err := os.Stat(filepath.Join(dir, name)); errors.Is(err, fs.ErrNotExist) == stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFileAppearsOnlyWhenItIsComplete(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new")
	seen := func() bool { _, err := os.Stat(path); return err == nil }
	failed := errors.New("failed")
	wantError(t, writeNew(path, func(*os.File) error { return failed }), failed)
	must(t, writeNew(path, func(*os.File) error {
		if seen() {
			t.Error("it is there before it is written")
		}
		return nil
	}))
	wantError(t, writeNew(path, func(*os.File) error { return nil }), fs.ErrExist)
	other := filepath.Join(t.TempDir(), "other")
	must(t, os.WriteFile(other, []byte("x"), 0o600))
	wantError(t, publish(other, path), fs.ErrExist)
	wantError(t, publishByRename(other, path), fs.ErrExist)
	must(t, os.Remove(path))
	must(t, publishByRename(other, path))
	if left, _ := filepath.Glob(path + "?*"); !seen() || left != nil {
		t.Errorf("left: %q", left)
	}
}
