package library

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"galley/annotate/source"
	"galley/internal/origin"
	"galley/internal/wording"
)

// A thing is one article to add.
type thing struct {
	name string
	skip bool  // it is in a folder, and is not a text or cannot be read
	err  error // why it cannot be added
}

// expand lists what names stand for: a folder for the files below it.
func expand(names []string) []thing {
	var things []thing
	for _, name := range names {
		info, err := os.Stat(name)
		if name != "-" && !origin.IsURL(name) && err == nil && info.IsDir() {
			things = append(things, filesBelow(name)...)
		} else {
			things = append(things, thing{name: name})
		}
	}
	return things
}

// filesBelow lists the files below a folder in order, without hidden ones.
// Links are not followed: what they lead to is in the folder itself, or was not
// asked for.
func filesBelow(folder string) []thing {
	var things []thing
	fail := func(err error) {
		err = fmt.Errorf("%s cannot be read: %s", wording.QuotePath(folder), wording.FileError(err))
		things = append(things, thing{name: folder, err: err})
	}
	root, err := filepath.EvalSymlinks(folder)
	if err != nil {
		fail(err)
		return things
	}
	known := source.Extensions()
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		name := filepath.Join(folder, strings.TrimPrefix(path, root))
		switch {
		case path == root:
			if err != nil {
				fail(err)
			}
		case strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case err != nil:
			things = append(things, thing{name: name, skip: true})
			return fs.SkipDir
		case !entry.IsDir():
			things = append(things, thing{name: name, skip: !isText(path, entry, known)})
		}
		return nil
	})
	return things
}

// isText reports whether a file has one of the extensions of texts and can be
// read.
func isText(path string, entry fs.DirEntry, extensions []string) bool {
	if !entry.Type().IsRegular() || !slices.Contains(extensions, strings.ToLower(filepath.Ext(path))) {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	return f.Close() == nil
}
