// Package quote finds a quotation in the text of an article. Use it where the
// words must name one exact span; to find words as loosely as users type them,
// use package search.
//
// A quotation is taken literally, except that any run of white space in it
// matches any run of white space in the text, so that words copied across a
// line end or a no-break space are found.
package quote

import (
	"strings"
	"unicode"

	"galley/annotate"
	"galley/annotate/search"
)

// Find returns every occurrence of words in text, in text order. Occurrences
// may overlap, because a quotation that can mean two spans must not pass for an
// unambiguous one. Each can be the span of an annotation: none cuts a grapheme
// cluster. White space at the ends of words is ignored; words that consist of it
// do not occur.
func Find(text, words string) []annotate.Span {
	parts := strings.Fields(words)
	if len(parts) == 0 {
		return nil
	}
	var spans []annotate.Span
	for off := 0; ; off++ {
		next := strings.Index(text[off:], parts[0])
		if next < 0 {
			return spans
		}
		off += next
		if end, ok := match(text, off, parts); ok {
			if span := (annotate.Span{Start: off, End: end}); span.Fits(text) {
				spans = append(spans, span)
			}
		}
	}
}

// match returns the end of parts that begin at off, with white space between
// them.
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

// Near returns the first occurrence of words that package fold regards as the same,
// as with other capitals, accents, ligatures, quotation marks or dashes. Use it to say
// what the user may have meant, never to choose a span.
func Near(text, words string) (span annotate.Span, ok bool) {
	return search.ParseLoose(strings.Join(strings.Fields(words), " ")).Next(text, 0)
}
