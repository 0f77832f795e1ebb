package furniture

import (
	_ "embed" // for the word lists
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
	"galley/annotate/wordlist"
)

//go:embed words.txt
var wordFile string

// wordLists returns the lists of words.txt, which says what each is for.
var wordLists = wordlist.Lazy(wordFile)

// Bounds of short lines.
const (
	maxLineWords = 14  // maximum number of words of a date line or byline
	maxByline    = 200 // maximum length in bytes of a byline
)

// CutSection returns text up to a sign such as "|" between spaces, after which bylines
// have a section, a date or the like.
func CutSection(text string) string {
	for _, separator := range [...]string{" | ", " · ", " • "} {
		text, _, _ = strings.Cut(text, separator)
	}
	return text
}

// IsPlaceholder reports whether the name of an author is what a program fills in, such
// as "Windows User".
func IsPlaceholder(name string) bool {
	return wordLists().Has("placeholder", strings.ToLower(strings.TrimSpace(name)))
}

// IsByline reports whether text is a line such as "By Ada Lund" or "Von Ada Lund
// und Bo Berg".
func IsByline(text string) bool {
	text = CutSection(text)
	return len(text) <= maxByline && BylineName(text) != text && !strings.Contains(text, "\n") &&
		words.Count(text, maxLineWords+1) <= maxLineWords && !words.EndsSentence(text) && words.CapitalShare(text) >= .6
}

// BylineName returns the text of a byline without the words that introduce it:
// "Ada Lund" for "By Ada Lund" and for "Author: Ada Lund". Any other text is
// returned unchanged.
func BylineName(text string) string {
	if name := TrimLead(text); name != text {
		return name
	}
	for _, by := range wordLists().Words("by") {
		if name, ok := cutLead(text, by); ok && isName(name) {
			return name
		}
	}
	return text
}

// TrimLead is like BylineName, for text known to be a name, which may begin like "Da
// Silva".
func TrimLead(text string) string {
	for _, by := range wordLists().Words("lead") {
		if name, ok := cutLead(text, by); ok && words.BeginsUpper(name) {
			return name
		}
	}
	for _, role := range wordLists().Words("role") {
		if len(text) < len(role) || !strings.EqualFold(text[:len(role)], role) {
			continue
		}
		name, ok := strings.CutPrefix(strings.TrimLeftFunc(text[len(role):], unicode.IsSpace), ":")
		if name = strings.TrimLeftFunc(name, unicode.IsSpace); ok && words.BeginsUpper(name) {
			return TrimLead(name)
		}
	}
	return text
}

// cutLead returns text without lead at its beginning and the colon and spaces after
// it. ok is false if text does not begin with lead.
func cutLead(text, lead string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(text, lead)
	if !ok {
		return "", false
	}
	name = strings.TrimLeftFunc(strings.TrimPrefix(rest, ":"), unicode.IsSpace)
	return name, name != rest
}

// isName reports whether text looks like a name: two to five capitalized words of
// letters.
func isName(text string) bool {
	parts := strings.FieldsFunc(text, unicode.IsSpace)
	return len(parts) >= 2 && len(parts) <= 5 && !slices.ContainsFunc(parts, func(part string) bool {
		first, _ := utf8.DecodeRuneInString(part)
		return !unicode.IsUpper(first) || strings.ContainsFunc(part, func(r rune) bool {
			return !unicode.IsLetter(r) && !strings.ContainsRune(".-’'", r)
		})
	})
}
