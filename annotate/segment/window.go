package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

const (
	windowSize = 64 << 10 // approximate number of bytes between two cuts
	cutSearch  = 4 << 10  // maximum number of bytes that are searched for a place to cut
)

// A window is a part of a block. No unit crosses its ends, and nothing outside it is read,
// except by nearby.
type window struct {
	text   string
	lo, hi int
	stops  *marks // what is known of the full stops nearby; may be nil
}

// fit clips block to the text, and moves off into the block and to the start of a
// character.
func fit(text string, block annotate.Span, off int) (annotate.Span, int) {
	block.Start = min(max(block.Start, 0), len(text))
	block.End = min(max(block.End, block.Start), len(text))
	off = min(max(off, block.Start), max(block.End-1, block.Start))
	for back := 1; back < utf8.UTFMax && off-back >= block.Start && !utf8.RuneStart(text[off]); back++ {
		if utf8.RuneStart(text[off-back]) {
			off -= back
		}
	}
	return block, off
}

// windowAt returns the window that contains off. block and off must be as fit
// returns them.
func windowAt(text string, block annotate.Span, off int) window {
	k := (off - block.Start) / windowSize
	lo, hi := cut(text, block, k), cut(text, block, k+1)
	for k > 0 && off < lo {
		k--
		lo, hi = cut(text, block, k), lo
	}
	return window{text: text, lo: lo, hi: hi}
}

// cut returns the start of window k of the block, which is at least k*windowSize
// bytes from the block's start, or the end of the block.
func cut(text string, block annotate.Span, k int) int {
	if k == 0 {
		return block.Start
	}
	target := block.Start + k*windowSize
	if target >= block.End {
		return block.End
	}
	for target < block.End-1 && !utf8.RuneStart(text[target]) {
		target++
	}
	w := window{text: text, lo: max(block.Start, target-cutSearch), hi: min(block.End, target+2*cutSearch)}
	last := min(block.End, target+cutSearch)
	if next := w.startAfter(target); next <= last {
		return next
	}
	for off := target; off < last; off++ {
		if r, _ := utf8.DecodeRuneInString(text[off:]); unicode.IsSpace(r) {
			if next := w.skipSpace(off); next <= last && annotate.IsGraphemeBoundary(text, next) {
				return next
			}
			break
		}
	}
	return w.skipSpaceClusters(w.clusterFrom(target), last)
}

// skipSpaceClusters returns the start of the first cluster from off to last that does not
// begin with white space: white space between two sentences belongs to the first.
func (w window) skipSpaceClusters(off, last int) int {
	for off < last {
		if r, _ := w.rune(off); !unicode.IsSpace(r) {
			break
		}
		off = annotate.NextGrapheme(w.text, off)
	}
	return off
}

// clusterFrom returns the first cluster boundary at or after off.
func (w window) clusterFrom(off int) int {
	if start := annotate.GraphemeAt(w.text, off); start < off {
		return min(annotate.NextGrapheme(w.text, start), w.hi)
	}
	return off
}

// rune returns the character at off and its size, or 0 outside the window.
func (w window) rune(off int) (rune, int) {
	if off < w.lo || off >= w.hi {
		return 0, 0
	}
	return utf8.DecodeRuneInString(w.text[off:w.hi])
}

// runeBefore returns the character that ends at off and its size, or 0 outside the
// window.
func (w window) runeBefore(off int) (rune, int) {
	if off <= w.lo || off > w.hi {
		return 0, 0
	}
	return utf8.DecodeLastRuneInString(w.text[w.lo:off])
}

// skipSpace returns the offset after the white space at off.
func (w window) skipSpace(off int) int {
	rest := w.text[off:w.hi]
	return off + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
}

// skipSpaceBack returns the start of the white space before off.
func (w window) skipSpaceBack(off int) int {
	return w.lo + len(strings.TrimRightFunc(w.text[w.lo:off], unicode.IsSpace))
}

// maxDropped is the maximum number of clusters that clip removes.
const maxDropped = 64

// clip removes white space and incomplete clusters from the ends of span. The rest may
// be empty.
func clip(text string, span annotate.Span) annotate.Span {
	for range maxDropped {
		trimmed, ok := span.Trim(text)
		if !ok {
			break
		}
		span = trimmed
		first := annotate.GraphemeAt(text, span.Start)
		last := annotate.GraphemeAt(text, span.End)
		if first == span.Start && last == span.End {
			return span
		}
		if first < span.Start {
			span.Start = annotate.NextGrapheme(text, first)
		}
		span.End = max(last, span.Start)
	}
	return annotate.Span{Start: span.Start, End: span.Start}
}
