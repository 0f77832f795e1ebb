package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// headReach is the maximum number of bytes that are searched for the next word.
const headReach = 64

// A head is the beginning of the text after a possible sentence end.
type head struct {
	first      rune   // the first letter or digit, or 0 if there is none nearby
	word       string // the letters and digits from there on
	rest       string // some text after word
	hasMark    bool   // an opening quotation mark or bracket precedes it
	hasBracket bool   // the first of those marks is a bracket
	hasSign    bool   // № precedes it
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
			h.rest = w.text[off+len(h.word) : limit]
			return h
		case isTerminator(r) || isLineBreak(r):
			return h
		case unicode.In(r, unicode.Ps, unicode.Pi) || r == '"' || r == '\'':
			h.hasBracket = h.hasBracket || !h.hasMark && unicode.Is(unicode.Ps, r) && r != '„' && r != '‚'
			h.hasMark = true
		case r == '№':
			h.hasSign = true
		}
		off += size
	}
	return h
}

// letters returns the leading letters and digits of s.
func letters(s string) string {
	for off, r := range s {
		if r < utf8.RuneSelf && isAlphanumeric(byte(r)) {
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return s[:off]
		}
	}
	return s
}

// isNumeric reports whether the word is a number in digits or Roman numerals.
func (h head) isNumeric() bool { return unicode.IsDigit(h.first) || isRoman(h.word) && h.word != "I" }

// hasStop reports whether a full stop follows the word immediately.
func (h head) hasStop() bool { return strings.HasPrefix(h.rest, ".") }

// second returns the first letter or digit of the next word, or 0 if there is no next word.
func (h head) second() rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(h.rest, unicode.IsSpace))
	if !strings.HasPrefix(h.rest, " ") || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return 0
	}
	return r
}

// isAlone reports whether the word is all of a sentence.
func (h head) isAlone() bool {
	r, _ := utf8.DecodeRuneInString(h.rest)
	return isTerminator(r) && !h.hasMark && !isCapitals(h.word) && abbreviation(h.word) == ordinary
}

// isLetter reports whether the word is a capital.
func (h head) isLetter() bool {
	return unicode.IsUpper(h.first) && utf8.RuneCountInString(h.word) == 1 && strings.HasPrefix(h.rest, " ")
}

// isItem reports whether the word is the letter or number in brackets of an item in a list
// and a capital follows: (b) The.
func (h head) isItem() bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(h.rest, ") "))
	return h.hasBracket && len(h.word) < 3 && strings.HasPrefix(h.rest, ") ") && unicode.IsUpper(r)
}

// isOpener reports whether the word is a common first word of sentences.
func (h head) isOpener() bool { return !h.hasStop() && isOpener(h.word) }

// isParticle reports whether the word is likely an article, a pronoun or the like that
// begins a sentence: at most three letters before a lowercase word ("Det var").
func (h head) isParticle() bool {
	return unicode.IsUpper(h.first) && utf8.RuneCountInString(h.word) <= 3 && !isCapitals(h.word) && !h.isLetter() && unicode.IsLower(h.second())
}

// isRoman reports whether s may be a small Roman numeral.
func isRoman(s string) bool { return s != "" && len(s) <= 5 && consistsOf(s, "IVX") }

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
