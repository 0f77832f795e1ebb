package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/fold"
	"galley/annotate/segment"
)

// maxOccurrences is the maximum number of occurrences of the same words that are compared.
const maxOccurrences = 512

// occurrences returns the first maxOccurrences spans of text that may be the words of
// an anchor.
func occurrences(text string, a annotate.Anchor) (spans []annotate.Span) {
	for from := 0; len(spans) < maxOccurrences; {
		i := strings.Index(text[from:], a.Exact)
		if i < 0 {
			break
		}
		span := annotate.Span{Start: from + i, End: from + i + len(a.Exact)}
		if couldMatch(a, text, span) {
			spans = append(spans, span)
		}
		from = span.Start + 1
	}
	return spans
}

// variants returns the spans within a folded span of a text that package fold regards
// as the words of an anchor, except those that are the exact words. words is the
// folded form of the words.
func variants(text string, folded *fold.Text, within annotate.Span, a annotate.Anchor, words string) (spans []annotate.Span) {
	for range maxOccurrences {
		at, span, ok := folded.Index(words, within)
		if !ok {
			break
		}
		if span.In(text) != a.Exact && couldMatch(a, text, span) {
			spans = append(spans, span)
		}
		_, size := utf8.DecodeRuneInString(words)
		within.Start = at.Start + size
	}
	return spans
}

// couldMatch reports whether the words at span may be those of an anchor: the span may
// be stored and, unless part of a word was marked, is not part of a longer word,
// such as "port" in "report".
func couldMatch(a annotate.Anchor, text string, span annotate.Span) bool {
	return (!insideWord(text[:span.Start], text[span.Start:]) || insideWord(a.Prefix, a.Exact)) &&
		(!insideWord(text[:span.End], text[span.End:]) || insideWord(a.Exact, a.Suffix)) &&
		span.Fits(text)
}

// insideWord reports whether before and after meet inside a word.
func insideWord(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return inSpacedWord(last) && inSpacedWord(first)
}

// inSpacedWord reports whether r is part of a word in a script that puts spaces
// between words.
func inSpacedWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)) && !segment.IsUnspaced(r)
}
