package cli

import (
	"fmt"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/library/quote"
)

// A location is how a command line names a span: by words (and which of
// several places), or by a range of code points.
type location struct {
	quote  string
	nth    int  // from 1
	chosen bool // nth was given; else the words must stand in one place
	at     string
}

// check refuses what would mean nothing in any article.
func (l location) check() error {
	switch {
	case l.quote == "" && l.at == "":
		return misuse("name the words with --quote TEXT or their place with --at START:END")
	case l.quote != "" && l.at != "":
		return misuse("--quote and --at exclude each other; give one of them")
	case l.at != "" && l.chosen:
		return misuse("--nth goes with --quote only")
	case l.chosen && l.nth < 1:
		return misuse("--nth %d is no place; it counts from 1", l.nth)
	case l.at != "":
		_, _, err := parseRange(l.at)
		return err
	case strings.TrimSpace(source.Clean(l.quote)) == "":
		return misuse("--quote has no visible text")
	}
	return nil
}

// parseRange reads START:END, code points from 0, half-open.
func parseRange(at string) (start, end int, err error) {
	from, to, ok := strings.Cut(at, ":")
	start, fromErr := strconv.Atoi(from)
	end, toErr := strconv.Atoi(to)
	if !ok || fromErr != nil || toErr != nil || start < 0 || start >= end {
		return 0, 0, misuse("--at %s is no place; write START:END, two numbers from 0, the second larger", quoted(at))
	}
	return start, end, nil
}

// in finds the span in an article.
func (l location) in(a *annotate.Article) (annotate.Span, error) {
	if l.at != "" {
		return spanAt(a, l.at)
	}
	words := source.Clean(l.quote)
	places := quote.Find(a.Text, words)
	switch {
	case len(places) == 0:
		return annotate.Span{}, absent(a, words)
	case l.nth > len(places):
		return annotate.Span{}, failure("%s occurs %s; nothing was changed; choose with --nth 1 to %d",
			quoted(words), times(len(places)), len(places))
	case l.chosen:
		return places[l.nth-1], nil
	case len(places) > 1:
		return annotate.Span{}, failure("%s occurs %s: %s; nothing was changed; choose one with --nth",
			quoted(words), times(len(places)), listPlaces(a, places))
	}
	return places[0], nil
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// absent says that words are not in an article, and what may have been meant.
func absent(a *annotate.Article, words string) error {
	near, ok := quote.Near(a.Text, words)
	if !ok {
		return failure("%s is not in %s; nothing was changed; copy the words exactly as galley show prints them",
			quoted(words), quoted(a.Name()))
	}
	return failure("%s is not in %s; nothing was changed; it occurs in %s with other capitals, accents, quotation marks or dashes: %s",
		quoted(words), quoted(a.Name()), placeName(a, near.Start), quoted(near.In(a.Text)))
}

// listed is how many places an error names.
const listed = 8

// listPlaces numbers places as --nth does: "1 in ¶2, 2 in ¶7".
func listPlaces(a *annotate.Article, places []annotate.Span) string {
	var list []string
	for i, place := range places {
		if i == listed {
			list = append(list, "…")
			break
		}
		list = append(list, fmt.Sprintf("%d in %s", i+1, placeName(a, place.Start)))
	}
	return strings.Join(list, ", ")
}

// spanAt takes a range of code points to the letter.
func spanAt(a *annotate.Article, at string) (annotate.Span, error) {
	start, end, err := parseRange(at)
	if err != nil {
		return annotate.Span{}, err
	}
	mapper := annotate.NewMapper(a.Text)
	span, err := mapper.SpanFromRunes(start, end)
	if err != nil {
		return annotate.Span{}, failure("%s lies outside the text, which has %d code points; nothing was changed", at, mapper.RuneFromByte(len(a.Text)))
	}
	if err := uncut(a.Text, span, mapper, at); err != nil {
		return annotate.Span{}, err
	}
	if span.Fits(a.Text) {
		return span, nil
	}
	trimmed, ok := span.Trim(a.Text)
	if !ok || !trimmed.Fits(a.Text) {
		return annotate.Span{}, failure("%s holds no visible text; nothing was changed", at)
	}
	return annotate.Span{}, failure("%s begins or ends with white space; nothing was changed; the words in it are at %s", at, rangeOf(mapper, trimmed))
}

// uncut refuses a span that cuts a grapheme cluster.
func uncut(text string, span annotate.Span, mapper *annotate.Mapper, at string) error {
	for _, off := range []int{span.Start, span.End} {
		if annotate.IsGraphemeBoundary(text, off) {
			continue
		}
		whole := annotate.Span{Start: annotate.GraphemeAt(text, off)}
		whole.End = annotate.NextGrapheme(text, whole.Start)
		return failure("%s cuts the character %s in two; nothing was changed; it takes the code points %s",
			at, quoted(whole.In(text)), rangeOf(mapper, whole))
	}
	return nil
}

func rangeOf(m *annotate.Mapper, s annotate.Span) string {
	start, end := m.RunesFromSpan(s)
	return fmt.Sprintf("%d:%d", start, end)
}
