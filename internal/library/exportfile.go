package library

import (
	"bytes"
	"cmp"
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
	"galley/storage"

	"github.com/adrg/xdg"
)

// WriteFile writes the export to a file, and its companion next to it if the
// format has one: everything or nothing. A file with a companion always gets the
// extension of the format. WriteFile returns the paths for a message.
func (x *Export) WriteFile(path string, existing Existing) (written string, err error) {
	path = x.Files(path)[0]
	if x.format.SingleArticle && x.Articles != 1 {
		return "", fmt.Errorf("%s writes one article per file, and there are %d; nothing was written; name one article, or an existing folder as --output",
			x.format.Name, x.Articles)
	}
	storage.RemoveLeftovers(filepath.Dir(path))
	if x.format.Companion == nil {
		written, err = shownPath(path), x.output.write(path, existing, x.Write)
	} else {
		for b, readErr := range x.bundles() {
			if err = readErr; err == nil {
				written, err = x.writePair(path, existing, b)
			}
		}
	}
	return written, notWritten(failedPath(path, err), err)
}

// Files returns the paths of the document and its companion that WriteFile writes for
// path.
func (x *Export) Files(path string) []string {
	if x.format.Companion == nil {
		return []string{path}
	}
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	return []string{stem + x.format.Extension, stem + x.format.Companion.Extension}
}

// notWritten returns the error for a file that was not written because of err.
func notWritten(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return &fs.PathError{Op: "write", Path: path, Err: fs.ErrExist}
	case errors.Is(err, export.ErrTemplate):
		return err
	}
	return fmt.Errorf("%s could not be written: %s; nothing was changed; choose another path", wording.QuotePath(path), wording.FileError(err))
}

// WriteFolder writes a file for each article to a folder. If a file exists that
// may not be replaced, it writes none.
func (x *Export) WriteFolder(folder string, existing Existing) error {
	for _, name := range x.names {
		path := filepath.Join(folder, name)
		if err := cmp.Or(x.refuseLinks(path), x.output.check(path, existing)); err != nil {
			return notWritten(failedPath(path, err), err)
		}
	}
	storage.RemoveLeftovers(folder)
	done := 0
	for b, err := range x.bundles() {
		path := folder
		if err == nil {
			path = filepath.Join(folder, x.fileName(b))
			err = x.writeArticle(path, existing, b)
		}
		if errors.Is(err, export.ErrTemplate) && done == 0 {
			return err
		}
		if err != nil {
			return fmt.Errorf("%s could not be written: %s; %d of %s had been written; choose another path",
				wording.QuotePath(failedPath(path, err)), wording.FileError(err), done, annotate.Plural(x.Articles, "article"))
		}
		done++
	}
	return nil
}

// refuseLinks returns an error if a file that would be written in a folder is a
// symbolic link: it can lead anywhere, and only the folder was named.
func (x *Export) refuseLinks(path string) error {
	for _, file := range x.Files(path) {
		if info, err := os.Lstat(file); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return &fs.PathError{Op: "write", Path: file, Err: errLink}
		}
	}
	return nil
}

// fileName returns the name of the file of one article in a folder.
func (x *Export) fileName(b export.Bundle) string {
	return export.FileName(b.Article) + x.format.Extension
}

func (x *Export) writeArticle(path string, existing Existing, b export.Bundle) (err error) {
	if err := x.refuseLinks(path); err != nil {
		return err
	}
	if x.format.Companion != nil {
		_, err = x.writePair(path, existing, b)
		return err
	}
	return x.output.write(path, existing, func(w io.Writer) error { return x.write(w, export.All(b)) })
}

// writePair writes a document and its companion. The companion is written
// first, and removed again if the document cannot be written.
func (x *Export) writePair(path string, existing Existing, b export.Bundle) (written string, err error) {
	files := x.Files(path)
	path, companion := files[0], files[1]
	created, err := x.writeCompanion(companion, b)
	if err != nil {
		return "", err
	}
	err = x.output.write(path, existing, func(w io.Writer) error { return x.write(w, export.All(b)) })
	if err != nil && created {
		err = errors.Join(err, os.Remove(companion))
	}
	return shownPath(path) + " and " + filepath.Base(companion), err
}

// errOtherContents is returned for an existing file that has the name of a
// companion and other contents.
var errOtherContents = errors.New("a different file with that name exists")

// errLink is returned for a symbolic link in a folder.
var errLink = errors.New("it is a symbolic link, which may lead out of the folder")

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
	return true, writeFile(path, func(w io.Writer) error {
		_, err := want.WriteTo(w)
		return err
	})
}

// failedPath returns the file that could not be written: path or its companion.
func failedPath(path string, err error) string {
	var file *fs.PathError
	if (errors.Is(err, errOtherContents) || errors.Is(err, errLink)) && errors.As(err, &file) {
		return file.Path
	}
	return path
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
