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
func Features(sentence string) []Feature {
	var all []Feature
	before := Feature{Name: start}
	for off := 0; off < len(sentence); {
		word := nextWord(sentence, off, before.Name == start)
		if word.Name == "" {
			break
		}
		off = word.Span.End
		if word.Name == name && before.Name == name {
			continue
		}
		all = append(all, word, Feature{before.Name + " " + word.Name, annotate.Span{Start: before.Span.Start, End: off}})
		if before.Name == start {
			all[len(all)-1].Span.Start = word.Span.Start
		}
		before = word
	}
	return all
}

// nextWord returns the first word after off. The first word of a sentence is a name only if it
// is in capitals.
func nextWord(sentence string, off int, isFirst bool) Feature {
	i := strings.IndexFunc(sentence[off:], isFeature)
	if i < 0 {
		return Feature{}
	}
	off += i
	r, size := utf8.DecodeRuneInString(sentence[off:])
	end := off + size
	for end < len(sentence) && isInside(sentence[end:], r) {
		_, size := utf8.DecodeRuneInString(sentence[end:])
		end += size
	}
	word := sentence[off:end]
	span := annotate.Span{Start: off, End: end}
	switch {
	case r == '%':
		return Feature{"percent", span}
	case unicode.IsDigit(r):
		return Feature{number, span}
	case unicode.IsUpper(r) && !isPronoun(word) && (!isFirst || len(word) > size && strings.ToUpper(word) == word):
		return Feature{name, span}
	}
	return Feature{strings.ToLower(strings.ReplaceAll(word, "’", "'")), span}
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
