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

// Len returns the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span has no bytes.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether the byte at off is in s.
func (s Span) Contains(off int) bool { return s.Start <= off && off < s.End }

// Covers reports whether every byte of t is in s.
func (s Span) Covers(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Intersect returns the part that s and t share, which may be empty.
func (s Span) Intersect(t Span) Span {
	return Span{max(s.Start, t.Start), min(s.End, t.End)}
}

// Union returns the smallest span that contains both.
func (s Span) Union(t Span) Span {
	return Span{Start: min(s.Start, t.Start), End: max(s.End, t.End)}
}

// In returns the part of text that the span covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Trim returns the span without white space at its ends. ok is false if nothing is
// left; such a span is never stored.
func (s Span) Trim(text string) (trimmed Span, ok bool) {
	words := s.In(text)
	left := strings.TrimLeftFunc(words, unicode.IsSpace)
	s.Start += len(words) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return s, !s.Empty()
}

// Fits reports whether the span may be stored as a span of text: it is inside the
// text, not empty, on grapheme cluster boundaries, and has no white space at its
// ends.
func (s Span) Fits(text string) bool {
	if s.Start < 0 || s.End > len(text) || s.Empty() {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text[s.Start:])
	last, _ := utf8.DecodeLastRuneInString(text[:s.End])
	return !unicode.IsSpace(first) && !unicode.IsSpace(last) &&
		IsGraphemeBoundary(text, s.Start) && IsGraphemeBoundary(text, s.End)
}

// A Selection is a range that is being selected. Anchor and Head are the starts
// of two grapheme clusters, in either order; both clusters are selected.
type Selection struct {
	Anchor, Head int
}

// Span returns the span of text that the selection covers.
func (s Selection) Span(text string) Span {
	return Span{min(s.Anchor, s.Head), NextGrapheme(text, max(s.Anchor, s.Head))}
}

// Swap returns the selection with Anchor and Head exchanged.
func (s Selection) Swap() Selection { return Selection{s.Head, s.Anchor} }

// SelectSpan returns the forward selection that covers span, which must not be
// empty.
func SelectSpan(text string, span Span) Selection {
	return Selection{span.Start, PrevGrapheme(text, span.End)}
}
