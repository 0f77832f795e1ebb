package segment

import (
	"strings"
	"unicode"
)

// skipReference returns the offset after the numbers of footnotes that follow the full
// stop r at off as if they were part of the text ("in the ballot.11 12 Then"), or after r.
func (w window) skipReference(off int, r rune, size int) int {
	after := off + size
	if r != '.' || !w.isDigitAt(after) {
		return after
	}
	if before, _ := w.runeBefore(off); before != ')' && !w.tokenBefore(off).isWord() {
		return after
	}
	end := after
	for end < w.hi && end < after+8 && strings.IndexByte("0123456789, ", w.text[end]) >= 0 {
		end++
	}
	first, _ := w.rune(end)
	if end < after+8 && unicode.IsUpper(first) && w.text[end-1] == ' ' {
		return w.skipSpaceBack(end)
	}
	return after
}

// isDigitAt reports whether there is an ASCII digit at off.
func (w window) isDigitAt(off int) bool {
	return off < w.hi && w.text[off] >= '0' && w.text[off] <= '9'
}

// skipClosing returns the offset after the closing quotation marks and brackets,
// footnote marks and combining marks at off. term is the character before them: in
// Chinese, “ after 。 opens a quotation.
func (w window) skipClosing(off int, term rune) int {
	for {
		r, size := w.rune(off)
		switch {
		case size == 0 || r == ' ':
			return off
		case unicode.In(r, unicode.Pe, unicode.Pf, unicode.M), strings.ContainsRune("\"'\u200d*†‡¹²³⁰⁴⁵⁶⁷⁸⁹", r):
			off += size
		case unicode.Is(unicode.Pi, r) && needsSpace(term):
			off += size
		case r == '[' && footnoteLen(w.text[off:w.hi]) > 0:
			off += footnoteLen(w.text[off:w.hi])
		default:
			return off
		}
	}
}

// footnoteLen returns the length of a mark such as [5] or [note 2] at the beginning of s, or 0
// if there is none.
func footnoteLen(s string) int {
	inner := s[1:min(len(s), 12)]
	end := strings.IndexByte(inner, ']')
	if end < 1 || strings.Trim(inner[:end], "0123456789abcdefghijklmnopqrstuvwxyz ,-–") != "" {
		return 0
	}
	return end + 2
}

// skipSpacedClosing returns the offset after a closing quotation mark at off that has
// a space before it, as in « Oui. », or off if there is none. A straight one closes only before
// another mark.
func (w window) skipSpacedClosing(off int) int {
	r, size := w.rune(off)
	next, _ := w.rune(off + size)
	switch r {
	case '»', '”', '›':
		if !w.isAlphanumericAt(off + size) {
			return off + size
		}
	case '"':
		if next == ',' || isTerminator(next) && !strings.HasPrefix(w.text[off+size:w.hi], "..") {
			return off + size
		}
	}
	return off
}

// maxDots is the maximum number of full stops in a spaced ellipsis.
const maxDots = 4

// endsInEllipsis reports whether the full stop at off belongs to an ellipsis with
// spaces (". . ."), and whether it ends a sentence. Three full stops stand for words
// that are left out of a sentence. With a fourth, that at the beginning ("word. . . .") or
// that at the end ("word . . . .") ends a sentence.
func (w window) endsInEllipsis(off int) (ends, isEllipsis bool) {
	first, last, dots := off, off, 1
	for dots < maxDots && first-2 >= w.lo && w.text[first-2] == '.' && w.skipSpaceBack(first) == first-1 {
		first, dots = first-2, dots+1
	}
	for dots < maxDots && last+2 < w.hi && w.text[last+2] == '.' && w.skipSpace(last+1) == last+2 {
		last, dots = last+2, dots+1
	}
	if dots < 3 {
		return false, false
	}
	isAttached := w.skipSpaceBack(first) == first
	if isAttached && dots == maxDots {
		return off == first && unicode.IsUpper(w.headAt(last+1).first), true
	}
	return off == last && (isAttached || dots == maxDots), true
}
