package source

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// Names of character sets that are found without being declared (WHATWG).
const (
	charsetUTF8    = "utf-8"
	charsetUTF16LE = "utf-16le"
	charsetUTF16BE = "utf-16be"
	charset1252    = "windows-1252"
)

// decoded is a source in UTF-8, without byte order mark. Its text may be part
// of the source itself and is not to be written to.
type decoded struct {
	text     []byte // in charsetUTF8 bad bytes are still in it
	charset  string // WHATWG name
	from     string // what told charset, "" if the caller did
	clean    bool   // scrub would leave text as it is
	badBytes int    // shown as U+FFFD in text
}

// What tells the character set of a source.
const (
	fromMark  = "byte order mark"
	fromPage  = "declared by the page"
	fromBytes = "found in the bytes"
)

// decode finds the character set of raw and decodes it. In order: a byte order
// mark; the label; what raw itself declares if it is a page; UTF-8 without a
// bad byte; UTF-16 by its NULs; UTF-8 with few bad bytes; windows-1252.
func decode(raw []byte, label string, isPage bool) (decoded, error) {
	declared, err := lookUp(label)
	if err != nil {
		return decoded{}, err
	}
	if charset, size := byteOrderMark(raw); size > 0 {
		return decodeAs(raw[size:], charset, fromMark)
	}
	if declared != "" {
		return decodeAs(raw, declared, "")
	}
	if isPage {
		if charset := charsetOfPage(raw); charset != "" {
			return decodeAs(raw, charset, fromPage)
		}
	}
	if keptLen(raw) == len(raw) { // most texts: one pass finds that nothing is to be done
		return decoded{text: raw, charset: charsetUTF8, from: fromBytes, clean: true}, nil
	}
	return decodeAs(raw, detect(raw), fromBytes)
}

// lookUp gives the WHATWG name for a label; "" stays "".
func lookUp(label string) (string, error) {
	if label == "" {
		return "", nil
	}
	enc, err := htmlindex.Get(label)
	if err == nil && enc != encoding.Replacement {
		return htmlindex.Name(enc)
	}
	return "", fmt.Errorf("%w %s: use a name such as utf-8, windows-1252, iso-8859-2 or shift_jis", ErrCharset, quoted(label))
}

// byteOrderMark returns the character set that the first bytes of raw declare,
// and how many bytes do so.
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

// detect names the character set of undeclared bytes.
func detect(raw []byte) string {
	if bytes.IndexByte(raw, 0) >= 0 {
		if charset := utf16ByNULs(raw); charset != "" {
			return charset
		}
	}
	if utf8.Valid(raw) || mostlyUTF8(raw) {
		return charsetUTF8
	}
	return charset1252
}

// mostlyUTF8 reports whether text has at least twice as many whole UTF-8
// sequences beyond ASCII as bytes that fit in none. In text of another
// character set such sequences hardly occur: windows-1252 needs a capital with
// an accent before a quotation mark or symbol.
func mostlyUTF8(text []byte) bool {
	whole, bad := 0, 0
	for off := 0; off < len(text); {
		if text[off] < utf8.RuneSelf {
			off++
			continue
		}
		_, size := utf8.DecodeRune(text[off:])
		if size == 1 {
			bad++
		} else {
			whole++
		}
		off += size
	}
	return bad > 0 && whole >= 2*bad
}

// utf16ByNULs returns the kind of UTF-16 that raw is, "" for none. The NULs of
// UTF-16 are halves of Latin letters, blanks and line ends: all on one side of
// the pairs, or nearly.
func utf16ByNULs(raw []byte) string {
	var nuls [2]int
	for i, c := range raw {
		if c == 0 {
			nuls[i%2]++
		}
	}
	charset, order, most, least := charsetUTF16BE, 0, nuls[0], nuls[1]
	if nuls[1] > nuls[0] {
		charset, order, most, least = charsetUTF16LE, 1, nuls[1], nuls[0]
	}
	// ASCII with a stray NUL also makes whole pairs, of Chinese nonsense.
	few := 5*most < len(raw)
	if least*20 > most || (few && utf8.Valid(raw)) || !soundUTF16(raw, order) {
		return ""
	}
	return charset
}

// soundUTF16 reports whether raw, whose pairs have their low byte at
// 1-highAt, has no lone surrogates, no NUL characters and few other controls.
func soundUTF16(raw []byte, highAt int) bool {
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

// decodeAs decodes raw from the character set with that WHATWG name, which
// from told.
func decodeAs(raw []byte, charset, from string) (decoded, error) {
	if charset == charsetUTF8 {
		return decoded{text: raw, charset: charset, from: from}, nil
	}
	enc, err := encodingOf(charset)
	if err != nil {
		return decoded{}, err
	}
	text, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return decoded{}, fmt.Errorf("decode the source as %s: %w", charset, err)
	}
	return decoded{text: text, charset: charset, from: from, badBytes: bytes.Count(text, []byte("\uFFFD"))}, nil
}

func encodingOf(charset string) (encoding.Encoding, error) {
	switch charset {
	case charsetUTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), nil
	case charsetUTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), nil
	case charset1252:
		return charmap.Windows1252, nil
	}
	return htmlindex.Get(charset)
}
