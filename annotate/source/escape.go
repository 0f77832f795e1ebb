package source

import (
	"bytes"
	"unicode/utf8"
)

// farthestOSC bounds the search for the end of an 8-bit OSC, in bytes.
const farthestOSC = 4096

// escapeLen is the length of the terminal sequence (ECMA-48, ECMA-35) that
// begins at src[0] with ESC or an 8-bit introducer. A sequence never goes
// beyond its line; one that breaks off has the length of what there is of it.
//
// An 8-bit introducer counts as one only before a whole sequence with
// parameters: U+009B and U+009D also come from text that was decoded wrongly
// twice (”, Л), and the words after those must stay.
func escapeLen(src []byte) int {
	r, size := utf8.DecodeRune(src)
	switch {
	case r == 0x9B:
		if n, whole := csiLen(src[size:]); whole && isParameter(src[size]) {
			return size + n
		}
		return size
	case r == 0x9D:
		near := src[size:min(len(src), farthestOSC)]
		if n, whole := stringLen(near); whole && numbered(near) {
			return size + n
		}
		return size
	case len(src) == size:
		return size
	}
	return size + sevenBitLen(src[size:])
}

// sevenBitLen is the length of what belongs to the ESC before rest.
func sevenBitLen(rest []byte) int {
	switch c := rest[0]; {
	case c == '[':
		n, _ := csiLen(rest[1:])
		return 1 + n
	case bytes.IndexByte([]byte("]PX^_"), c) >= 0:
		n, _ := stringLen(rest[1:])
		return 1 + n
	}
	n := 0
	for n < len(rest) && rest[n] >= 0x20 && rest[n] <= 0x2F {
		n++
	}
	if n < len(rest) && rest[n] >= 0x30 && rest[n] <= 0x7E {
		n++
	}
	return n
}

// csiLen measures a control sequence after its introducer: parameters,
// intermediates, one final byte.
func csiLen(s []byte) (n int, whole bool) {
	for n < len(s) && isParameter(s[n]) {
		n++
	}
	for n < len(s) && s[n] >= 0x20 && s[n] <= 0x2F {
		n++
	}
	if n < len(s) && s[n] >= 0x40 && s[n] <= 0x7E {
		return n + 1, true
	}
	return n, false
}

func isParameter(c byte) bool { return c >= 0x30 && c <= 0x3F }

// stringLen measures a control string (OSC, DCS, SOS, PM, APC) after its
// introducer. It ends with BEL, ST or CAN, or before another ESC or the end of
// the line.
func stringLen(s []byte) (n int, whole bool) {
	for n < len(s) {
		r, size := utf8.DecodeRune(s[n:])
		switch {
		case r == 0x1B && n+1 < len(s) && s[n+1] == '\\':
			return n + 2, true
		case r == 0x07, r == 0x9C, r == 0x18, r == 0x1A:
			return n + size, true
		case r == 0x1B, r == '\n', classOf(r) == lineBreak:
			return n, false
		}
		n += size
	}
	return n, false
}

// numbered reports whether s begins as the commands of OSC do: digits and a
// semicolon.
func numbered(s []byte) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n > 0 && n < len(s) && s[n] == ';'
}
