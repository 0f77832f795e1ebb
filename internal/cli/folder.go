package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"galley/annotate/source"
	"galley/internal/origin"
)

// A thing is one article to add.
type thing struct {
	name string
	skip bool  // it is in a folder, and is no text or may not be read
	err  error // why it cannot be added, nil if it may be
}

// expand lists what names stand for: a folder for the files below it.
func expand(names []string) []thing {
	var things []thing
	for _, name := range names {
		if name != "-" && !origin.IsURL(name) && isFolder(name) {
			things = append(things, filesBelow(name)...)
		} else {
			things = append(things, thing{name: name})
		}
	}
	return things
}

// filesBelow lists the files of a folder and of those in it, in order, but for
// hidden ones. Links are not followed: what they lead to in the folder is met
// anyway, and what is outside was not asked for.
func filesBelow(folder string) []thing {
	root, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return []thing{{name: folder, err: failure("%s cannot be read: %s", quotedPath(folder), cause(err))}}
	}
	known := source.Extensions()
	var things []thing
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		name := filepath.Join(folder, strings.TrimPrefix(path, root))
		switch {
		case path == root && err != nil:
			things = append(things, thing{name: folder, err: failure("%s cannot be read: %s", quotedPath(folder), cause(err))})
		case path != root && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case err != nil:
			things = append(things, thing{name: name, skip: true})
			return fs.SkipDir
		case entry.IsDir():
		default:
			things = append(things, thing{name: name, skip: !isAddable(path, entry, known)})
		}
		return nil
	})
	return things
}

// isAddable reports whether a file in a folder is one to add.
func isAddable(path string, entry fs.DirEntry, known []string) bool {
	if !entry.Type().IsRegular() || !slices.Contains(known, strings.ToLower(filepath.Ext(path))) {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	return f.Close() == nil
}
