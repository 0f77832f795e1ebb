package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a run of letters, digits, full stops and hyphens in a window, which may
// be an abbreviation without its last full stop. It may be empty.
type token struct {
	window
	start, end int
}

// maxAbbreviation is the maximum length of a token in bytes.
const maxAbbreviation = 24

// tokenBefore returns the token that ends at off. It is empty if it is too long for an
// abbreviation.
func (w window) tokenBefore(off int) token {
	start := off
	for {
		if start > w.lo && isAlphanumeric(w.text[start-1]) && off-start < maxAbbreviation {
			start--
			continue
		}
		r, size := w.runeBefore(start)
		if !isWordRune(r) && r != '.' && r != '-' {
			return token{w, start, off}
		}
		if start -= size; off-start > maxAbbreviation {
			return token{w, off, off}
		}
	}
}

// prev returns the token before the white space before t. It is empty if there is none.
func (t token) prev() token {
	end := t.skipSpaceBack(t.start)
	if end == t.start {
		return token{t.window, end, end}
	}
	return t.tokenBefore(end)
}

func (t token) word() string { return t.text[t.start:t.end] }

// first returns the first character of t, or 0 if it is empty.
func (t token) first() rune {
	if t.start == t.end {
		return 0
	}
	r, _ := t.rune(t.start)
	return r
}

// isInside reports whether something of the same sentence precedes t.
func (t token) isInside() bool {
	end := t.skipSpaceBack(t.start)
	r, _ := t.runeBefore(end)
	return end > t.lo && !isTerminator(r) && !unicode.In(r, unicode.Ps, unicode.Pi) && !strings.ContainsRune("\"¡¿", r) &&
		!strings.ContainsAny(t.text[end:t.start], "\n\r\u2028\u2029")
}

// isAttached reports whether t follows an apostrophe, a colon or &: it is the ending of a word.
func (t token) isAttached() bool {
	r, _ := t.runeBefore(t.start)
	return strings.ContainsRune(":&'’", r)
}

// isSecondWord reports whether only a word and a number of the sentence precede t: "At 5 a.m.",
// "В 1961 г."
func (t token) isSecondWord() bool {
	number := t.prev()
	at := number.prev()
	return number.isNumber() && unicode.IsUpper(at.first()) && !at.isInside()
}

// isNumber reports whether t is a number: a word after it is a unit.
func (t token) isNumber() bool {
	r, _ := t.runeBefore(t.end)
	return t.start < t.end && (unicode.IsDigit(r) || consistsOf(t.word(), "IVX"))
}

// isTitle reports whether t is a title or a letter with its full stop: a lowercase word after
// it belongs to it, as in "Dr. med." and "p. ex."
func (t token) isTitle() bool {
	word, ok := strings.CutSuffix(t.word(), ".")
	isLetter := utf8.RuneCountInString(word) == 1 && unicode.IsLower(t.first())
	return ok && (isLetter || abbreviation(word) == leading || entries()[word].other == leading)
}

// isFirstName reports whether t is a capitalized word inside a sentence: a capitalized
// word after it is a surname.
func (t token) isFirstName() bool {
	return unicode.IsUpper(t.first()) && !strings.HasSuffix(t.word(), ".") && t.isInside()
}

// isLettered reports whether t takes a letter as its name: "vitamin".
func (t token) isLettered() bool {
	word := strings.ToLower(t.word())
	return lists().Has("lettered", word) || otherLists().Has("lettered", word)
}

// isWord reports whether t is a lowercase word of at least four letters that is not an
// abbreviation.
func (t token) isWord() bool {
	word := t.word()
	return utf8.RuneCountInString(word) > 3 && letters(word) == word && word == strings.ToLower(word) && kindOf(word) == ordinary
}

// isShort reports whether t is an abbreviation in a list, or one letter.
func (t token) isShort() bool {
	return kindOf(t.word()) != ordinary || utf8.RuneCountInString(t.word()) == 1
}

// isName reports whether t and the exclamation mark after it are a name: a well-known one,
// that of a company, or a word that has the mark elsewhere in the middle of a sentence too.
func (t token) isName(next head) bool {
	return unicode.IsUpper(t.first()) && (lists().Has("exclaimed", t.word()) && !next.isOpener() ||
		abbreviation(next.word) == loose || t.isUsedInside('!') && !t.isUsedWithout('!'))
}
