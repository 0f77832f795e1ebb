package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A bounded number of bytes around a character, and the white space and closing
// marks after it, decide whether a sentence ends there. So the decision does not
// depend on the direction of the search, and a sentence can be found from its
// middle.

// endsAt reports whether a sentence ends with the character r at off, which
// has size bytes, and returns where the next one begins.
func (w window) endsAt(off int, r rune, size int) (next int, ok bool) {
	if isLineBreak(r) {
		return w.skipSpace(off + size), true
	}
	if !isTerminator(r) {
		return 0, false
	}
	after := w.skipClosing(off+size, r)
	next = w.skipSpace(after)
	if next == w.hi {
		return next, true
	}
	if closed := w.skipSpacedClosing(next); next > after && closed > next {
		after, next = closed, w.skipSpace(closed)
	}
	if next == after && !w.endsUnspaced(off, r, next) {
		return 0, false
	}
	if strings.ContainsAny(w.text[after:next], "\n\r\u2028\u2029\u0085") {
		return next, true
	}
	return next, !w.continues(off, r, size, after, next)
}

// isLineBreak reports whether r ends a line (ParaSep of UAX #29).
func isLineBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// isTerminator reports whether r may end a sentence.
func isTerminator(r rune) bool {
	switch {
	case r < 0x80:
		return r == '.' || r == '!' || r == '?'
	case r < 0x589, r >= 0x3003 && r < 0xA000, r >= 0xAC00 && r < 0xD7A4:
		return false
	}
	return r == '…' || unicode.Is(unicode.Sentence_Terminal, r)
}

// skipClosing returns the offset after the closing quotation marks and brackets,
// footnote marks and combining marks at off. term is the character before them: in
// Chinese, “ after 。 opens a quotation.
func (w window) skipClosing(off int, term rune) int {
	for {
		r, size := w.rune(off)
		switch {
		case size == 0:
			return off
		case unicode.In(r, unicode.Pe, unicode.Pf, unicode.M), r == '"', r == '\'', r == '\u200d':
			off += size
		case unicode.Is(unicode.Pi, r) && needsSpace(term):
			off += size
		case r == '[' && w.footnoteLen(off) > 0:
			off += w.footnoteLen(off)
		default:
			return off
		}
	}
}

// footnoteLen returns the length of a mark such as [5] or [note 2] at off, or 0 if
// there is none.
func (w window) footnoteLen(off int) int {
	inner := w.text[off+1 : min(w.hi, off+12)]
	end := strings.IndexByte(inner, ']')
	if end < 1 || strings.Trim(inner[:end], "0123456789abcdefghijklmnopqrstuvwxyz ") != "" {
		return 0
	}
	return end + 2
}

// skipSpacedClosing returns the offset after a closing quotation mark at off that has
// a space before it, as in « Oui. », or off if there is none.
func (w window) skipSpacedClosing(off int) int {
	r, size := w.rune(off)
	if r != '»' && r != '”' && r != '›' {
		return off
	}
	if w.isAlphanumericAt(off + size) {
		return off
	}
	return off + size
}

// needsSpace reports whether r ends a sentence only before white space.
func needsSpace(r rune) bool { return r < 0x80 || r >= 0x2000 && r <= 0x206F }

// endsUnspaced reports whether r at off may end a sentence although no white space
// precedes the character at next.
func (w window) endsUnspaced(off int, r rune, next int) bool {
	after, _ := w.rune(next)
	if needsSpace(r) {
		before, _ := w.runeBefore(off)
		return r != '.' && r != '…' && isIdeographic(before) && isIdeographic(after)
	}
	return r != '．' || !unicode.IsDigit(after)
}

// isIdeographic reports whether r is a Chinese or Japanese character.
func isIdeographic(r rune) bool {
	return r > 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// continues reports whether the sentence continues at next although r at off, with
// closing marks up to after, could end it.
func (w window) continues(off int, r rune, size, after, next int) bool {
	first, _ := w.rune(next)
	isClosed := after > off+size
	head := w.headAt(next)
	switch {
	case isTerminator(first), strings.ContainsRune(",;:-–—、，；：", first):
		return true
	case unicode.IsLower(head.first):
		return true
	case isClosed && next == after && isIdeographic(first) && w.isAfterQuote(after):
		return true
	case r != '.':
		return isClosed && !head.hasMark && isAttribution(w.text[next:min(w.hi, next+attributionReach)])
	}
	if before, _ := w.runeBefore(off); before == '.' {
		return false
	}
	return w.isAbbreviation(off, head)
}

// isAfterQuote reports whether the character before off closes a quotation.
func (w window) isAfterQuote(off int) bool {
	r, _ := w.runeBefore(off)
	return strings.ContainsRune("”’」』\"", r)
}

// headReach is the maximum number of bytes that are searched for the next word.
const headReach = 64

// A head is the beginning of the text after a possible sentence end.
type head struct {
	first      rune   // the first letter or digit, or 0 if there is none nearby
	word       string // the letters and digits from there on
	hasMark    bool   // an opening quotation mark or bracket precedes it
	hasBracket bool   // the first of those marks is a bracket
	hasStop    bool   // a full stop follows word immediately
}

func (w window) headAt(off int) head {
	var h head
	limit := min(w.hi, off+headReach)
	for off < limit {
		r, size := w.rune(off)
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			h.first = r
			h.word = letters(w.text[off:limit])
			stop, _ := w.rune(off + len(h.word))
			h.hasStop = stop == '.'
			return h
		case isTerminator(r) || isLineBreak(r):
			return h
		case unicode.In(r, unicode.Ps, unicode.Pi) || r == '"' || r == '\'':
			h.hasBracket = h.hasBracket || !h.hasMark && unicode.Is(unicode.Ps, r) && r != '„' && r != '‚'
			h.hasMark = true
		}
		off += size
	}
	return h
}

// letters returns the leading letters and digits of s.
func letters(s string) string {
	for off, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return s[:off]
		}
	}
	return s
}

// isNumeric reports whether the word is a number in digits or Roman numerals.
func (h head) isNumeric() bool { return unicode.IsDigit(h.first) || isRoman(h.word) && h.word != "I" }

// isOpener reports whether the word is a common first word of sentences.
func (h head) isOpener() bool { return !h.hasStop && isOpener(h.word) }

// isRoman reports whether s may be a small Roman numeral.
func isRoman(s string) bool { return s != "" && len(s) <= 5 && strings.Trim(s, "IVX") == "" }

// attributionReach is the maximum number of bytes that are searched for a verb of saying.
const attributionReach = 96

// isAttribution reports whether s begins with a name of up to four words and a verb
// of saying, as in “Why?” Ada Lund asked. A common first word is not a name.
func isAttribution(s string) bool {
	words := 0
	for word := range strings.FieldsSeq(s) {
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case words > 0 && lists().Has("saying", strings.TrimRight(word, ".,:;")):
			return true
		case words == 4 || !unicode.IsUpper(first) || words == 0 && isOpener(word):
			return false
		}
		words++
	}
	return false
}
