package library

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/internal/wording"

	"github.com/adrg/xdg"
)

// Existing says what an export does with an existing file. The companion of a
// document is never replaced: it may be the source of the article.
type Existing int

const (
	KeepExisting    Existing = iota // return fs.ErrExist
	ReplaceExisting                 // replace it once everything is written
)

// WriteFile writes the export to a file, and its companion next to it if the
// format has one: everything or nothing. A file with a companion always gets the
// extension of the format. WriteFile returns the paths for a message.
func (x *Export) WriteFile(path string, existing Existing) (written string, err error) {
	if x.format.SingleArticle && x.Articles != 1 {
		return "", fmt.Errorf("%s holds one article per file, and there are %d; nothing was written; name one article, or an existing folder as --output",
			x.format.Name, x.Articles)
	}
	if x.format.Companion == nil {
		written, err = shownPath(path), writeFile(path, existing, x.Write)
	} else {
		for b, readErr := range x.bundles() {
			if err = readErr; err == nil {
				written, err = x.writePair(path, existing, b)
			}
		}
	}
	if err == nil || errors.Is(err, fs.ErrExist) {
		return written, err
	}
	return "", fmt.Errorf("%s could not be written: %s; nothing was changed; choose another path",
		wording.QuotePath(failedPath(path, err)), wording.FileError(err))
}

// WriteFolder writes a file for each article into a folder. It replaces existing
// files.
func (x *Export) WriteFolder(folder string) error {
	done := 0
	for b, err := range x.bundles() {
		path := folder
		if err == nil {
			path = filepath.Join(folder, export.FileName(b.Article)+x.format.Extension)
			err = x.writeArticle(path, b)
		}
		if err != nil {
			return fmt.Errorf("%s could not be written: %s; %d of %s had been written; choose another path",
				wording.QuotePath(failedPath(path, err)), wording.FileError(err), done, annotate.Plural(x.Articles, "article"))
		}
		done++
	}
	return nil
}

func (x *Export) writeArticle(path string, b export.Bundle) (err error) {
	if x.format.Companion != nil {
		_, err = x.writePair(path, ReplaceExisting, b)
		return err
	}
	return writeFile(path, ReplaceExisting, func(w io.Writer) error { return x.write(w, export.All(b)) })
}

// writePair writes a document and its companion. The companion is written
// first, and removed again if the document cannot be written.
func (x *Export) writePair(path string, existing Existing, b export.Bundle) (written string, err error) {
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	path, companion := stem+x.format.Extension, stem+x.format.Companion.Extension
	created, err := x.writeCompanion(companion, b)
	if err != nil {
		return "", err
	}
	err = writeFile(path, existing, func(w io.Writer) error { return x.write(w, export.All(b)) })
	if err != nil && created {
		err = errors.Join(err, os.Remove(companion))
	}
	return shownPath(path) + " and " + filepath.Base(companion), err
}

// errOtherContents is returned for an existing file that has the name of a
// companion and other contents.
var errOtherContents = errors.New("a different file with that name exists")

// writeCompanion writes a companion unless it exists, and reports whether it did
// so.
func (x *Export) writeCompanion(path string, b export.Bundle) (created bool, err error) {
	var want bytes.Buffer
	if err := x.format.Companion.Write(&want, b); err != nil {
		return false, err
	}
	existing, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(existing, want.Bytes()):
		return false, nil
	case err == nil:
		return false, &fs.PathError{Op: "write", Path: path, Err: errOtherContents}
	case !errors.Is(err, fs.ErrNotExist):
		return false, err
	}
	return true, replaceFile(path, func(w io.Writer) error {
		_, err := want.WriteTo(w)
		return err
	})
}

// failedPath returns the file that could not be written: path or its companion.
func failedPath(path string, err error) string {
	var file *fs.PathError
	if errors.Is(err, errOtherContents) && errors.As(err, &file) {
		return file.Path
	}
	return path
}

// writeFile writes a whole file or none. A new file is created empty first, so
// that only one of two programs that write at once considers it new.
func writeFile(path string, existing Existing, write func(io.Writer) error) error {
	if existing == ReplaceExisting {
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

// replaceFile writes a temporary file next to path and renames it once everything
// is on disk, so that path is never incomplete. A device or a pipe is written to
// directly.
func replaceFile(path string, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
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
	err = errors.Join(fill(f, write), f.Sync(), f.Close())
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

// shownPath returns the absolute path for a message, with ~ for the home folder.
func shownPath(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	return ShortPath(path)
}

// ExpandHome replaces ~ at the start of a path with the home folder, as shells do.
func ExpandHome(path string) string {
	if inside, ok := strings.CutPrefix(path, "~/"); ok {
		return filepath.Join(xdg.Home, inside)
	}
	return path
}

// SuggestFile returns a name for the file of an export, without its extension:
// stem, with a number if the current folder has an export of that name in any
// format. It also returns the current folder for messages.
func SuggestFile(stem string) (name, folder string) {
	const tries = 1000 // then the last name is returned
	name = stem
	for n := 2; exportExists(name) && n < tries; n++ {
		name = fmt.Sprintf("%s-%d", stem, n)
	}
	if folder, err := os.Getwd(); err == nil {
		return name, ShortPath(folder)
	}
	return name, "the current folder"
}

// exportExists reports whether there is a file called name with the extension of
// a format.
func exportExists(name string) bool {
	for _, f := range export.Formats() {
		extensions := []string{f.Extension}
		if f.Companion != nil {
			extensions = append(extensions, f.Companion.Extension)
		}
		for _, e := range extensions {
			if _, err := os.Lstat(name + e); err == nil {
				return true
			}
		}
	}
	return false
}
