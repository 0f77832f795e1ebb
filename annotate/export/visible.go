package export

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible returns s with every character that could act on a terminal or
// reorder a line replaced by U+FFFD, one for one, so that offsets in code
// points stay. Line feeds and tabs pass. Canonical texts and clean notes come
// back as they are.
func visible(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, acts) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if acts(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// visibleLine is visible for what must stay on one line.
func visibleLine(s string) string {
	return strings.Join(strings.FieldsFunc(visible(s), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
}

// acts reports whether r does something else than stand there.
func acts(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) ||
		r == '\uFEFF' || r == '\uFFFE' || r == '\uFFFF'
}
