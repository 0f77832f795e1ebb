package segment

import (
	"iter"
	"strings"
	"unicode"

	"galley/annotate"
)

// Sentence returns the sentence that contains off. White space between two sentences
// belongs to the first. The span is empty only if the block has nothing but white
// space.
func Sentence(text string, block annotate.Span, off int) annotate.Span {
	block, off = fit(text, block, off)
	w := windowAt(text, block, off)
	start := w.startAt(off)
	return clip(text, annotate.Span{Start: start, End: w.startAfter(start)})
}

// NextSentence returns the first sentence of the block that begins after off; ok is
// false if there is none.
func NextSentence(text string, block annotate.Span, off int) (sentence annotate.Span, ok bool) {
	block, at := fit(text, block, off)
	for start := windowAt(text, block, at).startAt(at); start < block.End; {
		next := windowAt(text, block, start).startAfter(start)
		if s := clip(text, annotate.Span{Start: start, End: next}); !s.Empty() && s.Start > off {
			return s, true
		}
		start = next
	}
	return annotate.Span{}, false
}

// PrevSentence returns the last sentence of the block that begins before off: the one
// that contains off, unless off is its first byte. ok is false if there is none.
func PrevSentence(text string, block annotate.Span, off int) (sentence annotate.Span, ok bool) {
	block, at := fit(text, block, off)
	for {
		w := windowAt(text, block, at)
		start := w.startAt(at)
		if s := clip(text, annotate.Span{Start: start, End: w.startAfter(start)}); !s.Empty() && s.Start < off {
			return s, true
		}
		if start == block.Start {
			return annotate.Span{}, false
		}
		_, at = fit(text, block, start-1)
	}
}

// Sentences returns the sentences of the blocks in order.
func Sentences(text string, blocks ...annotate.Span) iter.Seq[annotate.Span] {
	return func(yield func(annotate.Span) bool) {
		stops := marks{mark: '.'}
		for _, block := range blocks {
			block, _ = fit(text, block, block.Start)
			for start := block.Start; start < block.End; {
				w := windowAt(text, block, start)
				w.stops = &stops
				for start < w.hi {
					next := w.startAfter(start)
					s := clip(text, annotate.Span{Start: start, End: next})
					if !s.Empty() && !yield(s) {
						return
					}
					start = next
				}
			}
		}
	}
}

// neverEnds has the bytes that no sentence ends with: ASCII except marks and control characters,
// and the bytes of characters from U+00C0 to U+057F, except the Greek question mark.
var neverEnds = func() (set [256]bool) {
	for c := range set {
		set[c] = c >= ' ' && c < 0xC0 && strings.IndexByte(".!?:;)", byte(c)) < 0 || c > 0xC2 && c < 0xD6 && c != 0xCD
	}
	return set
}()

// startAfter returns the start of the sentence after the one that begins at start, or
// the end of the window.
func (w window) startAfter(start int) int {
	text := w.text[:w.hi]
	for off := start; off < len(text); {
		if neverEnds[text[off]] {
			off++
			continue
		}
		r, size := w.rune(off)
		if next, ok := w.endsAt(off, r, size); ok && next > start {
			return next
		}
		off += size
	}
	return w.hi
}

// startAt returns the start of the last sentence that begins at or before off, or the
// start of the window.
func (w window) startAt(off int) int {
	at := off
	if r, _ := w.rune(off); unicode.IsSpace(r) {
		at = w.skipSpaceBack(off)
	} else {
		for size := 1; size > 0 && at < off+maxMark; at += size { // the mark of an item may contain off
			_, size = w.rune(at)
		}
	}
	for at > w.lo {
		r, size := w.runeBefore(at)
		at -= size
		if next, ok := w.endsAt(at, r, size); ok && next <= off {
			return next
		}
	}
	return w.lo
}
