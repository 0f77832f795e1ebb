package storage

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
)

func TestBackupIsACompleteLibrary(t *testing.T) {
	s, r, marks := marked(t)
	path := filepath.Join(t.TempDir(), "copy.db")
	must(t, s.Backup(path))
	copied := New(path)
	got, seq, err := copied.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	if seq != 3 {
		t.Errorf("seq %d", seq)
	}
	wantHealthy(t, copied) // its mode, too
	before, err := os.ReadFile(path)
	must(t, err)
	err = s.Backup(path)
	wantError(t, err, fs.ErrExist)
	if after, _ := os.ReadFile(path); !cmp.Equal(before, after) {
		t.Error("the backup was overwritten")
	}
	wantOnly(t, filepath.Dir(path), "copy.db")
}

func TestBackupThatFailsLeavesNothing(t *testing.T) {
	s, _, _ := marked(t)
	err := s.Backup(filepath.Join(t.TempDir(), "no", "such", "folder.db"))
	wantError(t, err, fs.ErrNotExist)
	dir := t.TempDir()
	broken := errors.New("disk on fire")
	err = writeNew(filepath.Join(dir, "x"), func(f *os.File) error { return broken })
	wantError(t, err, broken)
	wantOnly(t, dir)
}

// wantOnly fails unless the folder contains exactly these names.
func wantOnly(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !cmp.Equal(got, names) {
		t.Errorf("in the folder: %q, want %q", got, names)
	}
}

func TestRescueFileContainsUnsavedSteps(t *testing.T) {
	a := harbour()
	a.ID = "0123456789ab"
	m := mark(a.ID, a, "01A", annotate.Claim, "nine hours")
	steps := []annotate.Step{step("S1", annotate.Create(m)), step("S2", annotate.Delete(m))}
	dir := t.TempDir()
	first, err := WriteRescue(dir, a, steps, noon)
	must(t, err)
	second, err := WriteRescue(dir, a, steps[:1], noon)
	must(t, err)
	if first == second || filepath.Dir(first) != dir {
		t.Errorf("written to %q and %q", first, second)
	}
	got, gotSteps, err := ReadRescue(first)
	must(t, err)
	if diff := cmp.Diff(a, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(steps, gotSteps); diff != "" {
		t.Error(diff)
	}
	if info, err := os.Stat(first); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestRescueFallsBackOnTheTemporaryFolder(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	path, err := WriteRescue(filepath.Join(t.TempDir(), "gone"), harbour(), nil, noon)
	must(t, err)
	if filepath.Dir(path) != temp {
		t.Errorf("written to %q", path)
	}
	t.Setenv("TMPDIR", filepath.Join(temp, "gone"))
	t.Setenv("TMP", filepath.Join(temp, "gone"))
	_, err = WriteRescue(filepath.Join(temp, "gone too"), harbour(), nil, noon)
	wantError(t, err, fs.ErrNotExist)
}

func TestBrokenRescueFilesAreRefused(t *testing.T) {
	dir := t.TempDir()
	path, err := WriteRescue(dir, harbour(), nil, noon)
	must(t, err)
	data, err := os.ReadFile(path)
	must(t, err)
	for name, edit := range map[string]func(map[string]any){
		"format": func(m map[string]any) { m["format"] = "galley-rescue/2" },
		"blocks": func(m map[string]any) { m["blocks"] = "AAAA" },
		"record": func(m map[string]any) { m["record"] = "/w==" },
		"text":   func(m map[string]any) { m["text"] = "short" },
		"steps":  func(m map[string]any) { m["steps"] = 7 },
	} {
		var m map[string]any
		must(t, json.Unmarshal(data, &m))
		edit(m)
		broken, err := json.Marshal(m)
		must(t, err)
		at := filepath.Join(dir, name)
		must(t, os.WriteFile(at, broken, 0o600))
		if _, _, err := ReadRescue(at); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	_, _, err = ReadRescue(filepath.Join(dir, "gone"))
	wantError(t, err, fs.ErrNotExist)
}

func TestBackupOnAFullDiskSaysSo(t *testing.T) {
	s, _, _ := marked(t)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no full disk here")
	}
	defer full.Close()
	err = s.backUp("copy.db", func(_ string, write func(*os.File) error) error { return write(full) })
	wantError(t, err, ErrFull)
	var file *fs.PathError
	if !errors.As(err, &file) {
		t.Errorf("the file is not named: %v", err)
	}
}

// A dry run fails as the write would, also before there is a library.
func TestADryRunNeedsAFolderThatCanBeWritten(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
	must(t, os.Mkdir(filepath.Join(dir, "sealed"), 0o500))
	for path, refused := range map[string]bool{
		"galley.db": false, "new/folder/galley.db": false, "file/galley.db": true, "file/folder/galley.db": true,
		"sealed/galley.db": os.Getuid() != 0, "sealed/folder/galley.db": os.Getuid() != 0,
	} {
		s := New(filepath.Join(dir, filepath.FromSlash(path)))
		_, dry := saveOne(s.DryRun(), harbour(), 3, noon)
		if _, err := os.Stat(filepath.Join(dir, "new")); path == "new/folder/galley.db" && err == nil {
			t.Error("a dry run made a folder")
		}
		_, err := saveOne(s, harbour(), 3, noon)
		if (dry != nil) != refused || (err != nil) != refused || errors.Is(dry, ErrPermission) != errors.Is(err, ErrPermission) {
			t.Errorf("%s: a dry run says %v, writing %v", path, dry, err)
		}
	}
}
