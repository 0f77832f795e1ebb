package source

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// longLine is the usual maximum width of a line of hard-wrapped text, in characters.
const longLine = 100

// A line is a line of plain text that is not blank. Widths are columns, one per
// character.
type line struct {
	raw    []byte // without white space at its end
	text   []byte // raw without indentation and quote marks
	indent int    // before text, tabs at every fourth column
	width  int    // of raw; inexact if far over longLine
	first  int    // width of the unbreakable beginning of text
	quote  int    // number of quote marks (">") before text
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
	if l.quote > 0 && len(bytes.TrimSpace(l.text)) == 0 { // a no-break space, for example
		l.text = nil
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

// isQuoted reports whether text begins with a quote mark, as in email.
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

// A listMark is the mark at the beginning of a list item in plain text.
type listMark struct {
	family rune // the same for all items of a list; 0 if there is no mark
	size   int  // the bytes of a bullet and the spaces after it; 0 for a number, which is text
}

// The families of numbered items: "1." "1)" "(1)" "a)" "(a)".
const (
	numberDot    = '.'
	numberParen  = ')'
	numberParens = '('
	letterParen  = 'a'
	letterParens = 'A'
)

// isClear reports whether the mark begins a list item even without a neighboring one.
func (m listMark) isClear() bool { return strings.ContainsRune("•‣◦▪●∙", m.family) }

// mayBeSpaced reports whether blank lines may separate items with this mark. After a
// blank line, an en dash is more likely to begin speech.
func (m listMark) mayBeSpaced() bool { return m.family != '–' }

// parseListMark parses the mark at the beginning of text, if any. White space and more
// text must follow it.
func parseListMark(text []byte) listMark {
	r, size := utf8.DecodeRune(text)
	switch r {
	case '-', '*', '–', '•', '‣', '◦', '▪', '●', '∙':
		if spaces := spaceLen(text[size:]); spaces > 0 && size+spaces < len(text) {
			return listMark{r, size + spaces}
		}
	case '(':
		return parseNumber(text[1:], numberParens, letterParens)
	default:
		return parseNumber(text, numberParen, letterParen)
	}
	return listMark{}
}

// parseNumber parses up to three digits, or one letter, and the punctuation after them.
func parseNumber(text []byte, digits, letter rune) listMark {
	n, family := spanLen(text[:min(len(text), 3)], '0', '9'), digits
	if n == 0 {
		if len(text) == 0 || text[0] >= utf8.RuneSelf || !unicode.IsLetter(rune(text[0])) {
			return listMark{}
		}
		n, family = 1, letter
	}
	if n >= len(text) {
		return listMark{}
	}
	if text[n] == '.' && family == numberParen {
		family = numberDot
	} else if text[n] != ')' {
		return listMark{}
	}
	if spaces := spaceLen(text[n+1:]); spaces == 0 || n+1+spaces == len(text) {
		return listMark{}
	}
	return listMark{family: family}
}

// spaceLen returns the length of the white space that text begins with.
func spaceLen(text []byte) int { return len(text) - len(bytes.TrimLeftFunc(text, unicode.IsSpace)) }
