package source

import (
	"bytes"
	"fmt"

	"galley/annotate"
	"galley/annotate/source/charset"
)

// A decodedText is a source in UTF-8, without a byte order mark. Its text may share
// memory with the source and must not be changed.
type decodedText struct {
	text     []byte // may have invalid bytes if charset is UTF-8
	charset  string // as package charset names it
	from     string // how the charset was determined, or "" if the caller named it
	isGuess  bool   // the charset is only probable
	isClean  bool   // scrub would not change text
	badBytes int    // number of bytes that became U+FFFD in text
}

// The ways in which a character set is determined.
const (
	fromMark    = "byte order mark"
	fromPage    = "declared by the page"
	fromBytes   = "found in the bytes"
	fromLetters = "guessed from the letters"
)

// A declaration is a character set that somebody says a source is in.
type declaration struct {
	charset string // "" if it is not known
	from    string // as decodedText has it
}

// decodeText decodes raw. Its character set is the first of these that applies: that
// of its byte order mark; the label; the first of those declared that its bytes do not
// contradict; what [charset.Detect] finds or guesses, knowing the language that raw says
// it is in. decodeText returns ErrCharset for an unknown label.
func decodeText(raw []byte, label, language string, declared ...declaration) (decodedText, error) {
	named := charset.Lookup(label)
	if named == "" && label != "" {
		return decodedText{}, fmt.Errorf("%w %s: use a name such as utf-8, windows-1252, iso-8859-2 or shift_jis", ErrCharset, quote(label))
	}
	switch mark, size := charset.ByteOrderMark(raw); {
	case size > 0:
		return decodeAs(raw[size:], mark, fromMark)
	case named != "":
		return decodeAs(raw, named, "")
	}
	for _, d := range declared {
		if d.charset != "" && !charset.Contradicts(raw, d.charset, language) {
			return decodeAs(raw, d.charset, d.from)
		}
	}
	if cleanLen(raw) == len(raw) { // as most texts are: UTF-8 without anything to scrub
		return decodedText{text: raw, charset: charset.UTF8, from: fromBytes, isClean: true}, nil
	}
	name, isGuess := charset.Detect(raw, language)
	if !isGuess {
		return decodeAs(raw, name, fromBytes)
	}
	dec, err := decodeAs(raw, name, fromLetters)
	dec.isGuess = true
	return dec, err
}

// decodeAs decodes raw from the character set with that name.
func decodeAs(raw []byte, name, from string) (decodedText, error) {
	if name == charset.UTF8 {
		return decodedText{text: raw, charset: name, from: from}, nil
	}
	text, err := charset.Encoding(name).NewDecoder().Bytes(raw)
	if err != nil {
		return decodedText{}, fmt.Errorf("decode the source as %s: %w", name, err)
	}
	return decodedText{text: text, charset: name, from: from, badBytes: bytes.Count(text, []byte("\uFFFD"))}, nil
}

// describe notes the character set in s.
func (d decodedText) describe(s *annotate.Source) {
	s.Charset, s.CharsetFrom, s.CharsetGuessed = d.charset, d.from, d.isGuess
}

// Decode returns raw as UTF-8 without a byte order mark. Its character set is that of the
// mark, else the one with that label, else the one that is found or guessed; guess is its
// name if it was guessed, else "". It returns ErrCharset for an unknown label.
func Decode(raw []byte, label string) (text []byte, guess string, err error) {
	d, err := decodeText(raw, label, "")
	if d.isGuess {
		guess = d.charset
	}
	return d.text, guess, err
}

// Charsets lists the names of the character sets that a user may choose, the most
// common first.
func Charsets() []string { return charset.Names() }

// PreviewIn returns the beginning of the first line of raw that is not ASCII, decoded
// from a character set, as one clean line.
func PreviewIn(raw []byte, name string) string {
	const maxLen = 240 // bytes
	line := raw
	if !charset.IsWide(name) {
		line = charset.Sample(raw)
	}
	text, err := charset.Encoding(name).NewDecoder().Bytes(line[:min(len(line), maxLen)&^3])
	if err != nil {
		return ""
	}
	return CleanLine(string(text))
}
