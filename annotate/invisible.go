package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ActsOnTerminal reports whether r does anything other than show a glyph: a control
// character, one that reorders a line, one that breaks a line without being
// a line feed, or a noncharacter, which programs may use for anything. Tab and line
// feed are not reported.
func ActsOnTerminal(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' && r != '\n' && r != '\t' || r == 0x7F
	case r == '\uFEFF', r == '\u2028', r == '\u2029':
		return true
	}
	return r < 0xA0 || unicode.Is(unicode.Bidi_Control, r) || isNoncharacter(r)
}

// isNoncharacter reports whether r will never be a character (Unicode, section 23.7).
func isNoncharacter(r rune) bool { return r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF }

// MayAct reports whether r acts on a terminal, or is invisible in some places. Only
// text without such characters needs no cleaning.
func MayAct(r rune) bool { return ActsOnTerminal(r) || Invisible(r, ' ') }

// Invisible reports whether r draws nothing where it follows the character before,
// which is 0 at the beginning. Characters that choose or join glyphs (joiners, variation
// selectors, the tags of a flag) are useful after some characters, but not after
// ASCII except the bases of keycaps; [ZeroWidthSpace] and [VowelSeparator] are useful in
// their scripts.
func Invisible(r, before rune) bool {
	const blackFlag = 0x1F3F4
	switch {
	case !IsIgnorable(r):
		return false
	case r == ZeroWidthSpace:
		return !IsSpacedByZeroWidth(before)
	case r == VowelSeparator:
		return !unicode.Is(unicode.Mongolian, before)
	case r == '\u200C', r == '\u200D', unicode.Is(unicode.Variation_Selector, r):
		return before < utf8.RuneSelf && !strings.ContainsRune("0123456789#*", before)
	case isTagCharacter(r):
		return before != blackFlag && !isTagCharacter(before)
	}
	return true
}

const (
	// ZeroWidthSpace separates words in scripts that show no space between them.
	ZeroWidthSpace = '\u200B'
	// VowelSeparator is between a Mongolian word and its last vowel, which has another
	// form then.
	VowelSeparator = '\u180E'
)

// IsSpacedByZeroWidth reports whether r belongs to a script whose words only a
// [ZeroWidthSpace] or a dictionary can tell apart: those with the line breaking class
// SA (UAX #14).
func IsSpacedByZeroWidth(r rune) bool {
	return r >= 0xE00 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
		unicode.Tai_Le, unicode.New_Tai_Lue, unicode.Tai_Tham, unicode.Tai_Viet)
}

// IsIgnorable reports whether r has the property Default_Ignorable_Code_Point, as
// derived in the Unicode Character Database (DerivedCoreProperties.txt).
func IsIgnorable(r rune) bool {
	switch {
	case r < 0xAD, r >= 0xFFF9 && r <= 0xFFFB, r >= 0x13430 && r <= 0x1345F:
		return false
	case unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
		return true
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// isTagCharacter reports whether r is a tag character, as used in the flags of regions.
func isTagCharacter(r rune) bool { return r >= 0xE0020 && r <= 0xE007F }
