package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isAbbreviation reports whether the full stop after t belongs to an abbreviation, an
// initial, an ordinal number or a list marker, and the sentence continues with next.
func (t token) isAbbreviation(next head) bool {
	word := t.word()
	switch {
	case next.hasSign:
		return true
	case word == "":
		return strings.HasSuffix(t.text[t.lo:t.end], "N°") && next.isNumeric()
	case t.isMarker():
		return true
	case isDigits(strings.TrimPrefix(word, "-")):
		return t.isOrdinal(next)
	}
	k := t.kindBefore(next)
	if k == ordinary && utf8.RuneCountInString(word) == 1 {
		return t.isInitial(next)
	}
	return t.continuesWith(k, next)
}

// continuesWith reports whether a sentence continues with next after the abbreviation t,
// which is of kind k.
func (t token) continuesWith(k kind, next head) bool {
	switch k {
	case leading:
		return true
	case counting:
		return next.isNumeric() || next.isLetter() && !t.prev().isNumber() && (t.isInside() || t.word() != "No")
	case calendar:
		return next.isNumeric() || isTimeWord(next.word) || next.hasStop() && abbreviation(next.word) == calendar
	case clock:
		return next.hasBracket || isTimeWord(next.word) || t.isSecondWord()
	case trailing:
		return next.hasBracket || !next.isOpener()
	case loose:
		return next.isNumeric() || next.hasBracket || !next.isOpener() && !next.isParticle()
	}
	return false
}

// isOrdinal reports whether the digits are an ordinal number before next.
func (t token) isOrdinal(next head) bool {
	digits := t.end - t.start
	if digits > 3 {
		return false
	}
	return lists().Has("ordinal noun", next.word) || next.hasStop() && abbreviation(next.word) == calendar || lists().Has("ordinal article", strings.ToLower(t.prev().word())) ||
		digits < 3 && unicode.IsUpper(next.first) && !next.isOpener() && isYear(next.rest)
}

// isYear reports whether s begins with a space and a number of four digits.
func isYear(s string) bool {
	return len(s) > 4 && s[0] == ' ' && isDigits(letters(s[1:])) && len(letters(s[1:])) == 4
}

// isInitial reports whether the single letter is the initial of a name: a
// capital that is not a unit, does not belong to the word before it ("vitamin C") and does
// not precede a common first word. Any other letter is a word that is cut short.
func (t token) isInitial(next head) bool {
	letter, prev := t.first(), t.prev()
	if before, _ := t.runeBefore(t.start); before == '°' || unicode.IsDigit(next.first) && unicode.IsUpper(letter) && letter != 'S' {
		return false
	}
	switch {
	case !unicode.IsUpper(letter):
		return !IsUnspaced(letter) && !next.isOpener() && !next.isParticle() && !prev.isLettered() &&
			!t.isAttached() && (next.isNumeric() || !prev.isNumber() || t.isSecondWord())
	case letter == 'I' && !unicode.IsUpper(prev.first()):
		return next.hasStop() && utf8.RuneCountInString(next.word) == 1
	case unicode.IsLower(prev.first()) && next.isParticle():
		return false
	}
	return !next.isOpener() && !prev.isLettered()
}

// isMarker reports whether t is a list marker: it begins a line, or is a
// small number after a colon or the end of a sentence.
func (t token) isMarker() bool {
	word, start := t.word(), t.start
	isNumber := len(word) <= 3 && isDigits(word)
	if !isNumber && !isRoman(word) && (len(word) > utf8.UTFMax || utf8.RuneCountInString(word) != 1) {
		return false
	}
	end := t.skipSpaceBack(start)
	before, size := t.runeBefore(end)
	if isBullet(before) {
		start = end - size
		if (list{t.window}).isNextBullet(start, before) {
			return true
		}
		end = t.skipSpaceBack(start)
		before, size = t.runeBefore(end)
	}
	if end == t.lo || strings.ContainsAny(t.text[end:start], "\n\r\u2028\u2029") {
		return true
	}
	switch {
	case end == start || !isTerminator(before):
		return isNumber && end < start && before == ':'
	case !isNumber:
		return before != '.' && before != '…'
	}
	return before != '.' || t.tokenBefore(end-size).kindBefore(t.headAt(start)) == ordinary
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
	if strings.HasSuffix(token, "str") || strings.HasSuffix(token, "gt") {
		return counting // Hauptstr. 12, Storgt. 7
	}
	if part := lastPart(token); part != token {
		return abbreviation(part)
	}
	return ordinary
}

// lastPart returns the part of token after its last hyphen, or after a full stop that no
// space follows, if it begins with a capital.
func lastPart(token string) string {
	part := token[strings.LastIndexByte(token, '-')+1:]
	last := part[strings.LastIndexByte(part, '.')+1:]
	if r, _ := utf8.DecodeRuneInString(last); unicode.IsUpper(r) {
		return last
	}
	return part
}

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
	n := 0
	for _, r := range s {
		if unicode.ToUpper(r) != r {
			return false
		}
		n++
	}
	return n > 1 || isDigits(s)
}

// isInitialism reports whether token has one or two letters at a time between full
// stops, and does not look like a domain (t.co): U.S, Ph.D, J.-P.
func isInitialism(token string) bool {
	last := token[strings.LastIndexByte(token, '.')+1:]
	if last == token || utf8.RuneCountInString(last) > 1 && token == strings.ToLower(token) {
		return false
	}
	for part := range strings.FieldsFuncSeq(token, func(r rune) bool { return r == '.' || r == '-' }) {
		if utf8.RuneCountInString(part) > 2 || letters(part) != part || strings.ContainsFunc(part, unicode.IsDigit) {
			return false
		}
	}
	return true
}

func isDigits(s string) bool { return s != "" && consistsOf(s, "0123456789") }

// consistsOf reports whether s has only ASCII characters that chars contains.
func consistsOf(s, chars string) bool {
	for i := range len(s) {
		if strings.IndexByte(chars, s[i]) < 0 {
			return false
		}
	}
	return true
}
