package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file decides whether a full stop belongs to an abbreviation, an
// initial, an ordinal number or a list marker rather than to a sentence.

// tokenReach bounds in bytes how far back an abbreviation is sought.
const tokenReach = 24

// abbreviated reports whether the full stop at off does not end a sentence
// that would go on with next.
func (w window) abbreviated(off int, next head) bool {
	start := w.tokenStart(off)
	token := w.text[start:off]
	switch {
	case token == "":
		return false
	case w.marker(start, token):
		return true
	case digits(token):
		return len(token) <= 3 && (ordinalNoun(next.word) || ordinalArticle(strings.ToLower(w.wordBefore(start))))
	}
	kind := kindOf(token, capitals(next.word))
	if kind == ordinary && utf8.RuneCountInString(token) == 1 {
		return w.initial(start, token, next)
	}
	return kind.goesOn(next)
}

// goesOn reports whether a sentence goes on after an abbreviation of this kind
// when next follows.
func (k kind) goesOn(next head) bool {
	switch k {
	case leading:
		return true
	case counting:
		return next.numeric()
	case calendar:
		return next.numeric() || timeWord(next.word)
	case clock:
		return next.bracket || timeWord(next.word)
	case trailing:
		return next.bracket || !next.opens()
	}
	return false
}

// initial reports whether the single letter at start is the initial of a name:
// a capital, unless it is the letter of something ("vitamin C") or a frequent
// first word follows.
func (w window) initial(start int, letter string, next head) bool {
	r, _ := utf8.DecodeRuneInString(letter)
	if !unicode.IsUpper(r) || unicode.IsDigit(next.first) && letter != "S" {
		return false
	}
	if letter == "I" {
		return next.dotted && utf8.RuneCountInString(next.word) == 1
	}
	return !next.opens() && !lettered(strings.ToLower(w.wordBefore(start)))
}

// marker reports whether token at start numbers an item: it begins a line, or
// is a small number after a colon or the end of a sentence.
func (w window) marker(start int, token string) bool {
	number := len(token) <= 3 && digits(token)
	if !number && !roman(token) && utf8.RuneCountInString(token) != 1 {
		return false
	}
	end := w.skipSpaceBack(start)
	if end == w.lo || strings.ContainsAny(w.text[end:start], "\n\r\u2028\u2029") {
		return true
	}
	before, size := w.runeBefore(end)
	if !number || end == start || !terminator(before) {
		return number && end < start && before == ':'
	}
	return before != '.' || kindOf(w.text[w.tokenStart(end-size):end-size], true) == ordinary
}

// tokenStart returns where the letters, digits and inner full stops, hyphens
// and apostrophes before off begin. A token that is too long for any
// abbreviation counts as empty.
func (w window) tokenStart(off int) int {
	start := off
	for {
		r, size := w.runeBefore(start)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '.' && r != '-' {
			return start
		}
		if start -= size; off-start > tokenReach {
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

// kindOf returns the kind of the abbreviation token, written without its last
// full stop; ordinary if it is none. In a line of capitals (ST. LOUIS) it is
// looked up in capitals too; elsewhere IE, MS or ED abbreviate something else.
func kindOf(token string, inCapitals bool) kind {
	token = strings.TrimLeft(token, "-.")
	if k := abbreviation(token); k != ordinary {
		return k
	}
	if initialism(token) {
		return trailing
	}
	if i := strings.LastIndexByte(token, '-'); i >= 0 {
		token = token[i+1:]
	}
	if k := abbreviation(token); k != ordinary || !inCapitals || !capitals(token) {
		return k
	}
	_, size := utf8.DecodeRuneInString(token)
	lower := strings.ToLower(token)
	if k := abbreviation(token[:size] + lower[min(size, len(lower)):]); k != ordinary {
		return k
	}
	return abbreviation(lower)
}

// capitals reports whether s has two letters or digits and more, none of them
// lower case.
func capitals(s string) bool {
	return utf8.RuneCountInString(s) > 1 && s == strings.ToUpper(s) || digits(s)
}

// initialism reports whether token is single or double letters with full stops
// between them: U.S, Ph.D, J.-P.
func initialism(token string) bool {
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

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
