package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// A Feature is a word of a sentence, or two words in a row, as the model knows them: in
// lower case, with numbers and names masked. Span is where it is in the sentence.
type Feature struct {
	Name string
	Span annotate.Span
}

// The masks, and the mark of the beginning of a sentence.
const (
	number = "<num>"
	name   = "<name>"
	start  = "^"
)

// Features returns the words of a sentence and the pairs of them, in text order.
func Features(sentence string) (all []Feature) {
	eachFeature(sentence, func(name []byte, span annotate.Span) {
		all = append(all, Feature{Name: string(name), Span: span})
	})
	return all
}

// eachFeature calls visit with the features of a sentence, in text order. The bytes of a name change
// afterwards.
func eachFeature(sentence string, visit func(name []byte, span annotate.Span)) {
	pair, length := append(make([]byte, 0, 64), start...), len(start) // the word before, and room for the next
	from := 0
	for off := 0; off < len(sentence); {
		i := strings.IndexFunc(sentence[off:], isFeature)
		if i < 0 {
			return
		}
		off += i
		span := annotate.Span{Start: off, End: wordEnd(sentence, off)}
		off = span.End
		isFirst := string(pair[:length]) == start
		pair = append(pair[:length], ' ')
		pair = appendWord(pair, span.In(sentence), isFirst)
		word := pair[length+1:]
		if isFirst {
			from = span.Start
		}
		if string(word) == name && string(pair[:length]) == name {
			continue
		}
		visit(word, span)
		visit(pair, annotate.Span{Start: from, End: span.End})
		length, from = copy(pair, word), span.Start
	}
}

// appendWord appends a word as the model knows it. The first word of a sentence is a name only if it
// is in capitals.
func appendWord(out []byte, word string, isFirst bool) []byte {
	r, size := utf8.DecodeRuneInString(word)
	switch {
	case r == '%':
		return append(out, "percent"...)
	case unicode.IsDigit(r):
		return append(out, number...)
	case unicode.IsUpper(r) && !isPronoun(word) && (!isFirst || len(word) > size && strings.ToUpper(word) == word):
		return append(out, name...)
	}
	for _, r := range word {
		if r == '’' {
			r = '\''
		}
		out = utf8.AppendRune(out, unicode.ToLower(r))
	}
	return out
}

// wordEnd returns the end of the word that begins at off.
func wordEnd(sentence string, off int) int {
	first, size := utf8.DecodeRuneInString(sentence[off:])
	end := off + size
	for end < len(sentence) && isInside(sentence[end:], first) {
		_, size := utf8.DecodeRuneInString(sentence[end:])
		end += size
	}
	return end
}

func isFeature(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '%' || r == '$' || r == '?'
}

// isInside reports whether rest goes on with a word that begins with first: letters,
// digits, and marks between them.
func isInside(rest string, first rune) bool {
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return false
	}
	r, size := utf8.DecodeRuneInString(rest)
	if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest[size:])
	return strings.ContainsRune("'’.,", r) && (unicode.IsDigit(next) || r != ',' && unicode.IsLetter(next))
}

// isPronoun reports whether a word is I, or begins with it as in I’m.
func isPronoun(word string) bool {
	return word == "I" || strings.HasPrefix(word, "I'") || strings.HasPrefix(word, "I’")
}
