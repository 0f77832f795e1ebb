package library

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"galley/annotate"
	"galley/storage"
)

// Existing says what an export or a backup does with an existing file. The
// library, the files that are kept beside it, rescue files, drafts and the sources of
// articles are never replaced, nor is the companion of a document.
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

// write writes a whole file or none.
func (o output) write(path string, existing Existing, write func(io.Writer) error) error {
	if err := o.check(path, existing); err != nil {
		return err
	}
	return writeFile(path, write)
}

// WriteFile writes a file that is not part of the library, whole or not at all. It returns
// fs.ErrExist for one that may not be replaced.
func (b base) WriteFile(path string, existing Existing, write func(io.Writer) error) error {
	return notWritten(path, output{base: b}.write(path, existing, write))
}

// writeFile writes a whole file or none. A device or a pipe is written to directly.
func writeFile(path string, write func(io.Writer) error) error {
	fill := func(f *os.File) error {
		w := bufio.NewWriter(f)
		return errors.Join(write(w), w.Flush())
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return storage.WriteNew(path, 0o666, fill)
	case info.Mode().IsRegular():
		return storage.ReplaceFile(path, fill)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(fill(f), f.Close())
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

// checkOwn returns an error for the library, the files beside it, a rescue file, a draft
// or the source of an article.
func (o output) checkOwn(path string, info fs.FileInfo) error {
	if isSame(o.options.Path, info) {
		return errors.New("it is the library")
	}
	if what := storage.Beside(o.options.Path, info); what != "" {
		return errors.New("it is " + what)
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
	case storage.IsDraft(head):
		return errors.New("it is a draft")
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
				if (annotate.Source{Kind: l.Kind, Location: l.Address}).NamesFile() && isSource(l.Address, info) {
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
