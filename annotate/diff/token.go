package diff

import (
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
)

// A token is a word or a sign of a text; white space is not.
type token struct {
	start, end int
	id         int32 // equal for equal bytes
	word       bool
}

func (t token) span() annotate.Span { return annotate.Span{Start: t.start, End: t.end} }

// An interner maps strings to small numbers.
type interner map[string]int32

func (in interner) id(s string) int32 {
	id, ok := in[s]
	if !ok {
		id = int32(len(in))
		in[s] = id
	}
	return id
}

// tokens appends the tokens of a span, which are on grapheme cluster boundaries.
func (in interner) tokens(list []token, text string, span annotate.Span) []token {
	text = text[:span.End]
	for off := span.Start; off < len(text); {
		end := annotate.NextGrapheme(text, off)
		switch classOf(text[off:]) {
		case space:
		case letter:
			end = wordEnd(text, end)
			list = append(list, token{off, end, in.id(text[off:end]), true})
		case ideograph:
			list = append(list, token{off, end, in.id(text[off:end]), true})
		default:
			list = append(list, token{off, end, in.id(text[off:end]), false})
		}
		off = end
	}
	return list
}

// wordEnd returns the end of the word that continues at off. Numbers include their
// points and words their apostrophes.
func wordEnd(text string, off int) int {
	for off < len(text) {
		next := annotate.NextGrapheme(text, off)
		switch {
		case classOf(text[off:]) == letter:
		case joins(text[off:next]) && next < len(text) && classOf(text[next:]) == letter:
		default:
			return off
		}
		off = next
	}
	return off
}

func joins(sign string) bool { return sign == "." || sign == "," || sign == "'" || sign == "’" }

type class uint8

const (
	sign class = iota
	space
	letter
	ideograph // counts as a word: no dictionary says where words end
)

// classOf returns the class of the first character.
func classOf(text string) class {
	c := text[0]
	switch {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
		return letter
	case c == ' ' || c == '\n':
		return space
	case c < utf8.RuneSelf:
		return sign
	}
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case segment.IsUnspaced(r):
		return ideograph
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return letter
	case unicode.IsSpace(r):
		return space
	}
	return sign
}
