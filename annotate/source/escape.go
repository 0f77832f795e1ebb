package source

import (
	"bytes"
	"unicode/utf8"
)

// escapeLen returns the length of the terminal sequence (ECMA-48, ECMA-35) that
// src begins with, from its ESC or 8-bit introducer. A sequence ends at the
// end of its line at the latest. A truncated sequence extends to the end of src.
//
// For an 8-bit introducer it returns only the length of the introducer, unless a
// complete sequence with parameters follows: text that was decoded twice also has
// U+009B and U+009D, and the words after them must be kept.
func escapeLen(src []byte) int {
	const maxLen = 4096 // bytes searched for the end of an 8-bit OSC
	r, size := utf8.DecodeRune(src)
	switch {
	case r == 0x9B:
		if n, whole := csiLen(src[size:]); whole && isParameter(src[size]) {
			return size + n
		}
		return size
	case r == 0x9D:
		near := src[size:min(len(src), maxLen)]
		if n, whole := stringLen(near); whole && isNumbered(near) {
			return size + n
		}
		return size
	case len(src) == size:
		return size
	}
	return size + sevenBitLen(src[size:])
}

// sevenBitLen returns the length of the sequence after an ESC.
func sevenBitLen(rest []byte) int {
	switch c := rest[0]; {
	case c == '[':
		n, _ := csiLen(rest[1:])
		return 1 + n
	case bytes.IndexByte([]byte("]PX^_"), c) >= 0:
		n, _ := stringLen(rest[1:])
		return 1 + n
	}
	n := spanLen(rest, 0x20, 0x2F)
	if n < len(rest) && rest[n] >= 0x30 && rest[n] <= 0x7E {
		n++
	}
	return n
}

// csiLen returns the length of a control sequence after its introducer:
// parameters, intermediates, one final byte.
func csiLen(s []byte) (n int, whole bool) {
	n = spanLen(s, 0x30, 0x3F)
	n += spanLen(s[n:], 0x20, 0x2F)
	if n < len(s) && s[n] >= 0x40 && s[n] <= 0x7E {
		return n + 1, true
	}
	return n, false
}

// spanLen returns the number of bytes at the beginning of s that are in the range from
// first to last.
func spanLen(s []byte, first, last byte) int {
	n := 0
	for n < len(s) && s[n] >= first && s[n] <= last {
		n++
	}
	return n
}

func isParameter(c byte) bool { return c >= 0x30 && c <= 0x3F }

// stringLen returns the length of a control string (OSC, DCS, SOS, PM, APC) after
// its introducer. It ends with BEL, ST or CAN, or before another ESC or the end
// of the line.
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

// isNumbered reports whether s begins as OSC commands do: digits and a semicolon.
func isNumbered(s []byte) bool {
	n := spanLen(s, '0', '9')
	return n > 0 && n < len(s) && s[n] == ';'
}
