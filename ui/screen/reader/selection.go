package reader

import (
	"galley/annotate"
	"galley/annotate/segment"
)

// A selection is the selected range, or the new size of an annotation.
type selection struct {
	annotate.Selection
	active bool            // motions move the head
	grown  []annotate.Span // its span before each time it grew
}

// span returns the range that is selected.
func (s selection) span(p prose) annotate.Span { return s.Selection.Span(p.Text) }

// withParagraph returns the block at off, with the selection if there is one.
func (s selection) withParagraph(p prose, off int) annotate.Span {
	block := p.block(off)
	if s.active {
		sel := s.span(p)
		block = sel.Union(block)
	}
	return block
}

// withSentences returns count sentences from off. If there is a selection, it
// returns the selection with the rest of its last sentence, or with the next one
// if it ends with a sentence, and count-1 more.
func (s selection) withSentences(p prose, off, count int) annotate.Span {
	span := p.sentence(off)
	if s.active {
		span = s.span(p)
		if end := p.sentence(p.last(span)).End; span.End < end {
			span.End = end
		} else {
			span = withNextSentence(p, span)
		}
	}
	for n := count; n > 1; n-- {
		span = withNextSentence(p, span)
	}
	return span
}

// withNextSentence returns a span extended by the sentence after its last one.
func withNextSentence(p prose, span annotate.Span) annotate.Span {
	if next, ok := p.sentenceAfter(p.sentence(p.last(span))); ok {
		span.End = next.End
	}
	return span
}

// An object finds a unit of the text around an offset, within its block. ok is
// false if there is none.
type object func(text string, block annotate.Span, off int) (span annotate.Span, ok bool)

func sentenceObject(text string, block annotate.Span, off int) (annotate.Span, bool) {
	return segment.Sentence(text, block, off), true
}

func quotationObject(text string, block annotate.Span, off int) (annotate.Span, bool) {
	_, inner, ok := segment.Quotation(text, block, off)
	return inner, ok && !inner.Empty()
}

// quotedObject returns a quotation with its quotation marks.
func quotedObject(text string, block annotate.Span, off int) (annotate.Span, bool) {
	outer, _, ok := segment.Quotation(text, block, off)
	return outer, ok
}

func paragraphObject(_ string, block annotate.Span, _ int) (annotate.Span, bool) { return block, true }
