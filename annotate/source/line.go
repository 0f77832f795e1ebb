package source

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// tooLong is the width in characters beyond which a line of hard-wrapped text
// is an exception.
const tooLong = 100

// A line is a line of plain text that is not blank.
type line struct {
	raw    []byte // without blanks at its end
	text   []byte // raw without indentation and quote marks
	indent int    // columns before text, tabs at every fourth
	width  int    // columns up to the end; only said to be over tooLong if far over
	first  int    // columns of what cannot be parted at the beginning of text
	quote  int    // how many ">" stand before text
	mark   listMark
}

// parseLine reads a line that holds at least one visible character.
func parseLine(raw []byte) line {
	l := line{raw: bytes.TrimRight(raw, " \t")}
	l.text = l.indented(l.raw)
	for isQuoted(l.text) {
		l.quote++
		l.text = l.indented(l.text[1:])
	}
	l.mark = parseListMark(l.text)
	l.first = firstWidth(l.text)
	l.width = l.indent + l.quote + len(l.text)
	if l.width <= tooLong*utf8.UTFMax {
		l.width = l.indent + l.quote + runeCount(l.text)
	}
	return l
}

// runeCount counts the characters of valid UTF-8.
func runeCount(text []byte) int {
	n := 0
	for _, c := range text {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// indented cuts the blanks at the beginning of text off and counts their
// columns.
func (l *line) indented(text []byte) []byte {
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

// firstWidth is the width in characters of what a wrapper would have had to
// move to the line before: a word, or one character where words are not parted
// by blanks.
func firstWidth(text []byte) int {
	width := 0
	for off := 0; off < len(text) && width <= tooLong; {
		r, size := utf8.DecodeRune(text[off:])
		if r == ' ' || r == '\t' || (width > 0 && words.IsUnspaced(r)) {
			break
		}
		off, width = off+size, width+1
	}
	return width
}

// isGlued reports whether a line that ends with before and one that begins
// with after join without a blank: in scripts without blanks, and after a dash
// or hyphen that stands at the end of a word. "pre- and post-war" keeps its
// blank.
func isGlued(before, after []byte) bool {
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
		return unicode.IsLetter(next) && !isConjunction(after)
	}
	return false
}

func isConjunction(text []byte) bool {
	word, _, _ := bytes.Cut(text, []byte(" "))
	switch string(word) {
	case "and", "or", "to", "und", "oder", "bis", "sowie", "et", "ou", "en", "of", "y", "o", "e":
		return true
	}
	return false
}
