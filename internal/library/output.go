package library

import (
	"bufio"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/storage"
)

// Existing says what an export or a backup does with an existing file. The
// library, rescue files and the sources of articles are never replaced, nor is
// the companion of a document.
type Existing int

const (
	KeepExisting    Existing = iota // return fs.ErrExist
	ReplaceExisting                 // replace it once everything is written
)

// An output writes files that are not part of the library.
type output struct {
	base
	libraries Existing // what to do with other libraries and backups
}

// write writes a whole file or none. A new file is created empty first, so that
// only one of two programs that write at once considers it new.
func (o output) write(path string, existing Existing, write func(io.Writer) error) error {
	if err := o.check(path, existing); err != nil {
		return err
	}
	if _, err := os.Stat(path); err == nil {
		return replaceFile(path, write)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Close(), replaceFile(path, write)); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// check returns an error if there is a file at path that may not be replaced.
func (o output) check(path string, existing Existing) error {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil // a new file, or a device; writing returns any other error
	}
	if err := o.checkOwn(path, info); err != nil {
		return err
	}
	if existing == KeepExisting {
		return fs.ErrExist
	}
	return nil
}

// checkOwn returns an error for the library, a rescue file or the source of an article.
func (o output) checkOwn(path string, info fs.FileInfo) error {
	if isSame(o.options.Path, info) {
		return errors.New("it is the library")
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, rescueHead))
	switch {
	case err != nil:
		return err
	case isRescue(head):
		return errors.New("it is a rescue file")
	case o.libraries == KeepExisting && storage.IsLibrary(f):
		return errors.New("it is a library or the backup of one")
	}
	for _, list := range []func() ([]Record, error){o.store.Records, o.store.Trash} {
		records, err := list()
		if err := withoutPartial(err); err != nil {
			return err
		}
		for _, r := range records {
			for _, l := range r.Locations {
				if l.Kind == annotate.FromFile && isSource(l.Address, info) {
					return errors.New("it is the source of " + quoteTitle(r))
				}
			}
		}
	}
	return nil
}

// isSource reports whether a location is a file or a chapter of it.
func isSource(location string, file fs.FileInfo) bool {
	book := location[:max(strings.LastIndexByte(location, '#'), 0)]
	return isSame(location, file) || isSame(book, file)
}

// isSame reports whether path leads to file, perhaps under another name.
func isSame(path string, file fs.FileInfo) bool {
	info, err := os.Stat(path)
	return err == nil && os.SameFile(info, file)
}

// replaceFile writes a temporary file next to path and renames it once everything
// is on disk, so that path is never incomplete. The file keeps the mode of the one
// that it replaces. A device or a pipe is written to directly.
func replaceFile(path string, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	replaced, missing := os.Stat(path)
	if missing == nil && !replaced.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(fill(f, write), f.Close())
	}
	temporary := path + "." + rand.Text()[:8] + ".part"
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if missing == nil {
		err = f.Chmod(replaced.Mode().Perm())
	}
	err = errors.Join(err, fill(f, write), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(temporary))
	}
	return err
}

func fill(f *os.File, write func(io.Writer) error) error {
	w := bufio.NewWriter(f)
	return errors.Join(write(w), w.Flush())
}
