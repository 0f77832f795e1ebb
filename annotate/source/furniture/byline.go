package furniture

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// Bounds of short lines.
const (
	shortLine   = 14  // words of a date line or byline
	longestLine = 200 // bytes of a byline
)

// IsByline reports whether text is a line such as "By Ada Lund" or "Von Ada
// Lund und Bo Berg".
func IsByline(text string) bool {
	return len(text) <= longestLine && BylineName(text) != text && !strings.Contains(text, "\n") &&
		words.Count(text, shortLine+1) <= shortLine && !words.EndsSentence(text) && words.CapitalShare(text) >= .6
}

// BylineName is the text of a byline without the words that introduce it: "Ada
// Lund" of "By Ada Lund" and of "Author: Ada Lund". A text that no such words
// introduce is left as it is.
func BylineName(text string) string {
	if name := WithoutLead(text); name != text {
		return name
	}
	for _, by := range [...]string{"by", "von", "par", "por", "di", "Di", "door", "Door", "da", "Da", "av", "Av", "af", "Af"} {
		if name, ok := cutWord(text, by); ok && isName(name) {
			return name
		}
	}
	return text
}

// WithoutLead is BylineName for what is known to be a name, which may begin as
// "Da Silva" does.
func WithoutLead(text string) string {
	for _, by := range leads() {
		if name, ok := cutWord(text, by); ok && words.BeginsUpper(name) {
			return name
		}
	}
	for _, label := range roles() {
		rest, ok := cutFold(text, label)
		if !ok {
			continue
		}
		name, ok := strings.CutPrefix(strings.TrimLeftFunc(rest, unicode.IsSpace), ":")
		if name = strings.TrimLeftFunc(name, unicode.IsSpace); ok && words.BeginsUpper(name) {
			return WithoutLead(name)
		}
	}
	return text
}

// leads introduce a name.
func leads() []string {
	return []string{
		"By", "BY", "Von", "VON", "Par", "PAR", "Por", "POR", "Written by", "Posted by", "Published by", "Reported by", "Story by", "Words by", "Text by",
		"Texte par", "Publié par", "Publicado por", "Escrito por", "Erstellt von", "Geschrieben von", "Verfasst von", "Veröffentlicht von",
		"Artikel von", "Beitrag von", "Ein Beitrag von", "Text von", "Interview von", "Geplaatst door", "Skrevet av", "Skrivet av",
	}
}

// roles introduce a name with a colon behind them, whatever their case.
func roles() []string {
	return []string{
		"author", "authors", "autor", "autorin", "autoren", "auteur", "auteurs", "autore", "autora", "text", "texte", "texto", "testo", "tekst",
		"interview", "reporter", "автор", "текст",
	}
}

// cutFold returns text without a word that it begins with, whatever its case.
func cutFold(text, word string) (string, bool) {
	if len(text) < len(word) || !strings.EqualFold(text[:len(word)], word) {
		return "", false
	}
	return text[len(word):], true
}

// cutWord returns text without the word and the colon and blanks after it, if
// it begins with that word.
func cutWord(text, word string) (string, bool) {
	rest, ok := strings.CutPrefix(text, word)
	if !ok {
		return "", false
	}
	name := strings.TrimLeftFunc(strings.TrimPrefix(rest, ":"), unicode.IsSpace)
	return name, name != rest
}

// isName reports whether text is what names look like: two to five words with
// capitals and without signs.
func isName(text string) bool {
	parts := strings.FieldsFunc(text, unicode.IsSpace)
	return len(parts) >= 2 && len(parts) <= 5 && !slices.ContainsFunc(parts, func(part string) bool {
		first, _ := utf8.DecodeRuneInString(part)
		return !unicode.IsUpper(first) || strings.ContainsFunc(part, func(r rune) bool {
			return !unicode.IsLetter(r) && !strings.ContainsRune(".-’'", r)
		})
	})
}
