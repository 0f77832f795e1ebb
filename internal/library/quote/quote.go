// Package quote finds the words that a person names on a command line in the
// text of an article. Use it where a quotation must stand for one exact place;
// to find words as loosely as people type them use package search.
//
// A quotation is taken to the letter, with one exception: any run of white
// space in it stands for any run of white space in the text, so that words
// copied over a line end or a no-break space are found.
package quote

import (
	"strings"
	"unicode"

	"galley/annotate"
	"galley/annotate/search"
)

// Find returns every place of the words in text, in text order. Places may
// overlap: a quotation that could mean two places must not pass for one that
// means a single one. A place fits as the span of an annotation, so words that
// would cut a grapheme cluster have none there. White space at the ends of
// words does not count; words of nothing else have no place.
func Find(text, words string) []annotate.Span {
	parts := strings.Fields(words)
	if len(parts) == 0 {
		return nil
	}
	var places []annotate.Span
	for off := 0; ; off++ {
		next := strings.Index(text[off:], parts[0])
		if next < 0 {
			return places
		}
		off += next
		if end, ok := match(text, off, parts); ok {
			if span := (annotate.Span{Start: off, End: end}); span.Fits(text) {
				places = append(places, span)
			}
		}
	}
}

// match returns where the parts end that begin at off, parted by white space.
func match(text string, off int, parts []string) (end int, ok bool) {
	for i, part := range parts {
		if i > 0 {
			rest := strings.TrimLeftFunc(text[off:], unicode.IsSpace)
			if len(rest) == len(text)-off {
				return 0, false
			}
			off = len(text) - len(rest)
		}
		if !strings.HasPrefix(text[off:], part) {
			return 0, false
		}
		off += len(part)
	}
	return off, true
}

// Near returns the first place of words that differ from these only in
// capitals, accents, quotation marks or dashes. Use it to say what a person
// may have meant, never to choose a place.
func Near(text, words string) (place annotate.Span, ok bool) {
	folded := strings.ToLower(strings.Join(strings.Fields(words), " "))
	return search.Parse(folded).Next(text, 0)
}
