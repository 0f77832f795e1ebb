package source

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/draft"
)

// maxBefore is the number of bytes before a superscript or subscript that decide how it
// is set off.
const maxBefore = 64

// setOff writes what keeps the text from off on, which its format raises or lowers,
// from fusing with the figures around it: 10^6, log_2 8, 2 1/2, “said.[3]”. next is
// the text that follows on the line.
func (r *richText) setOff(off int, script draft.Script, next string) {
	text := strings.TrimSpace(string(r.text[off:]))
	if script == draft.OnLine || text == "" {
		return
	}
	before := r.text[max(off-maxBefore, 0):off]
	if m := beforeDenominator.FindSubmatchIndex(before); script == draft.Lowered && m != nil && m[2] >= 0 {
		before[m[2]] = ' '
	}
	opening, closing := scriptMarks(before, text, script)
	last, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	if closing == "" && unicode.IsDigit(last) && unicode.IsDigit(first) {
		closing = " "
	}
	r.insert(off, opening)
	r.add(closing)
}

// insert inserts text at off, before the changes of style there.
func (r *richText) insert(off int, text string) {
	r.text = slices.Insert(r.text, off, []byte(text)...)
	for i := len(r.changes) - 1; i >= 0 && r.changes[i].off >= off; i-- {
		r.changes[i].off += len(text)
	}
}

var (
	// beforeDenominator matches a numerator and its stroke. Its group is the mark that
	// scriptMarks put between a number and the numerator.
	beforeDenominator = regexp.MustCompile(`(?:\d(\^))?\d+[/⁄]$`)
	// beforeCents matches the beginning of a price.
	beforeCents = regexp.MustCompile(`[$€£¥]\s?\d+[.,]?$`)
	// noteNumbers matches the numbers of notes, or the letter of one.
	noteNumbers = regexp.MustCompile(`^(?:\d{1,3}(?:[,;–-] ?\d{1,3})*|[a-z])$`)
	// power matches the beginning of an exponent or index.
	power = regexp.MustCompile(`^[+−–-]?[\p{L}\p{Nd}]`)
	// ordinal matches the ending of an ordinal number: 1st, 2e, 3.º.
	ordinal = regexp.MustCompile(`^(?i:st|nde?|de?|rd|th|(?:i?[eè])?[mr]?e|er|[oa]s?|ste|[ºª]s?)$`)
	// longWord matches a word that is long enough not to be a unit or a variable.
	longWord = regexp.MustCompile(`\p{L}\p{Ll}{3}$`)
)

// scriptMarks returns the marks to write around text, a superscript or subscript that
// follows before.
func scriptMarks(before []byte, text string, script draft.Script) (opening, closing string) {
	last, size := utf8.DecodeLastRune(before)
	switch {
	case len(before) == 0 || unicode.IsSpace(last):
	case script == draft.Raised && len(text) == 2 && beforeCents.Match(before):
		if unicode.IsDigit(last) {
			return ".", ""
		}
	case unicode.IsDigit(last) && strings.ContainsAny(text, "/⁄"):
		return " ", ""
	case unicode.IsDigit(last) && power.MatchString(text) && !ordinal.MatchString(text):
		return map[draft.Script]string{draft.Raised: "^", draft.Lowered: "_"}[script], ""
	case script == draft.Lowered || !noteNumbers.MatchString(text):
	case last == ')' && !longWord.Match(before[:len(before)-size]) && bytes.ContainsAny(before, "+-−–*/="):
		return "^", ""
	case strings.ContainsRune(".,;:!?…”’\"')]»›", last), longWord.Match(before):
		return "[", "]"
	}
	return "", ""
}
