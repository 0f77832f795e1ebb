package library

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// A Report is the result of an examination of the library.
type Report = storage.Report

// Exists reports whether the database exists.
func (b base) Exists() bool {
	_, err := os.Stat(b.options.Path)
	return !errors.Is(err, fs.ErrNotExist)
}

// Written reports whether anything was changed in the library.
func (b base) Written() bool { return b.store.Written() }

// HeaderDamaged reports whether a header of the file was damaged when it was last
// opened: the last step may be missing, and nothing is written until CheckHeader
// has been called.
func (b base) HeaderDamaged() bool { return b.store.HeaderDamaged() }

// CheckHeader renews a damaged header of the library, and tries unsaved steps
// again. It returns one line that says what it did, or "" if no header is damaged.
// If the header leads to a newer state, newer is true and nothing is changed.
func (l *Library) CheckHeader() (line string, newer bool, err error) {
	r, err := l.store.RenewHeader()
	switch {
	case err != nil || r == (storage.Renewal{}):
		return "", false, err
	case r.Newer:
		return source.CleanLine(fmt.Sprintf("a header of the library is damaged, but a newer state can be recovered through it; the last step of that state is %s; "+
			"nothing was changed; galley doctor --repair NEWFILE recovers it", r.LastStep)), true, nil
	}
	l.start().Retry()
	return source.CleanLine(fmt.Sprintf("a damaged header of the library was repaired; the last step in the library is %s; the file was first copied to %s",
		cmp.Or(r.LastStep, "none"), wording.QuotePath(r.Copy))), false, nil
}

// Check examines the library and changes nothing. Problems are in the report.
func (b base) Check() (Report, error) {
	report, err := b.store.Check()
	return cleanReport(report), err
}

// cleanReport cleans the problems of a report for the terminal.
func cleanReport(r Report) Report {
	for i, problem := range r.Problems {
		r.Problems[i] = source.CleanLine(problem)
	}
	return r
}

// Backup copies the library to a file. It returns fs.ErrExist for one that may
// not be replaced.
func (b base) Backup(path string, existing Existing) error {
	err := output{base: b, libraries: ReplaceExisting}.check(path, existing)
	switch info, missing := os.Stat(path); {
	case errors.Is(err, fs.ErrExist):
		return &fs.PathError{Op: "write", Path: path, Err: err}
	case err != nil:
		return notWritten(path, err)
	case missing != nil || !info.Mode().IsRegular():
		err = b.store.Backup(path)
	default:
		storage.RemoveLeftovers(filepath.Dir(path))
		err = b.store.BackupOver(path)
	}
	return b.newFileError(path, err)
}

// Repair writes everything readable in the library to a new file. The report is
// about the new file.
func (b base) Repair(path string) (Report, error) {
	report, err := b.store.Repair(path, b.options.Now(), placeAgain)
	if errors.Is(err, storage.ErrDamaged) {
		err = fmt.Errorf("nothing can be recovered from %s, because both of its headers are lost; it was not changed; use a backup, galley doctor lists the daily ones",
			wording.QuotePath(b.options.Path))
	}
	return cleanReport(report), b.newFileError(path, err)
}

// placeAgain is the storage.Placer of repairs.
func placeAgain(a *annotate.Article, list []annotate.Annotation, steps []annotate.Step,
	version func(digest string) (*annotate.Article, error)) ([]annotate.Annotation, error) {
	r, err := anchor.Reanchor(a, a, list, steps, version, nil)
	if err != nil {
		return nil, err
	}
	placed := make([]annotate.Annotation, len(list))
	for i, n := range list {
		placed[i] = n
		placed[i].Anchor = r.Placements[n.ID].Anchor
	}
	return placed, nil
}

// newFileError returns the error for a new file that could not be written because
// of err.
func (b base) newFileError(path string, err error) error {
	var file *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, storage.ErrNotFound):
		return fmt.Errorf("there is no library at %s", wording.QuotePath(b.options.Path))
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s already exists and was not changed; choose another name", wording.QuotePath(path))
	case !errors.As(err, &file) || file.Path == b.options.Path:
		return err
	}
	return fmt.Errorf("%s could not be written: %s; the library was not changed; choose another path", wording.QuotePath(path), wording.FileError(err))
}
