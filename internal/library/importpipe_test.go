//go:build unix

package library

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"galley/internal/origin"
)

// Importing something other than a regular file fails like adding it, without waiting.
func TestOnlyRegularFilesAreImported(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "marks.json")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	link, brat := filepath.Join(folder, "link.json"), filepath.Join(folder, "levy.ann")
	rewrite(t, brat, "T1\tClaim 0 3\tThe\n")
	if err := errors.Join(os.Symlink(pipe, link), syscall.Mkfifo(filepath.Join(folder, "levy.txt"), 0o600)); err != nil {
		t.Fatal(err)
	}
	l := newLibrary(t)
	for _, path := range []string{pipe, link, folder, os.DevNull, brat} {
		_, err := l.PlanImport([]string{path}, ImportOptions{})
		if !errors.Is(err, origin.ErrNotRegular) || !strings.HasSuffix(err.Error(), "; nothing was imported") {
			t.Errorf("%s: %v", path, err)
		}
		if path == brat {
			continue
		}
		if _, added := origin.File(path, noon()); added == nil || err == nil || added.Error()+"; nothing was imported" != err.Error() {
			t.Errorf("add says %v, import %v", added, err)
		}
	}
}
