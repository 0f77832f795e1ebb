package source

import (
	"unicode"

	"galley/annotate"
)

// A class says what scrub does with a character.
type class uint8

const (
	kept       class = iota
	lineBreak        // becomes LF
	control          // dropped
	introducer       // begins a terminal sequence; both are dropped
	bidi             // Bidi_Control; dropped
	invisible        // any other Default_Ignorable_Code_Point; dropped
	joiner           // kept where it shapes, joins or separates characters
	selector         // variation selector; kept after a base that can have one
	tag              // kept in a flag
)

const (
	zwnj      = '\u200C'
	zwj       = '\u200D'
	blackFlag = '\U0001F3F4'
	cancelTag = '\U000E007F'
)

// classOf returns the class of r. [annotate.MayAct] alone decides whether it is kept.
func classOf(r rune) class {
	switch {
	case r < 0xA0:
		return controlClass(r)
	case r > 0xAD && r < 0x34F, r >= 0x2010 && r < 0x2028, r > 0x34F && r < 0x61C, r > 0x61C && r < 0x115F,
		r > 0x206F && r < 0x3164, r > 0x3164 && r < 0xFDD0, r >= 0x1F000 && r < 0x1FFFE: // nearly all text
		return kept
	case !annotate.MayAct(r):
		return kept
	case r == 0x2028, r == 0x2029:
		return lineBreak
	case r == zwj, r == zwnj, r == annotate.ZeroWidthSpace, r == annotate.VowelSeparator:
		return joiner
	case unicode.Is(unicode.Bidi_Control, r):
		return bidi
	case unicode.Is(unicode.Variation_Selector, r):
		return selector
	case r >= 0xE0020 && r <= cancelTag:
		return tag
	case annotate.Invisible(r, 0):
		return invisible
	}
	return control
}

// controlClass returns the class of a character below U+00A0.
func controlClass(r rune) class {
	switch {
	case r == '\n', r == '\t', r >= 0x20 && r < 0x7F:
		return kept
	case r == '\r', r == '\v', r == '\f', r == 0x85:
		return lineBreak
	case r == 0x1B, r == 0x9B, r == 0x9D:
		return introducer
	}
	return control
}

// joins reports whether the joiner r, between prev and next, has a visible effect, or
// separates words. prev or next is 0 at an edge of the text.
func joins(r, prev, next rune) bool {
	switch r {
	case annotate.ZeroWidthSpace:
		isInText := prev > ' ' && next > ' ' && !unicode.IsSpace(prev) && !unicode.IsSpace(next)
		return isInText && (annotate.IsSpacedByZeroWidth(prev) || annotate.IsSpacedByZeroWidth(next))
	case annotate.VowelSeparator:
		return unicode.Is(unicode.Mongolian, prev) && unicode.Is(unicode.Mongolian, next)
	case zwnj:
		return (isShaped(prev) || unicode.IsMark(prev)) && isShaped(next)
	}
	return isShaped(prev) || isShaped(next) || isPictograph(prev) && isPictograph(next)
}

// isShaped reports whether r is a letter or mark of a script in which joiners
// choose between forms (Arabic, Devanagari …). A ZWJ there also affects a single
// letter: it ends old spellings of Malayalam, and Arabic abbreviations. Between
// letters of the scripts listed here, a joiner is invisible and can mark a text
// secretly.
func isShaped(r rune) bool {
	if r < 0x530 || !unicode.IsLetter(r) && !unicode.IsMark(r) {
		return false
	}
	return !unicode.In(r, unicode.Inherited, unicode.Latin, unicode.Greek, unicode.Cyrillic,
		unicode.Armenian, unicode.Georgian, unicode.Hebrew, unicode.Han, unicode.Hiragana,
		unicode.Katakana, unicode.Hangul, unicode.Bopomofo)
}

// isPictograph reports whether r may begin or end a part of an emoji sequence.
func isPictograph(r rune) bool {
	return r == 0xFE0F || r == cancelTag || r >= 0x1F000 && r <= 0x1FAFF ||
		r >= 0x2190 && unicode.In(r, unicode.So, unicode.Sm)
}

// selects reports whether the variation selector vs can change how base is drawn.
// Latin, Greek and Cyrillic letters have no variations.
func selects(base, vs rune) bool {
	switch {
	case vs >= 0xE0100:
		return unicode.Is(unicode.Ideographic, base)
	case vs < 0x2000:
		return unicode.Is(unicode.Mongolian, base)
	case base < 0x80:
		return base >= '0' && base <= '9' || base == '#' || base == '*'
	}
	isLetter := unicode.IsLetter(base) && unicode.In(base, unicode.Latin, unicode.Greek, unicode.Cyrillic)
	return !isLetter && !unicode.IsSpace(base) && !unicode.Is(unicode.Mn, base)
}
