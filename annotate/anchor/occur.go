package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// occurrences returns where the words of an anchor stand in text, the first
// mostTwins of them.
func occurrences(text string, a annotate.Anchor) (spans []annotate.Span) {
	for from := 0; len(spans) < mostTwins; {
		i := strings.Index(text[from:], a.Exact)
		if i < 0 {
			break
		}
		span := annotate.Span{Start: from + i, End: from + i + len(a.Exact)}
		if stands(text, span, a) {
			spans = append(spans, span)
		}
		from = span.Start + 1
	}
	return spans
}

// reset returns where the words of an anchor stand but for typography.
func reset(text string, a annotate.Anchor) (spans []annotate.Span) {
	core := core(a.Exact)
	if core.Empty() {
		return nil
	}
	for from := 0; len(spans) < mostTwins; {
		i := strings.Index(text[from:], core.In(a.Exact))
		if i < 0 {
			break
		}
		if span, ok := around(text, from+i, a.Exact, core); ok && stands(text, span, a) {
			spans = append(spans, span)
		}
		from += i + 1
	}
	return spans
}

// stands reports whether the words of an anchor may be those at span: that it
// may be stored, and that they are not a part of a longer word, such as "port"
// in "report", unless a part of a word was marked.
func stands(text string, span annotate.Span, a annotate.Anchor) bool {
	return (!inWord(text[:span.Start], text[span.Start:]) || inWord(a.Prefix, a.Exact)) &&
		(!inWord(text[:span.End], text[span.End:]) || inWord(a.Exact, a.Suffix)) &&
		span.Fits(text)
}

// inWord reports whether the place between two texts is inside a word.
func inWord(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return spelt(last) && spelt(first)
}

// spelt reports whether r is of a word in a script that puts blanks between
// words.
func spelt(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
