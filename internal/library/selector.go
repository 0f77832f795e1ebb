package library

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/library/quote"
	"galley/internal/wording"
)

// A Selector names a span of an article: by its words, or by a range of code
// points if Quote is "".
type Selector struct {
	Quote      string
	Nth        int // number of the occurrence, from 1; 0: there must be only one
	Start, End int // code points from 0, half-open
}

// Find returns the span in an article.
func (s Selector) Find(a *annotate.Article) (annotate.Span, error) {
	if s.Quote == "" {
		return s.findRange(a)
	}
	words := source.Clean(s.Quote)
	spans := quote.Find(a.Text, words)
	switch n := len(spans); {
	case n == 0:
		return annotate.Span{}, missingWords(a, words)
	case s.Nth > n:
		return annotate.Span{}, fmt.Errorf("%s occurs %s; --nth %d is too large", wording.Quote(words), times(n), s.Nth)
	case s.Nth == 0 && n > 1:
		return annotate.Span{}, fmt.Errorf("%s occurs %s: %s; choose one with --nth", wording.Quote(words), times(n), listSpans(a, spans))
	}
	return spans[max(s.Nth, 1)-1], nil
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// missingWords returns the error for words that are not in an article, with those
// that the user may have meant.
func missingWords(a *annotate.Article, words string) error {
	near, ok := quote.Near(a.Text, words)
	if !ok {
		return fmt.Errorf("%s is not in %s; copy the words exactly as galley show prints them", wording.Quote(words), wording.Quote(a.Name()))
	}
	return fmt.Errorf("%s is not in %s; it occurs in %s, written differently: %s",
		wording.Quote(words), wording.Quote(a.Name()), wording.Paragraph(a, near), wording.Quote(near.In(a.Text)))
}

// maxListed is the maximum number of occurrences that an error lists.
const maxListed = 8

// listSpans numbers spans as --nth does: "1 in ¶2, 2 in ¶7".
func listSpans(a *annotate.Article, spans []annotate.Span) string {
	var list []string
	for i, span := range spans[:min(len(spans), maxListed)] {
		list = append(list, fmt.Sprintf("%d in %s", i+1, wording.Paragraph(a, span)))
	}
	if len(spans) > maxListed {
		list = append(list, "…")
	}
	return strings.Join(list, ", ")
}

// findRange returns the span of the range. It returns an error if the range splits
// a character or begins or ends with white space.
func (s Selector) findRange(a *annotate.Article) (annotate.Span, error) {
	at := fmt.Sprintf("%d:%d", s.Start, s.End)
	mapper := annotate.NewMapper(a.Text)
	span, err := mapper.SpanFromRunes(s.Start, s.End)
	if err != nil {
		return annotate.Span{}, fmt.Errorf("%s is outside the text, which has %d code points", at, mapper.RuneFromByte(len(a.Text)))
	}
	for _, off := range []int{span.Start, span.End} {
		if !annotate.IsGraphemeBoundary(a.Text, off) {
			whole := annotate.Span{Start: annotate.GraphemeAt(a.Text, off)}
			whole.End = annotate.NextGrapheme(a.Text, whole.Start)
			return annotate.Span{}, fmt.Errorf("%s splits the character %s, which is at %s",
				at, wording.Quote(whole.In(a.Text)), runeRange(mapper, whole))
		}
	}
	if span.Fits(a.Text) {
		return span, nil
	}
	trimmed, ok := span.Trim(a.Text)
	if !ok || !trimmed.Fits(a.Text) {
		return annotate.Span{}, fmt.Errorf("%s contains no visible text", at)
	}
	return annotate.Span{}, fmt.Errorf("%s begins or ends with white space; the words in it are at %s", at, runeRange(mapper, trimmed))
}

func runeRange(m *annotate.Mapper, s annotate.Span) string {
	start, end := m.RunesFromSpan(s)
	return fmt.Sprintf("%d:%d", start, end)
}
