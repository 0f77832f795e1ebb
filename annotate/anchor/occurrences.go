package anchor

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/fold"
	"galley/annotate/segment"
)

// maxOccurrences is the maximum number of occurrences of the same words that are compared.
const maxOccurrences = 512

// occurrences returns the first maxOccurrences spans of text that may be the words of
// an anchor. starts are the offsets of these words.
func occurrences(text string, starts iter.Seq[int], a annotate.Anchor) (spans []annotate.Span) {
	for start := range starts {
		if len(spans) == maxOccurrences {
			break
		}
		if span := (annotate.Span{Start: start, End: start + len(a.Exact)}); couldMatch(a, text, span) {
			spans = append(spans, span)
		}
	}
	return spans
}

// variants returns the spans of a text that package fold regards as the words of an
// anchor, except those that are the exact words. It compares the first maxOccurrences.
// starts are the offsets of the folded words in the folded text.
func variants(text string, folded *fold.Text, starts iter.Seq[int], a annotate.Anchor, words string) (spans []annotate.Span) {
	compared := 0
	for start := range starts {
		span, ok := folded.SourceFromFolded(annotate.Span{Start: start, End: start + len(words)})
		if !ok {
			continue // it cuts a character
		}
		if compared++; compared > maxOccurrences {
			break
		}
		if span.In(text) != a.Exact && couldMatch(a, text, span) {
			spans = append(spans, span)
		}
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
