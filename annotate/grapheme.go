package annotate

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// NextGrapheme returns the offset after the grapheme cluster (UAX #29) that
// begins at off, or len(text) at the end. A [ZeroWidthSpace] or [VowelSeparator] belongs
// to the cluster before it, since it draws nothing by itself.
func NextGrapheme(text string, off int) int {
	if off >= len(text) {
		return len(text)
	}
	if isPlainASCII(text, off) && (off+1 == len(text) || isPlainASCII(text, off+1)) {
		return off + 1
	}
	it := graphemes.FromString(text[off:])
	if !it.Next() {
		return len(text)
	}
	end := off + it.End()
	if last, _ := utf8.DecodeLastRuneInString(text[:end]); endsLine(last) {
		return end
	}
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r != ZeroWidthSpace && r != VowelSeparator {
			break
		}
		end += size
	}
	return end
}

// PrevGrapheme returns the start of the grapheme cluster before off, or 0 at the
// beginning.
func PrevGrapheme(text string, off int) int {
	if off <= 1 {
		return 0
	}
	if isPlainASCII(text, off-1) && isPlainASCII(text, off-2) {
		return off - 1
	}
	return GraphemeAt(text, off-1)
}

// GraphemeAt returns the start of the cluster that contains the byte at off, or
// len(text) for an offset at or past the end.
func GraphemeAt(text string, off int) int {
	if off >= len(text) {
		return len(text)
	}
	start := definiteBoundary(text, off)
	for {
		next := NextGrapheme(text, start)
		if next > off {
			return start
		}
		start = next
	}
}

// IsGraphemeBoundary reports whether off is inside text, or at one of its ends, and
// does not split a cluster.
func IsGraphemeBoundary(text string, off int) bool {
	if off <= 0 || off >= len(text) {
		return off == 0 || off == len(text)
	}
	return GraphemeAt(text, off) == off
}

// maxLookBack is the maximum number of bytes searched for a definite boundary, so that
// moving through a hostile text of combining marks does not read all of it each time.
const maxLookBack = 4096

// definiteBoundary returns a cluster boundary at or before off without reading the
// text from its start. UAX #29 never joins two plain characters.
func definiteBoundary(text string, off int) int {
	for off > 0 && !utf8.RuneStart(text[off]) {
		off--
	}
	after, _ := utf8.DecodeRuneInString(text[off:])
	for limit := off - maxLookBack; off > 0 && off > limit; {
		before, size := utf8.DecodeLastRuneInString(text[:off])
		if isDefiniteBoundary(before, after) {
			return off
		}
		off, after = off-size, before
	}
	return off
}

// isDefiniteBoundary reports whether there is definitely a boundary between two
// characters. If not, there may still be one.
func isDefiniteBoundary(before, after rune) bool {
	switch {
	case before == '\r' && after == '\n':
		return false
	case endsLine(before) || endsLine(after):
		return true
	case isSeparate(after) && !mayPrepend(before):
		return true
	}
	return isPlain(before) && isPlain(after)
}

// endsLine reports whether r ends a line. Such a character joins no other (rules GB4
// and GB5), except that CR joins LF.
func endsLine(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }

// isPlain reports whether r neither extends a cluster nor is extended by another
// plain character: letters of many scripts, general punctuation, kana, Han and
// whole Hangul syllables.
func isPlain(r rune) bool {
	switch {
	case r >= 0x5D0 && r <= 0x5EA, r >= 0x620 && r <= 0x64A, r >= 0x904 && r <= 0x939:
		return true
	case r >= 0xE01 && r <= 0xE30, r >= 0xE40 && r <= 0xE46:
		return true
	}
	return isSeparate(r) || r >= 0xAC00 && r <= 0xD7A3
}

// isSeparate reports whether r is plain and joins no character before it except a
// prepended mark.
func isSeparate(r rune) bool {
	switch {
	case r < 0x300:
		return r != '©' && r != '®'
	case r >= 0x400 && r <= 0x482, r >= 0x61D && r <= 0x61F, r == 0x964, r == 0x965:
		return true
	case r >= 0x2000 && r <= 0x200A, r >= 0x2010 && r <= 0x2027, r >= 0x202F && r <= 0x203B:
		return true
	case r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FA, r >= 0xFF01 && r <= 0xFF60:
		return true
	}
	return r >= 0x3000 && r <= 0x3029 || r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF
}

// mayPrepend reports whether r may join the character after it (rule GB9b).
func mayPrepend(r rune) bool {
	switch {
	case r < 0x600, r > 0x605 && r < 0x6DD, r > 0xD4E && r < 0x11000, r >= 0x12000:
		return false
	}
	return r <= 0x605 || r == 0x6DD || r == 0x70F || r == 0x890 || r == 0x891 || r == 0x8E2 || r == 0xD4E || r >= 0x11000
}

// isPlainASCII reports whether the byte at off is an ASCII character other than CR.
func isPlainASCII(text string, off int) bool { return text[off] < utf8.RuneSelf && text[off] != '\r' }
