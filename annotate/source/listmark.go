package source

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// isClear reports whether the mark is that of a list even without a neighbour.
func (m listMark) isClear() bool { return strings.ContainsRune("•‣◦▪●∙", m.family) }

// mayBeSpaced reports whether blank lines may separate items with this mark. After a
// blank line, an en dash is more likely to begin speech.
func (m listMark) mayBeSpaced() bool { return m.family != '–' }

// parseListMark parses the mark that text begins with, if any. White space and more
// text must follow a mark.
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

// parseNumber parses up to three digits, or one letter, and the sign after them.
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
