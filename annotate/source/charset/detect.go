package charset

import (
	"bytes"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Detect returns the character set of raw, which has no byte order mark, and whether
// it is only a guess: bytes that are UTF-8, UTF-16, UTF-32 or ISO-2022-JP can hardly be
// anything else. language is as for [Guess].
func Detect(raw []byte, language string) (name string, isGuess bool) {
	if bytes.IndexByte(raw, 0) >= 0 || isFullOfControls(raw) {
		if name := wideByNULs(raw); name != "" {
			return name, false
		}
		if name := guessUTF16(raw, language); name != "" {
			return name, true
		}
	}
	switch {
	case isISO2022JP(raw):
		return "iso-2022-jp", false
	case utf8.Valid(raw):
		return UTF8, bytes.Contains(raw, []byte("\x1B$)")) // begins ISO-2022-KR or -CN, which cannot be decoded
	case IsMostlyUTF8(raw):
		return UTF8, false
	}
	return Guess(raw, language), true
}

// ByteOrderMark returns the character set of the byte order mark of raw, and the size
// of the mark in bytes, or 0.
func ByteOrderMark(raw []byte) (name string, size int) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		return UTF8, 3
	case bytes.HasPrefix(raw, []byte("\xFF\xFE\x00\x00")):
		return UTF32LE, 4
	case bytes.HasPrefix(raw, []byte("\x00\x00\xFE\xFF")):
		return UTF32BE, 4
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")):
		return UTF16LE, 2
	case bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		return UTF16BE, 2
	}
	return "", 0
}

// IsMostlyUTF8 reports whether text has invalid bytes, and at least twice as many
// non-ASCII UTF-8 sequences. Such sequences are rare in text in another character
// set: in windows-1252, they are accented capitals before a quotation mark or symbol.
func IsMostlyUTF8(text []byte) bool {
	valid, bad := 0, 0
	for off := 0; off < len(text); {
		if text[off] < utf8.RuneSelf {
			off++
			continue
		}
		_, size := utf8.DecodeRune(text[off:])
		if size == 1 {
			bad++
		} else {
			valid++
		}
		off += size
	}
	return bad > 0 && valid >= 2*bad
}

// isISO2022JP reports whether text is ASCII with the escape sequences that begin and
// end Japanese, and with Japanese between them.
func isISO2022JP(text []byte) bool {
	if !bytes.Contains(text, []byte("\x1B$B")) && !bytes.Contains(text, []byte("\x1B$@")) {
		return false
	}
	decoded, err := Encoding("iso-2022-jp").NewDecoder().Bytes(text)
	return err == nil && !bytes.ContainsRune(decoded, utf8.RuneError)
}

// isFullOfControls reports whether one byte in ten of raw, or of a part of it, is a
// control that text does not have, such as 4, which is half of a Cyrillic letter in
// UTF-16.
func isFullOfControls(raw []byte) bool {
	raw = raw[:min(len(raw), 64<<10)]
	controls := 0
	for _, c := range raw {
		if c > 0 && c < 0x07 || c > 0x0D && c < 0x1B || c > 0x1B && c < 0x20 {
			controls++
		}
	}
	return controls*10 > len(raw)
}

// isUTF32 reports whether raw is text in that encoding. Of other data, hardly any four
// bytes are a character.
func isUTF32(raw []byte, name string) bool {
	text, err := Encoding(name).NewDecoder().Bytes(raw[:len(raw)&^3])
	return err == nil && len(raw) >= 8 && !bytes.ContainsRune(text, utf8.RuneError) && bytes.IndexByte(text, 0) < 0
}

// wideByNULs returns the name of the UTF-32 or UTF-16 encoding of raw, or "". The NULs
// of UTF-16 are halves of Latin letters, spaces and line breaks: one byte in five, and
// nearly all on one side of the pairs.
func wideByNULs(raw []byte) string {
	for _, name := range []string{UTF32LE, UTF32BE} {
		if isUTF32(raw, name) {
			return name
		}
	}
	var nuls [2]int
	for i, c := range raw {
		if c == 0 {
			nuls[i%2]++
		}
	}
	name, highAt := UTF16BE, 0
	if nuls[1] > nuls[0] {
		name, highAt = UTF16LE, 1
	}
	if few, many := nuls[1-highAt], nuls[highAt]; many*5 < len(raw) || few*20 > many || !isUTF16(raw, highAt) {
		return ""
	}
	return name
}

// isUTF16 reports whether raw, whose pairs have their high byte at highAt, is UTF-16
// without lone surrogates and NUL characters, and with few other controls.
func isUTF16(raw []byte, highAt int) bool {
	controls := 0
	var lead rune
	for i := 0; i+1 < len(raw); i += 2 {
		r := rune(raw[i+highAt])<<8 | rune(raw[i+1-highAt])
		switch {
		case lead != 0:
			if utf16.DecodeRune(lead, r) == utf8.RuneError {
				return false
			}
			lead = 0
		case utf16.IsSurrogate(r):
			lead = r
		case r == 0:
			return false
		case unicode.IsControl(r) && !unicode.IsSpace(r):
			controls++
		}
	}
	return lead == 0 && controls*100 <= len(raw)/2
}
