// Package wording formats names, file errors and lists for one-line messages. Text
// from outside is cleaned, so that no escape sequence in it reaches the terminal.
package wording

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"galley/annotate"
	"galley/annotate/source"
)

// maxQuoted is the length at which quoted text is cut, in code points.
const maxQuoted = 60

// Quote puts text in quotation marks, cleaned and cut to 60 code points.
func Quote(text string) string {
	words := []rune(source.CleanLine(text))
	if len(words) > maxQuoted {
		return "“" + strings.TrimSpace(string(words[:maxQuoted])) + "…”"
	}
	return "“" + string(words) + "”"
}

// QuotePath puts a path in quotation marks, cleaned. It is not cut, because its
// end is the most specific part.
func QuotePath(path string) string { return "“" + source.CleanLine(path) + "”" }

// FileError explains why a file could not be read or written, without its
// path.
func FileError(err error) string {
	for _, c := range []struct {
		is    error
		words string
	}{
		{fs.ErrNotExist, "there is no such file or folder"},
		{fs.ErrPermission, "permission denied"},
		{syscall.EROFS, "the disk is read-only"},
		{syscall.ENOSPC, "the disk is full"},
		{syscall.EISDIR, "it is a folder"},
		{syscall.ENOTDIR, "part of the path is not a folder"},
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

// Or joins names: "a, b or c".
func Or(names []string) string { return join(names, "or") }

// And joins names: "a, b and c".
func And(names []string) string { return join(names, "and") }

func join(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + last + " " + names[len(names)-1]
}

// Paragraph returns a short name for where a span of an article is: "¶7", "¶14–15",
// "the heading".
func Paragraph(a *annotate.Article, span annotate.Span) string {
	if a.NumberAt(span.Start) > 0 {
		return a.Place(span)
	}
	return "the " + a.Place(span)
}
