package kit

import (
	"strings"
	"unicode"

	"galley/annotate"
)

// OneLine returns text on one row: each run of white space becomes one blank, and
// what must not reach a terminal (control characters, characters that reorder or
// hide text) is left out.
func OneLine(text string) string {
	before := rune(0)
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case annotate.ActsOnTerminal(r), annotate.Invisible(r, before), r == unicode.ReplacementChar:
			return -1
		}
		before = r
		return r
	}, text)), " ")
}
