package reader

import (
	"galley/annotate"
	"galley/annotate/segment"
)

// prose is an article as the caret moves through it: grapheme clusters, words,
// sentences and blocks. A cluster is given by its byte offset into the Text.
type prose struct{ *annotate.Article }

// cluster returns the cluster at off, or the one nearest to it on which the
// caret may rest: never a line end, never the gap between two blocks.
func (p prose) cluster(off int) int {
	block := p.block(off)
	off = annotate.GraphemeAt(p.Text, min(max(off, block.Start), block.End-1))
	for p.Text[off] == '\n' && off > block.Start {
		off = annotate.PrevGrapheme(p.Text, off)
	}
	return off
}

// next returns the cluster after off, across line ends and blocks, or off at the
// end.
func (p prose) next(off int) int {
	for to := annotate.NextGrapheme(p.Text, off); to < len(p.Text); to = annotate.NextGrapheme(p.Text, to) {
		if p.Text[to] != '\n' {
			return to
		}
	}
	return off
}

// prev returns the cluster before off, across line ends and blocks, or off at the
// beginning.
func (p prose) prev(off int) int {
	for to := off; to > 0; {
		to = annotate.PrevGrapheme(p.Text, to)
		if p.Text[to] != '\n' {
			return to
		}
	}
	return off
}

// last returns the last cluster of a span.
func (p prose) last(span annotate.Span) int { return annotate.PrevGrapheme(p.Text, span.End) }

// end returns the last cluster of the text.
func (p prose) end() int { return p.cluster(len(p.Text) - 1) }

// block returns the span of the block at off.
func (p prose) block(off int) annotate.Span { return p.Blocks[p.BlockAt(off)].Span }

// word returns the word at off; empty and false if there is none.
func (p prose) word(off int) (annotate.Span, bool) {
	w, ok := segment.Word(p.Text, p.block(off), off)
	if !ok {
		return annotate.Span{}, false
	}
	return w, true
}

// wordAfter returns the first word that begins after off, in this block or a
// later one.
func (p prose) wordAfter(off int) (annotate.Span, bool) {
	for b := p.BlockAt(off); b < len(p.Blocks); b++ {
		span := p.Blocks[b].Span
		if b > 0 && off < span.Start {
			if w, ok := segment.Word(p.Text, span, span.Start); ok {
				return w, true
			}
			off = span.Start
		}
		if w, ok := segment.NextWord(p.Text, span, off); ok {
			return w, true
		}
		off = span.End
	}
	return annotate.Span{}, false
}

// wordBefore returns the last word that begins before off, in this block or an
// earlier one.
func (p prose) wordBefore(off int) (annotate.Span, bool) {
	for b := p.BlockAt(off); b >= 0; b-- {
		span := p.Blocks[b].Span
		if w, ok := segment.PrevWord(p.Text, span, min(off, span.End)); ok {
			return w, true
		}
	}
	return annotate.Span{}, false
}

// wholeWords reports whether the ends of a span are not within words.
func (p prose) wholeWords(span annotate.Span) bool {
	for _, off := range []int{span.Start, p.last(span)} {
		if w, ok := p.word(off); ok && (w.Start < span.Start || w.End > span.End) {
			return false
		}
	}
	return true
}

// sentence returns the sentence at off.
func (p prose) sentence(off int) annotate.Span {
	return segment.Sentence(p.Text, p.block(off), off)
}

// sentenceAfter returns the sentence that follows s, in its block or the next
// one.
func (p prose) sentenceAfter(s annotate.Span) (annotate.Span, bool) {
	b := p.BlockAt(s.Start)
	if next, ok := segment.NextSentence(p.Text, p.Blocks[b].Span, s.Start); ok {
		return next, true
	}
	if b+1 == len(p.Blocks) {
		return annotate.Span{}, false
	}
	return p.sentence(p.Blocks[b+1].Span.Start), true
}

// withPlace appends a place to a description: "claim in ¶7".
func (p prose) withPlace(what string, span annotate.Span) string {
	return what + " in " + p.place(span)
}

// place names where a span is: "¶7", "¶14–15" or "the heading".
func (p prose) place(span annotate.Span) string {
	if p.NumberAt(span.Start) > 0 {
		return p.Place(span)
	}
	return "the " + p.Place(span)
}
