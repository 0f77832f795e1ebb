package export

import (
	"strings"
	"unicode/utf8"

	"galley/annotate"
)

// visible returns s with every character that could act on a terminal, reorder
// a line or hide in it replaced by U+FFFD, one for one, so that offsets in code
// points stay. Line feeds and tabs pass. Canonical texts and clean notes come
// back as they are.
func visible(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, doubtful) < 0 {
		return s
	}
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	var b strings.Builder
	before := rune(0)
	for off, r := range s {
		if annotate.ActsOnTerminal(r) || annotate.Invisible(r, before) && !shapesNext(s[off:]) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// visibleLine is visible for what must stay on one line.
func visibleLine(s string) string {
	return strings.Join(strings.FieldsFunc(visible(s), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
}

// doubtful reports whether r may have to be replaced: whatever Invisible
// can report it reports after a blank.
func doubtful(r rune) bool { return annotate.ActsOnTerminal(r) || annotate.Invisible(r, ' ') }

func isJoiner(r rune) bool { return r == '\u200C' || r == '\u200D' }

// shapesNext reports whether s begins with joiners that may choose the form of
// the letter after them, which needs nothing before.
func shapesNext(s string) bool {
	rest := strings.TrimLeftFunc(s, isJoiner)
	next, _ := utf8.DecodeRuneInString(rest)
	return len(rest) < len(s) && next >= 0x530 && !annotate.Invisible(next, ' ')
}
