package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Span is a half-open range of byte offsets into a canonical text.
type Span struct {
	Start, End int
}

// Len is the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether the byte at off lies in the span.
func (s Span) Contains(off int) bool { return s.Start <= off && off < s.End }

// Covers reports whether every byte of t lies in the span.
func (s Span) Covers(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether the two spans share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Intersect is the part that both spans share; it is empty if they share none.
func (s Span) Intersect(t Span) Span {
	return Span{max(s.Start, t.Start), min(s.End, t.End)}
}

// In returns the words that the span covers in text.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Trim returns the span without white space at either end. ok is false when
// nothing but white space was covered: such a span is never stored.
func (s Span) Trim(text string) (trimmed Span, ok bool) {
	words := s.In(text)
	left := strings.TrimLeftFunc(words, unicode.IsSpace)
	s.Start += len(words) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return s, !s.Empty()
}

// Fits reports whether the span may be stored on text: inside it, not empty,
// on grapheme cluster boundaries, and with no white space at either end.
func (s Span) Fits(text string) bool {
	if s.Start < 0 || s.End > len(text) || s.Empty() {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text[s.Start:])
	last, _ := utf8.DecodeLastRuneInString(text[:s.End])
	return !unicode.IsSpace(first) && !unicode.IsSpace(last) &&
		IsGraphemeBoundary(text, s.Start) && IsGraphemeBoundary(text, s.End)
}
