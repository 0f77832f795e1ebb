package cli

import (
	"cmp"
	"fmt"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// failure makes an error of a command that was used rightly.
func failure(format string, args ...any) error { return fmt.Errorf(format, args...) }

func quoted(text string) string { return wording.Quote(text) }

func quotedPath(path string) string { return wording.QuotePath(path) }

func cause(err error) string { return wording.FileError(err) }

// titleOf is what an article is called where its text is not at hand.
func titleOf(r storage.Record) string { return cmp.Or(source.CleanLine(r.Meta.Title), r.ID) }

// titled is an article in a line about it.
func titled(r storage.Record) string { return quoted(titleOf(r)) }

func orList(names []string) string { return wording.Or(names) }

func andList(names []string) string { return wording.And(names) }

func placeName(a *annotate.Article, off int) string { return wording.Paragraph(a, off) }
