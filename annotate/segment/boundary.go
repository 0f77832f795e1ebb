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
// has size bytes, and returns where the next one begins. If r is in the mark of an item, the
// sentence before the mark ends and next is not after off.
func (w window) endsAt(off int, r rune, size int) (next int, ok bool) {
	if isLineBreak(r) {
		return w.skipSpace(off + size), true
	}
	if start, ok := (list{w}).itemStart(off, r); ok {
		return start, true
	}
	if !isTerminator(r) && !w.endsInScript(off, r) {
		return 0, false
	}
	after := w.skipClosing(w.skipReference(off, r, size), r)
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
	if strings.ContainsFunc(w.text[after:next], isLineBreak) {
		return next, true
	}
	return next, !w.continues(off, r, size, after, next) && !w.isEmbedded(off)
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

// greekQuestion is the Greek question mark that is no semicolon.
const greekQuestion = '\u037e'

// endsInScript reports whether r at off ends sentences of the script of the letter
// before it: an Armenian full stop or a Greek question mark, as typed on a keyboard.
func (w window) endsInScript(off int, r rune) bool {
	if r != ':' && r != ';' {
		return r == greekQuestion
	}
	before := w.letterBefore(off)
	return r == ':' && unicode.Is(unicode.Armenian, before) || r == ';' && unicode.Is(unicode.Greek, before)
}

// letterBefore returns the last letter before off in the same line, at most a few
// characters away, or 0.
func (w window) letterBefore(off int) rune {
	for range 8 {
		r, size := w.runeBefore(off)
		if unicode.IsLetter(r) || isLineBreak(r) {
			return r
		}
		off -= size
	}
	return 0
}

// needsSpace reports whether r ends a sentence only before white space.
func needsSpace(r rune) bool { return r < 0x80 || r >= 0x2000 && r <= 0x206F }

// endsUnspaced reports whether r at off may end a sentence although no white space
// precedes the character at next.
func (w window) endsUnspaced(off int, r rune, next int) bool {
	after, _ := w.rune(next)
	if needsSpace(r) {
		before, _ := w.runeBefore(off)
		return r != '.' && r != '…' && isIdeographic(before) && isIdeographic(after) || unicode.IsUpper(after) && w.isGlued(off, next)
	}
	return r != '．' || !unicode.IsDigit(after)
}

// isGlued reports whether the space between two sentences is missing: a word, an abbreviation or
// a number ends at off, and a common first word begins at next ("left.The port"). Other words
// could be a part of an address or of code, except in scripts in which these are not written.
func (w window) isGlued(off, next int) bool {
	t, head := w.tokenBefore(off), w.headAt(next)
	word := t.word()
	before, _ := w.runeBefore(t.start)
	after, _ := utf8.DecodeRuneInString(head.rest)
	isShortened := abbreviation(word) != ordinary || isInitialism(word)
	switch {
	case len(word) < 2 || len(head.word) < 2 && !t.isWord() || strings.ContainsRune("/@_=:", before):
		return false
	case !isShortened && (letters(word) != word || kindOf(word) != ordinary):
		return false
	case head.hasStop():
		return abbreviation(head.word) == leading
	case !unicode.IsSpace(after) && after != ',' && after != '’' && after != '\'':
		return false
	}
	return isOpener(head.word) && (isShortened || !unicode.IsUpper(t.first())) || t.isWord() && entries()[word].other == ordinary && !unicode.Is(unicode.Latin, t.first())
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
	if r == '.' && !isClosed {
		if ends, ok := w.endsInEllipsis(off); ok {
			return !ends
		}
	}
	switch {
	case isClosed && w.isBracketed(off, off+size, head) || r > 0x80 && (w.isBetween(off, "《", "》") || w.isBetween(off, "（", "）")):
		return true
	case head.isItem():
		return false
	case isTerminator(first):
		return w.isAfterStop(off) || !w.isEllipsis(next)
	case isDash(first):
		return isClosed || !unicode.IsUpper(head.first) || w.isBetween(off, "«", "»") || w.isSignature(next) ||
			r == '.' && w.tokenBefore(off).isShort()
	case strings.ContainsRune(",;:/、，；：", first), unicode.IsLower(head.first) && (isClosed || !w.tokenBefore(off).endsBeforeLower(r, head)):
		return true
	case isClosed && next == after && isIdeographic(first) && w.isAfterQuote(after):
		return true
	case isClosed && w.isAfterQuote(after) && w.isReference(next):
		return true
	case r != '.':
		return isClosed && !head.hasMark && isAttribution(w.text[next:min(w.hi, next+attributionReach)]) ||
			r == '!' && !isClosed && w.tokenBefore(off).isName(head)
	}
	return !w.isAfterStop(off) && w.tokenBefore(off).isAbbreviation(head)
}

// endsBeforeLower reports whether a sentence ends with r after t although the next word is in lower
// case: with a Greek question mark, before another question of one word (Who? what?), and after
// a word that is too long for an abbreviation.
func (t token) endsBeforeLower(r rune, next head) bool {
	switch r {
	case ';', greekQuestion:
		return true
	case '?':
		return strings.HasPrefix(next.rest, "?")
	case '.':
		return t.isWord() && utf8.RuneCountInString(t.word()) > maxCut
	}
	return false
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' }

// isAfterStop reports whether another full stop precedes the one at off immediately.
func (w window) isAfterStop(off int) bool {
	before, _ := w.runeBefore(off)
	return before == '.'
}

// isAfterQuote reports whether the character before off closes a quotation.
func (w window) isAfterQuote(off int) bool {
	r, _ := w.runeBefore(off)
	return strings.ContainsRune("”’」』\"“»", r)
}

// isBracketed reports whether the mark from off to after is alone in brackets within a
// sentence: (?), or [...] at its beginning or before a reference.
func (w window) isBracketed(off, after int, next head) bool {
	if r, _ := w.rune(after); r != ')' && r != ']' {
		return false
	}
	start := off
	for start > w.lo && w.text[start-1] == '.' {
		start--
	}
	r, size := w.runeBefore(start)
	return (r == '(' || r == '[') && (w.text[off] != '.' || next.hasBracket || !w.tokenBefore(start-size).isInside())
}

// markReach is the maximum number of bytes that are searched for marks around a place.
const markReach = 96

// isBetween reports whether off is between two marks, as in a Chinese title, 《…》.
func (w window) isBetween(off int, opening, closing string) bool {
	after := w.text[off:min(w.hi, off+markReach)]
	end := strings.Index(after, closing)
	if end < 0 || strings.Contains(after[:end], opening) {
		return false
	}
	before := w.text[max(w.lo, off-markReach):off]
	return strings.LastIndex(before, opening) > strings.LastIndex(before, closing)
}

// isSignature reports whether the text ends after a few words at off without a mark that
// ends a sentence.
func (w window) isSignature(off int) bool {
	return w.hi-off < markReach/2 && !strings.ContainsFunc(w.text[off:w.hi], isTerminator)
}

// isEllipsis reports whether a sentence begins at off with an ellipsis and a word: "...and".
func (w window) isEllipsis(off int) bool {
	rest := w.text[off:w.hi]
	word := strings.TrimPrefix(strings.TrimPrefix(rest, "..."), "…")
	r, _ := utf8.DecodeRuneInString(word)
	return word != rest && unicode.IsLetter(r)
}

// isReference reports whether brackets at off are followed by the mark that ends the
// sentence: “We left” (Lund 55).
func (w window) isReference(off int) bool {
	rest := w.text[off:min(w.hi, off+markReach)]
	closing := strings.IndexByte(rest, ')')
	if rest == "" || rest[0] != '(' || closing < 0 {
		return false
	}
	r, _ := w.rune(off + closing + 1)
	return strings.ContainsRune(".,;:", r) && r != 0
}
