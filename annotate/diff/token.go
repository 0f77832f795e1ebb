package diff

import (
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
)

// A token is a word or a sign of a text. White space has no tokens.
type token struct {
	annotate.Span
	id   int32 // equal for equal bytes
	word bool
}

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

// idsOf returns the ids of the words that spans or tokens cover in text.
func idsOf[T interface{ In(text string) string }](in interner, text string, items []T) []int32 {
	ids := make([]int32, len(items))
	for i, item := range items {
		ids[i] = in.id(item.In(text))
	}
	return ids
}

// tokens appends the tokens of a span, which are on grapheme cluster boundaries.
func (in interner) tokens(list []token, text string, span annotate.Span) []token {
	text = text[:span.End]
	for off := span.Start; off < len(text); {
		end := annotate.NextGrapheme(text, off)
		class := classOf(text[off:])
		if class == letter {
			end = wordEnd(text, end)
		}
		if class != space {
			list = append(list, token{annotate.Span{Start: off, End: end}, in.id(text[off:end]), class != sign})
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
		case mayJoin(text[off:next]) && next < len(text) && classOf(text[next:]) == letter:
		default:
			return off
		}
		off = next
	}
	return off
}

// mayJoin reports whether a sign between letters is part of the word.
func mayJoin(sign string) bool { return sign == "." || sign == "," || sign == "'" || sign == "’" }

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
