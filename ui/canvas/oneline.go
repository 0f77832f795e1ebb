package canvas

import (
	"strings"
	"unicode"
)

// OneLine is text on one row: each run of white space is one blank, and what must
// not reach a terminal (control characters, characters that reorder text) is
// left out.
func OneLine(text string) string {
	return strings.Join(strings.Fields(strings.Map(printable, text)), " ")
}

func printable(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == unicode.ReplacementChar:
		return -1
	}
	return r
}
