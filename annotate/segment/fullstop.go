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
	case next.hasSign:
		return true
	case token == "":
		return strings.HasSuffix(w.text[w.lo:off], "N°") && next.isNumeric()
	case w.isMarker(start, token):
		return true
	case isDigits(token):
		return w.isOrdinal(start, token, next)
	}
	k := w.kindAt(start, token, next)
	if k == ordinary && utf8.RuneCountInString(token) == 1 {
		return w.isInitial(start, token, next)
	}
	return w.continuesAfter(k, start, next)
}

// continuesAfter reports whether a sentence continues with next after the abbreviation
// at start, which is of kind k.
func (w window) continuesAfter(k kind, start int, next head) bool {
	switch k {
	case leading:
		return true
	case counting:
		return next.isNumeric() || next.isLetter() && w.isInside(start)
	case calendar:
		return next.isNumeric() || isTimeWord(next.word)
	case clock:
		return next.hasBracket || isTimeWord(next.word) || w.isSecondWord(start)
	case trailing:
		return next.hasBracket || !next.isOpener()
	case loose:
		return next.isNumeric() || next.hasBracket || !next.isOpener() && !next.isParticle()
	}
	return false
}

// isOrdinal reports whether digits at start are an ordinal number before next.
func (w window) isOrdinal(start int, digits string, next head) bool {
	if len(digits) > 3 {
		return false
	}
	return lists().Has("ordinal noun", next.word) || lists().Has("ordinal article", strings.ToLower(w.wordBefore(start))) ||
		len(digits) < 3 && unicode.IsUpper(next.first) && !next.isOpener() && isYear(next.rest)
}

// isYear reports whether s begins with a space and a number of four digits.
func isYear(s string) bool {
	return len(s) > 4 && s[0] == ' ' && isDigits(letters(s[1:])) && len(letters(s[1:])) == 4
}

// isInitial reports whether the single letter at start is the initial of a name: a
// capital that is not a unit, does not belong to the word before it ("vitamin C") and does
// not precede a common first word. Any other letter is a word that is cut short.
func (w window) isInitial(start int, letter string, next head) bool {
	r, _ := utf8.DecodeRuneInString(letter)
	if before, _ := w.runeBefore(start); before == '°' || unicode.IsDigit(next.first) && unicode.IsUpper(r) && letter != "S" {
		return false
	}
	switch {
	case !unicode.IsUpper(r):
		return !IsUnspaced(r) && !next.isOpener() && !next.isParticle() && !w.isLettered(start) &&
			!w.isAttached(start) && (next.isNumeric() || !w.isAfterNumber(start))
	case letter == "I" && !w.isAfterName(start):
		return next.hasStop() && utf8.RuneCountInString(next.word) == 1
	case w.isAfterLowercase(start) && next.isParticle():
		return false
	}
	return !next.isOpener() && !w.isLettered(start)
}

// isLettered reports whether the word before start takes a letter as its name.
func (w window) isLettered(start int) bool {
	before := strings.ToLower(w.wordBefore(start))
	return lists().Has("lettered", before) || otherLists().Has("lettered", before)
}

// isAfterLowercase reports whether a lowercase word precedes start.
func (w window) isAfterLowercase(start int) bool {
	first, _ := utf8.DecodeRuneInString(w.wordBefore(start))
	return unicode.IsLower(first)
}

// isAfterName reports whether a capitalized word precedes start.
func (w window) isAfterName(start int) bool {
	first, _ := utf8.DecodeRuneInString(w.wordBefore(start))
	return unicode.IsUpper(first)
}

// isInside reports whether something of the same sentence precedes start.
func (w window) isInside(start int) bool {
	end := w.skipSpaceBack(start)
	r, _ := w.runeBefore(end)
	return end > w.lo && !isTerminator(r) && !unicode.In(r, unicode.Ps, unicode.Pi) && r != '"' && !strings.ContainsAny(w.text[end:start], "\n\r\u2028\u2029")
}

// isSecondWord reports whether the sentence begins with a word and a number before
// start: "At 5 a.m."
func (w window) isSecondWord(start int) bool {
	number := w.wordBefore(start)
	at := w.skipSpaceBack(start) - len(number)
	return number != "" && isDigits(number) && w.isAfterName(at) && !w.isInside(w.skipSpaceBack(at)-len(w.wordBefore(at)))
}

// isMarker reports whether token at start is a list marker: it begins a line, or is a
// small number after a colon or the end of a sentence.
func (w window) isMarker(start int, token string) bool {
	isNumber := len(token) <= 3 && isDigits(token)
	if !isNumber && !isRoman(token) && utf8.RuneCountInString(token) != 1 {
		return false
	}
	end := w.skipSpaceBack(start)
	before, size := w.runeBefore(end)
	if strings.ContainsRune("•‣⁃▪●", before) {
		start = end - size
		end = w.skipSpaceBack(start)
		before, size = w.runeBefore(end)
	}
	if end == w.lo || strings.ContainsAny(w.text[end:start], "\n\r\u2028\u2029") {
		return true
	}
	switch {
	case end == start || !isTerminator(before):
		return isNumber && end < start && before == ':'
	case !isNumber:
		return before != '.' && before != '…'
	}
	word := w.tokenStart(end - size)
	return before != '.' || w.kindAt(word, w.text[word:end-size], w.headAt(start)) == ordinary
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
		return loose
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
