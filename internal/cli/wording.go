package cli

import (
	"fmt"

	"galley/internal/library"
	"galley/internal/wording"
)

// failure makes an error of a command that was used rightly.
func failure(format string, args ...any) error { return fmt.Errorf(format, args...) }

func quoted(text string) string { return wording.Quote(text) }

func quotedPath(path string) string { return wording.QuotePath(path) }

// titled is the title of an article in a message.
func titled(r library.Record) string { return quoted(library.Title(r)) }

func orList(names []string) string { return wording.Or(names) }
