package library

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"galley/storage"
)

func TestReplacedFileKeepsItsMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no modes")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "old.json")
	if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	o := output{base: base{Options{Path: filepath.Join(dir, "library.db")}, storage.New(filepath.Join(dir, "library.db"))}}
	text := func(text string) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		}
	}
	if err := o.write(path, KeepExisting, text("new")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("an existing file: %v", err)
	}
	if err := o.write(path, ReplaceExisting, text("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if data, _ := os.ReadFile(path); string(data) != "new" {
		t.Errorf("contents %q", data)
	}
	fresh := filepath.Join(dir, "new.json")
	if err := o.write(fresh, KeepExisting, func(io.Writer) error {
		if _, err := os.Lstat(fresh); err == nil {
			t.Error("a new file is there before it is complete")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := o.write(path, ReplaceExisting, func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("a failed write: %v", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "new" {
		t.Errorf("contents after a failed write: %q", data)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part")); left != nil {
		t.Errorf("left behind: %q", left)
	}
}
