package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The marks that close a quotation, by the mark that opens it, for all languages at once:
// „ is closed by “ in German, by ” in Polish, and by " where the keyboard has no better
// one. Which it is in a text shows by what follows: the first of them in the position of a
// closing mark. openers has the marks that always open a quotation unless they close one,
// dualMarks those that do so only in the position of an opening mark.
//
//	“ ”  English, Chinese, Turkish …     „ “  German, Czech, Bulgarian …
//	„ ”  Polish, Hungarian, Romanian     « »  French, Russian, Greek, Arabic …
//	» «  Danish, German books            » »  Swedish and Finnish books
//	” ”  Swedish, Finnish, Hebrew        ” “  Arabic, Urdu
//	‘ ’  English, Dutch                  ‚ ‘  German
//	‚ ’  Dutch, Polish                   ’ ’  Swedish, Finnish
//	’ ‘  Arabic, Urdu                    「 」『 』 Japanese, Chinese
//
// Two backquotes and two apostrophes count as “ and ”.
var (
	openers = map[rune]string{
		'“': "”“\"", '„': "“”\"", '«': "»", '‹': "›", '「': "」", '『': "』", '｢': "｣", '﹁': "﹂", '﹃': "﹄", '❝': "❞", '❛': "❜", '〝': "〞〟",
	}
	dualMarks = map[rune]string{
		'"': "\"”", '＂': "＂", '״': "״", '”': "”“", '»': "«»", '›': "‹›", '‚': "‘’'", '‘': "’", '’': "’‘", '\'': "'",
	}
)

// isSingle reports whether a mark also is an apostrophe, or closed by one.
func isSingle(r rune) bool { return strings.ContainsRune("‘’‚'❛", r) }

// A mark is an opening quotation mark.
type mark struct {
	rune      rune
	off, size int
	closing   string // the marks that may close it
}

// markAt returns the mark at off and its size: a character, or two ASCII ones that stand
// for a double mark.
func (w window) markAt(off int) (rune, int) {
	switch rest := w.text[off:w.hi]; {
	case strings.HasPrefix(rest, "``"):
		return '“', 2
	case strings.HasPrefix(rest, "''"):
		return '”', 2
	}
	return w.rune(off)
}

// mayClose reports whether r at off can close a quotation: it is not an apostrophe
// and, if it can also open one, is not in the position of an opening mark. Where there are
// no spaces, a mark after a character closes what is open.
func (w window) mayClose(off int, r rune, size int) bool {
	before, n := w.runeBefore(off)
	switch r {
	case '"', '“', '”', '»', '›', '＂', '״':
		return !w.opensAt(off, size) || n > 0 && isEastAsian(before)
	case '\'', '’', '‘':
		return !unicode.IsSpace(before) && !w.isAlphanumericAt(off+size)
	}
	return true
}

// closingMarks returns the marks that close the quotation that r at off opens, or "" if
// it opens none.
func (w window) closingMarks(off int, r rune, size int) string {
	if closing := openers[r]; closing != "" {
		return closing
	}
	if !w.opensAt(off, size) || r == '’' && w.isElision(off+size) {
		return ""
	}
	return dualMarks[r]
}

// opensAt reports whether the mark at off is in the position of an opening one: after
// white space, a bracket, a dash, another mark or an East Asian character, and before a
// letter or another mark. A single mark before a digit replaces missing digits ('90s).
func (w window) opensAt(off, size int) bool {
	before, n := w.runeBefore(off)
	after, m := w.rune(off + size)
	r, _ := w.rune(off)
	if m == 0 || unicode.IsSpace(after) || n > 0 && !unicode.IsSpace(before) && !mayPrecede(before) && (isSingle(r) || !isEastAsian(before)) {
		return false
	}
	return !isSingle(r) || !unicode.IsDigit(after)
}

// mayPrecede reports whether an opening quotation mark may follow r immediately.
func mayPrecede(r rune) bool {
	return unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pd) || r == '"' || r == '\'' || r == '/'
}

// isEastAsian reports whether r is a character of a script that has no spaces between words,
// or its punctuation.
func isEastAsian(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r < 0x3040 || r >= 0xFF00 && r < 0xFF66
}

// elisions are the English words that begin with an apostrophe.
const elisions = " em tis twas twere til till cause round bout bouts n nuff cos ere neath "

// isElision reports whether the word at off is one that an apostrophe shortens.
func (w window) isElision(off int) bool {
	end := off
	for end < w.hi && w.text[end] < utf8.RuneSelf && unicode.IsLetter(rune(w.text[end])) {
		end++
	}
	return strings.Contains(elisions, " "+strings.ToLower(w.text[off:end])+" ")
}
