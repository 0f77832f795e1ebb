package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"galley/annotate"
	"galley/annotate/source"
	"galley/storage"
)

// failure makes an error of a command that was used rightly.
func failure(format string, args ...any) error { return fmt.Errorf(format, args...) }

// quotedRunes is how much of a text is shown in a line about it, in code
// points.
const quotedRunes = 60

// quoted is foreign text as it stands in a line: clean, short, between
// quotation marks.
func quoted(text string) string {
	words := []rune(source.CleanLine(text))
	if len(words) > quotedRunes {
		return "“" + strings.TrimSpace(string(words[:quotedRunes])) + "…”"
	}
	return "“" + string(words) + "”"
}

// quotedPath is a path as it stands in a line: clean and whole, because its end
// tells most.
func quotedPath(path string) string { return "“" + source.CleanLine(path) + "”" }

// cause says in plain words why a file could not be read or written. Which one
// it was the line says already.
func cause(err error) string {
	for _, c := range []struct {
		is    error
		words string
	}{
		{fs.ErrNotExist, "there is no such file or folder"},
		{fs.ErrPermission, "there is no permission"},
		{syscall.EROFS, "the disk cannot be written to"},
		{syscall.ENOSPC, "the disk is full"},
		{syscall.EISDIR, "it is a folder"},
		{syscall.ENOTDIR, "a part of the path is not a folder"},
	} {
		if errors.Is(err, c.is) {
			return c.words
		}
	}
	var file *fs.PathError
	if errors.As(err, &file) {
		err = file.Err
	}
	return err.Error()
}

// titleOf is what an article is called where its text is not at hand.
func titleOf(r storage.Record) string { return cmp.Or(source.CleanLine(r.Meta.Title), r.ID) }

// titled is an article in a line about it.
func titled(r storage.Record) string { return quoted(titleOf(r)) }

// orList joins names: "a, b or c".
func orList(names []string) string { return join(names, "or") }

// andList joins names: "a, b and c".
func andList(names []string) string { return join(names, "and") }

func join(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + last + " " + names[len(names)-1]
}

// placeName says where in an article off is: "¶7", "the heading".
func placeName(a *annotate.Article, off int) string {
	b := a.Blocks[a.BlockAt(off)]
	if b.Number > 0 {
		return fmt.Sprintf("¶%d", b.Number)
	}
	return "the " + b.Kind.String()
}
