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

// An addInput is one article to add.
type addInput struct {
	name string
	skip bool  // a file in a folder that is not a text or cannot be read
	err  error // why it cannot be added
}

// expand lists the articles to add: a folder is replaced by the files below it.
func expand(names []string) []addInput {
	var inputs []addInput
	for _, name := range names {
		info, err := os.Stat(name)
		if name != "-" && !origin.IsURL(name) && err == nil && info.IsDir() {
			inputs = append(inputs, filesBelow(name)...)
		} else {
			inputs = append(inputs, addInput{name: name})
		}
	}
	return inputs
}

// filesBelow lists the files below a folder in order, without hidden ones.
// Links are not followed: their targets are in the folder anyway, or were not
// asked for.
func filesBelow(folder string) []addInput {
	var inputs []addInput
	fail := func(err error) {
		err = fmt.Errorf("%s cannot be read: %s", wording.QuotePath(folder), wording.FileError(err))
		inputs = append(inputs, addInput{name: folder, err: err})
	}
	root, err := filepath.EvalSymlinks(folder)
	if err != nil {
		fail(err)
		return inputs
	}
	extensions := source.Extensions()
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
			inputs = append(inputs, addInput{name: name, skip: true})
			return fs.SkipDir
		case !entry.IsDir():
			inputs = append(inputs, addInput{name: name, skip: !isText(path, entry, extensions)})
		}
		return nil
	})
	return inputs
}

// isText reports whether a file has one of the given extensions and can be read.
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
