package anchor

import (
	"unicode/utf8"

	"galley/annotate"
)

// Context is the number of code points that an anchor keeps on each side of its span.
const Context = 64

// Describe returns the anchor of a span of text. digest must be annotate.DigestOf(text).
func Describe(text, digest string, span annotate.Span) annotate.Anchor {
	return annotate.Anchor{
		Span:       span,
		Exact:      span.In(text),
		Prefix:     text[back(text, span.Start, Context):span.Start],
		Suffix:     text[span.End:forward(text, span.End, Context)],
		TextDigest: digest,
		State:      annotate.Anchored,
		Score:      1,
	}
}

// LastRunes returns the last n code points of s.
func LastRunes(s string, n int) string { return s[back(s, len(s), n):] }

// FirstRunes returns the first n code points of s.
func FirstRunes(s string, n int) string { return s[:forward(s, 0, n)] }

// back returns the offset n code points before off, or 0 if there are fewer.
func back(text string, off, n int) int {
	for ; n > 0 && off > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:off])
		off -= size
	}
	return off
}

// forward returns the offset n code points after off, or len(text) if there are fewer.
func forward(text string, off, n int) int {
	for ; n > 0 && off < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[off:])
		off += size
	}
	return off
}
