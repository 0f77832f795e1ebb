package source

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// The WHATWG names of the character sets that are detected.
const (
	charsetUTF8    = "utf-8"
	charsetUTF16LE = "utf-16le"
	charsetUTF16BE = "utf-16be"
	charset1252    = "windows-1252"
)

// A decodedText is a source in UTF-8, without a byte order mark. Its text may share
// memory with the source and must not be changed.
type decodedText struct {
	text     []byte // may have invalid bytes if charset is UTF-8
	charset  string // WHATWG name
	from     string // how the charset was determined, or "" if the caller named it
	isClean  bool   // scrub would not change text
	badBytes int    // number of bytes that became U+FFFD in text
}

// The ways in which a character set is determined.
const (
	fromMark  = "byte order mark"
	fromPage  = "declared by the page"
	fromBytes = "found in the bytes"
)

// decodePage is like decodeText, for a page, which may declare its character set.
func decodePage(raw []byte, label string) (decodedText, error) {
	if _, size := byteOrderMark(raw); size == 0 && label == "" {
		if charset := pageCharset(raw); charset != "" {
			return decodeAs(raw, charset, fromPage)
		}
	}
	return decodeText(raw, label)
}

// decodeText decodes raw. Its character set is the first of these that applies: that
// of its byte order mark; the label; UTF-8 if valid; UTF-16, recognized by its NULs;
// UTF-8 with few invalid bytes; windows-1252. It returns ErrCharset for an unknown label.
func decodeText(raw []byte, label string) (decodedText, error) {
	declared, err := lookUpCharset(label)
	if err != nil {
		return decodedText{}, err
	}
	if charset, size := byteOrderMark(raw); size > 0 {
		return decodeAs(raw[size:], charset, fromMark)
	}
	if declared != "" {
		return decodeAs(raw, declared, "")
	}
	if cleanLen(raw) == len(raw) { // as most texts are: UTF-8 without anything to scrub
		return decodedText{text: raw, charset: charsetUTF8, from: fromBytes, isClean: true}, nil
	}
	return decodeAs(raw, detectCharset(raw), fromBytes)
}

// lookUpCharset returns the WHATWG name for a label, or "" for "".
func lookUpCharset(label string) (string, error) {
	if label == "" {
		return "", nil
	}
	enc, err := htmlindex.Get(label)
	if err == nil && enc != encoding.Replacement {
		return htmlindex.Name(enc)
	}
	return "", fmt.Errorf("%w %s: use a name such as utf-8, windows-1252, iso-8859-2 or shift_jis", ErrCharset, quote(label))
}

// byteOrderMark returns the character set of the byte order mark of raw, and the
// size of the mark in bytes, or 0.
func byteOrderMark(raw []byte) (charset string, size int) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		return charsetUTF8, 3
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")):
		return charsetUTF16LE, 2
	case bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		return charsetUTF16BE, 2
	}
	return "", 0
}

func detectCharset(raw []byte) string {
	if bytes.IndexByte(raw, 0) >= 0 {
		if charset := detectUTF16(raw); charset != "" {
			return charset
		}
	}
	if utf8.Valid(raw) || isMostlyUTF8(raw) {
		return charsetUTF8
	}
	return charset1252
}

// isMostlyUTF8 reports whether text has invalid bytes, and at least twice as many
// non-ASCII UTF-8 sequences. Such sequences are rare in text in another character
// set: in windows-1252, they are accented capitals before a quotation mark or symbol.
func isMostlyUTF8(text []byte) bool {
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

// detectUTF16 returns the name of the UTF-16 encoding of raw, or "" if it is not UTF-16.
// The NULs of UTF-16 are halves of Latin letters, spaces and line breaks: nearly all are
// on one side of the pairs.
func detectUTF16(raw []byte) string {
	var nuls [2]int
	for i, c := range raw {
		if c == 0 {
			nuls[i%2]++
		}
	}
	charset, highAt, maxNULs, minNULs := charsetUTF16BE, 0, nuls[0], nuls[1]
	if nuls[1] > nuls[0] {
		charset, highAt, maxNULs, minNULs = charsetUTF16LE, 1, nuls[1], nuls[0]
	}
	// ASCII with a stray NUL also consists of valid pairs, which are random Chinese.
	isRare := 5*maxNULs < len(raw)
	if minNULs*20 > maxNULs || (isRare && utf8.Valid(raw)) || !isUTF16(raw, highAt) {
		return ""
	}
	return charset
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
		case classOf(r) == control:
			controls++
		}
	}
	return lead == 0 && controls*100 <= len(raw)/2
}

// decodeAs decodes raw from the character set with that WHATWG name.
func decodeAs(raw []byte, charset, from string) (decodedText, error) {
	if charset == charsetUTF8 {
		return decodedText{text: raw, charset: charset, from: from}, nil
	}
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return decodedText{}, err
	}
	text, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return decodedText{}, fmt.Errorf("decode the source as %s: %w", charset, err)
	}
	return decodedText{text: text, charset: charset, from: from, badBytes: bytes.Count(text, []byte("\uFFFD"))}, nil
}
