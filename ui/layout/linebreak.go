package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// A class is a line breaking class of UAX #14 that ASCII characters have.
// initial is ours: a hyphen at the beginning of a word, as in "-5" or "--help",
// after which rule LB20a does not break.
type class uint8

const (
	letter     class = iota // AL
	digit                   // NU
	blank                   // SP
	newline                 // LF
	opening                 // OP: ( [ {
	closing                 // CL: }
	bracket                 // CP: ) ]
	quotation               // QU: " '
	exclaim                 // EX: ! ?
	infix                   // IS: , . : ;
	slash                   // SY
	hyphen                  // HY
	initial                 // HY at the beginning of a word
	breakAfter              // BA: |
	prefix                  // PR: $ + \
	postfix                 // PO: %
)

// asciiClasses gives each ASCII character its class. Control characters, which
// no canonical text has, count as letters.
var asciiClasses = func() (t [utf8.RuneSelf]class) {
	for c, chars := range map[class]string{
		digit: "0123456789", blank: " ", newline: "\n", opening: "([{", closing: "}", bracket: ")]",
		quotation: `"'`, exclaim: "!?", infix: ",.:;", slash: "/", hyphen: "-", breakAfter: "|",
		prefix: `$+\`, postfix: "%",
	} {
		for i := range len(chars) {
			t[chars[i]] = c
		}
	}
	return t
}()

// set returns a set of classes, one bit each.
func set(classes ...class) (s uint16) {
	for _, c := range classes {
		s |= 1 << c
	}
	return s
}

// allClasses is the set of all classes.
const allClasses = 0xFFFF

// inseparable holds, for each class, the classes that may not be separated from
// it when they directly follow it (UAX #14, LB13 to LB30).
var inseparable = func() (t [postfix + 1]uint16) {
	always := set(closing, bracket, exclaim, infix, slash, quotation, breakAfter, hyphen)
	for c := range t {
		t[c] = always
	}
	t[letter] |= set(letter, digit, prefix, postfix, opening)
	t[digit] |= set(letter, digit, prefix, postfix, opening)
	t[opening], t[quotation] = allClasses, allClasses
	t[bracket] |= set(letter, digit, prefix, postfix)
	t[closing] |= set(prefix, postfix)
	t[infix] |= set(letter, digit)
	t[slash] |= set(digit)
	t[hyphen] |= set(digit)
	t[initial] |= set(letter, digit)
	t[prefix] |= set(letter, digit, opening)
	t[postfix] |= set(letter, digit, opening)
	return t
}()

// neverFirst holds the classes that never begin a line, not even after a blank
// (LB13). It keeps a lone "?" or ":" with its word.
var neverFirst = set(closing, bracket, exclaim, infix, slash)

// nextBreak returns the first offset after from at which a line may or must
// break, or len(text) at the end. Blanks and the line feed before it belong to
// the line that it ends. from must be such an offset, less than len(text). ascii
// reports that the text up to end is ASCII and that no cluster crosses end.
func nextBreak(text string, from int) (end int, ascii bool) {
	if text[from] >= utf8.RuneSelf {
		return unicodeBreak(text, from), false
	}
	before := asciiClasses[text[from]]
	spaced := before == blank
	if before == hyphen {
		before = initial
	}
	for i := from + 1; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return unicodeBreak(text, from), false
		}
		if before == newline {
			return i, true
		}
		c := asciiClasses[text[i]]
		switch {
		case c == blank:
			spaced = true
			continue
		case c == newline:
		case spaced && before != opening && neverFirst&(1<<c) == 0, // LB13, LB14
			!spaced && inseparable[before]&(1<<c) == 0:
			return i, true
		case c == hyphen && (spaced || before == initial):
			c = initial
		}
		before, spaced = c, false
	}
	return len(text), true
}

// emDash may end a line but, unlike in UAX #14, not begin one, unless a blank
// precedes it.
const emDash = "—"

// unicodeBreak implements nextBreak for all of UAX #14. It is about 50 times
// slower, so it is only called where the text is not ASCII.
func unicodeBreak(text string, from int) int {
	for {
		segment, rest, _, _ := uniseg.FirstLineSegmentInString(text[from:], -1)
		from += len(segment)
		if text[from-1] == '\n' {
			return from
		}
		// LB6 and LB7, which uniseg does not apply after an emoji with a modifier.
		from += len(rest) - len(strings.TrimLeft(rest, " "))
		if strings.HasPrefix(text[from:], "\n") {
			return from + 1
		}
		if text[from-1] == ' ' || !strings.HasPrefix(text[from:], emDash) {
			return from
		}
	}
}
