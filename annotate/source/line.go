package source

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// longLine is the largest usual width of a line of hard-wrapped text, in characters.
const longLine = 100

// A line is a line of plain text that is not blank. Widths are columns, one per
// character.
type line struct {
	raw    []byte // without white space at its end
	text   []byte // raw without indentation and quote marks
	indent int    // before text, tabs at every fourth column
	width  int    // of raw; inexact if far over longLine
	first  int    // width of the unbreakable beginning of text
	quote  int    // number of ">" before text
	mark   listMark
}

// parseLine parses a line that has a visible character.
func parseLine(raw []byte) line {
	l := line{raw: bytes.TrimRight(raw, " \t")}
	l.text = l.trimIndent(l.raw)
	for isQuoted(l.text) {
		l.quote++
		l.text = l.trimIndent(l.text[1:])
	}
	l.mark = parseListMark(l.text)
	l.first = firstWidth(l.text)
	l.width = l.indent + l.quote + len(l.text)
	if l.width <= longLine*utf8.UTFMax {
		l.width = l.indent + l.quote + runeCount(l.text)
	}
	return l
}

// runeCount counts the characters of valid UTF-8. [utf8.RuneCount] copies text.
func runeCount(text []byte) int {
	n := 0
	for _, c := range text {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// trimIndent returns text without the white space at its beginning, whose columns
// it adds to l.indent.
func (l *line) trimIndent(text []byte) []byte {
	for i, c := range text {
		switch c {
		case ' ':
			l.indent++
		case '\t':
			l.indent += 4 - l.indent%4
		default:
			return text[i:]
		}
	}
	return nil
}

// isQuoted reports whether text begins with a quote mark of electronic mail.
func isQuoted(text []byte) bool {
	return len(text) > 0 && text[0] == '>' && (len(text) == 1 || isBlank(text[1]) || text[1] == '>')
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// firstWidth returns the width of the text that a line break would move to the next
// line: a word, or a character of a script without spaces.
func firstWidth(text []byte) int {
	width := 0
	for off := 0; off < len(text) && width <= longLine; {
		r, size := utf8.DecodeRune(text[off:])
		if r == ' ' || r == '\t' || (width > 0 && words.IsUnspaced(r)) {
			break
		}
		off, width = off+size, width+1
	}
	return width
}

// joinsWithoutSpace reports whether two lines join without a space: in scripts
// without spaces, and after a dash or hyphen at the end of a word. "pre- and
// post-war" keeps its space.
func joinsWithoutSpace(before, after []byte) bool {
	last, size := utf8.DecodeLastRune(before)
	next, _ := utf8.DecodeRune(after)
	if words.IsUnspaced(last) && words.IsUnspaced(next) {
		return true
	}
	beforeDash, _ := utf8.DecodeLastRune(before[:len(before)-size])
	switch {
	case !unicode.IsLetter(beforeDash):
		return false
	case last == '—':
		return true
	case last == '-' || last == '\u2010':
		return unicode.IsLetter(next) && !beginsWithConjunction(after)
	}
	return false
}

func beginsWithConjunction(text []byte) bool {
	word, _, _ := bytes.Cut(text, []byte(" "))
	switch string(word) {
	case "and", "or", "to", "und", "oder", "bis", "sowie", "et", "ou", "en", "of", "y", "o", "e":
		return true
	}
	return false
}
