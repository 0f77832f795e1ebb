package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Whether a sentence ends at a character is decided from a bounded number of bytes
// around it and the white space and closing marks after it. So the decision does
// not depend on the direction of the search, and a sentence can be found from its
// middle.

// endsAt reports whether a sentence ends with the character r at off, which
// has size bytes, and returns where the next one begins.
func (w window) endsAt(off int, r rune, size int) (next int, ok bool) {
	if lineBreak(r) {
		return w.skipSpace(off + size), true
	}
	if !terminator(r) {
		return 0, false
	}
	after := w.skipClosing(off+size, r)
	next = w.skipSpace(after)
	if next == w.hi {
		return next, true
	}
	if closed := w.spacedClosing(next); next > after && closed > next {
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

// lineBreak reports whether r ends a line (ParaSep of UAX #29).
func lineBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// terminator reports whether r may end a sentence.
func terminator(r rune) bool {
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
// Chinese “ after 。 opens a quotation.
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
		case r == '[' && w.footnote(off) > 0:
			off += w.footnote(off)
		default:
			return off
		}
	}
}

// footnote returns the length of a mark like [5] or [note 2] at off, 0 for none.
func (w window) footnote(off int) int {
	inner := w.text[off+1 : min(w.hi, off+12)]
	end := strings.IndexByte(inner, ']')
	if end < 1 || strings.Trim(inner[:end], "0123456789abcdefghijklmnopqrstuvwxyz ") != "" {
		return 0
	}
	return end + 2
}

// spacedClosing returns the offset after a closing quotation mark at off that has a
// space before it, as in « Oui. », else off.
func (w window) spacedClosing(off int) int {
	r, size := w.rune(off)
	if r != '»' && r != '”' && r != '›' {
		return off
	}
	if then, _ := w.rune(off + size); then != 0 && (unicode.IsLetter(then) || unicode.IsDigit(then)) {
		return off
	}
	return off + size
}

// needsSpace reports whether r ends a sentence only before white space.
func needsSpace(r rune) bool { return r < 0x80 || r >= 0x2000 && r <= 0x206F }

// endsUnspaced reports whether r at off may end a sentence although the character
// at next follows without white space.
func (w window) endsUnspaced(off int, r rune, next int) bool {
	then, _ := w.rune(next)
	if needsSpace(r) {
		before, _ := w.runeBefore(off)
		return r != '.' && r != '…' && ideographic(before) && ideographic(then)
	}
	return r != '．' || !unicode.IsDigit(then)
}

// ideographic reports whether r is a Chinese or Japanese character.
func ideographic(r rune) bool {
	return r > 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// continues reports whether the sentence continues at next although r at off, with
// closing marks up to after, could end it.
func (w window) continues(off int, r rune, size, after, next int) bool {
	then, _ := w.rune(next)
	closed := after > off+size
	head := w.headAt(next)
	switch {
	case terminator(then), strings.ContainsRune(",;:-–—、，；：", then):
		return true
	case unicode.IsLower(head.first):
		return true
	case closed && next == after && ideographic(then) && w.quoteBefore(after):
		return true
	case r != '.':
		return closed && !head.marked && attribution(w.text[next:min(w.hi, next+attributionReach)])
	}
	if before, _ := w.runeBefore(off); before == '.' {
		return false
	}
	return w.abbreviated(off, head)
}

// quoteBefore reports whether the character before off closes a quotation.
func (w window) quoteBefore(off int) bool {
	r, _ := w.runeBefore(off)
	return strings.ContainsRune("”’」』\"", r)
}

// headReach is how far the next word is searched for past marks, in bytes.
const headReach = 64

// A head is the beginning of the text after a possible sentence end.
type head struct {
	first   rune   // the first letter or digit, 0 if there is none near
	word    string // the letters and digits from there on
	marked  bool   // a quotation mark or bracket opens before it
	bracket bool   // the first of these is a bracket
	dotted  bool   // a full stop follows word immediately
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
			h.dotted = stop == '.'
			return h
		case terminator(r) || lineBreak(r):
			return h
		case unicode.In(r, unicode.Ps, unicode.Pi) || r == '"' || r == '\'':
			h.bracket = h.bracket || !h.marked && unicode.Is(unicode.Ps, r) && r != '„' && r != '‚'
			h.marked = true
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

// numeric reports whether the word is a number in digits or Roman numerals.
func (h head) numeric() bool { return unicode.IsDigit(h.first) || roman(h.word) && h.word != "I" }

// opens reports whether the word is a frequent first word of sentences.
func (h head) opens() bool { return !h.dotted && isOpener(h.word) }

// roman reports whether s may be a small Roman numeral.
func roman(s string) bool { return s != "" && len(s) <= 5 && strings.Trim(s, "IVX") == "" }

// attributionReach is how far a verb of saying is searched for, in bytes.
const attributionReach = 96

// attribution reports whether s begins with a name of up to four words and a verb
// of saying, as in “Why?” Ada Lund asked. A frequent first word is not a name.
func attribution(s string) bool {
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
