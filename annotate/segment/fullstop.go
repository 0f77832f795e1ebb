package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAbbreviation is the maximum length of an abbreviation in bytes.
const maxAbbreviation = 24

// isAbbreviation reports whether the full stop at off belongs to an abbreviation, an
// initial, an ordinal number or a list marker, and the sentence continues with next.
func (w window) isAbbreviation(off int, next head) bool {
	start := w.tokenStart(off)
	token := w.text[start:off]
	switch {
	case token == "":
		return false
	case w.isMarker(start, token):
		return true
	case isDigits(token):
		return len(token) <= 3 && (lists().Has("ordinal noun", next.word) || lists().Has("ordinal article", strings.ToLower(w.wordBefore(start))))
	}
	k := kindOf(token)
	if isCapitals(next.word) {
		k = kindInCapitals(token)
	}
	if k == ordinary && utf8.RuneCountInString(token) == 1 {
		return w.isInitial(start, token, next)
	}
	return k.continuesWith(next)
}

// continuesWith reports whether a sentence continues with next after an
// abbreviation of this kind.
func (k kind) continuesWith(next head) bool {
	switch k {
	case leading:
		return true
	case counting:
		return next.isNumeric()
	case calendar:
		return next.isNumeric() || isTimeWord(next.word)
	case clock:
		return next.hasBracket || isTimeWord(next.word)
	case trailing:
		return next.hasBracket || !next.isOpener()
	}
	return false
}

// isInitial reports whether the single letter at start is the initial of a name: a
// capital that does not belong to the word before it ("vitamin C") or precede a
// common first word.
func (w window) isInitial(start int, letter string, next head) bool {
	r, _ := utf8.DecodeRuneInString(letter)
	if !unicode.IsUpper(r) || unicode.IsDigit(next.first) && letter != "S" {
		return false
	}
	if letter == "I" {
		return next.hasStop && utf8.RuneCountInString(next.word) == 1
	}
	return !next.isOpener() && !lists().Has("lettered", strings.ToLower(w.wordBefore(start)))
}

// isMarker reports whether token at start is a list marker: it begins a line, or is a
// small number after a colon or the end of a sentence.
func (w window) isMarker(start int, token string) bool {
	isNumber := len(token) <= 3 && isDigits(token)
	if !isNumber && !isRoman(token) && utf8.RuneCountInString(token) != 1 {
		return false
	}
	end := w.skipSpaceBack(start)
	if end == w.lo || strings.ContainsAny(w.text[end:start], "\n\r\u2028\u2029") {
		return true
	}
	before, size := w.runeBefore(end)
	if !isNumber || end == start || !isTerminator(before) {
		return isNumber && end < start && before == ':'
	}
	return before != '.' || kindInCapitals(w.text[w.tokenStart(end-size):end-size]) == ordinary
}

// tokenStart returns the start of the letters, digits, full stops and hyphens before
// off, or off if they are too long for an abbreviation.
func (w window) tokenStart(off int) int {
	start := off
	for {
		r, size := w.runeBefore(start)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '.' && r != '-' {
			return start
		}
		if start -= size; off-start > maxAbbreviation {
			return off
		}
	}
}

// wordBefore returns the token before the white space before start.
func (w window) wordBefore(start int) string {
	end := w.skipSpaceBack(start)
	if end == start {
		return ""
	}
	return w.text[w.tokenStart(end):end]
}

// kindOf returns the kind of an abbreviation without its last full stop.
func kindOf(token string) kind {
	token = strings.TrimLeft(token, "-.")
	if k := abbreviation(token); k != ordinary {
		return k
	}
	if isInitialism(token) {
		return trailing
	}
	return abbreviation(lastPart(token))
}

// lastPart returns the part of token after its last hyphen.
func lastPart(token string) string { return token[strings.LastIndexByte(token, '-')+1:] }

// kindInCapitals is like kindOf, for a line of capitals (ST. LOUIS), where
// abbreviations are in capitals too. Elsewhere, IE, MS and ED are not abbreviations.
func kindInCapitals(token string) kind {
	k := kindOf(token)
	token = lastPart(strings.TrimLeft(token, "-."))
	if k != ordinary || !isCapitals(token) {
		return k
	}
	_, size := utf8.DecodeRuneInString(token)
	lower := strings.ToLower(token)
	if k := abbreviation(token[:size] + lower[min(size, len(lower)):]); k != ordinary {
		return k
	}
	return abbreviation(lower)
}

// isCapitals reports whether s has at least two characters and no lowercase letters, or only
// digits.
func isCapitals(s string) bool {
	return utf8.RuneCountInString(s) > 1 && s == strings.ToUpper(s) || isDigits(s)
}

// isInitialism reports whether token has one or two letters at a time between full
// stops: U.S, Ph.D, J.-P.
func isInitialism(token string) bool {
	if !strings.Contains(token, ".") {
		return false
	}
	for part := range strings.FieldsFuncSeq(token, func(r rune) bool { return r == '.' || r == '-' }) {
		if utf8.RuneCountInString(part) > 2 || letters(part) != part || strings.ContainsFunc(part, unicode.IsDigit) {
			return false
		}
	}
	return true
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
