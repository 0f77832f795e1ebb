package source

import (
	"unicode"
	"unicode/utf8"
)

// A listMark is what a line of plain text may begin with as an item of a list.
type listMark struct {
	family rune // items of one list have the same; 0: no mark
	size   int  // bytes of a bullet and the blanks after it; 0 for a number, which is text
}

// The families of numbered items: "1." "1)" "(1)" "a)" "(a)".
const (
	numberDot    = '.'
	numberParen  = ')'
	numberParens = '('
	letterParen  = 'a'
	letterParens = 'A'
)

// alone reports whether the mark says "list" without a neighbour.
func (m listMark) alone() bool {
	switch m.family {
	case '•', '‣', '◦', '▪', '●', '∙':
		return true
	}
	return false
}

// far reports whether items with this mark may be parted by blank lines. An en
// dash there is more likely to begin what someone says.
func (m listMark) far() bool { return m.family != '–' }

// parseListMark reads the mark that text begins with, if any. A mark is
// followed by a blank, and by something else.
func parseListMark(text []byte) listMark {
	r, size := utf8.DecodeRune(text)
	switch r {
	case '-', '*', '–', '•', '‣', '◦', '▪', '●', '∙':
		if blanks := blanksLen(text[size:]); blanks > 0 && size+blanks < len(text) {
			return listMark{r, size + blanks}
		}
	case '(':
		return parseNumber(text[1:], numberParens, letterParens)
	default:
		return parseNumber(text, numberParen, letterParen)
	}
	return listMark{}
}

// parseNumber reads up to three digits or one letter with what closes them.
func parseNumber(text []byte, digits, letter rune) listMark {
	n := 0
	for n < len(text) && n < 3 && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	family := digits
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
	if blanks := blanksLen(text[n+1:]); blanks == 0 || n+1+blanks == len(text) {
		return listMark{}
	}
	return listMark{family: family}
}

// blanksLen is the length of the blanks, no-break ones too, that text begins
// with.
func blanksLen(text []byte) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRune(text[n:])
		if !unicode.IsSpace(r) {
			break
		}
		n += size
	}
	return n
}
