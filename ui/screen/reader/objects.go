package reader

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/keys"
)

// An object is a unit of the text around an offset.
type object func(text string, block annotate.Span, off int) (annotate.Span, bool)

// selectObject makes what selects the unit at the caret, called name.
func selectObject(unit object, name string) func(r *Reader) {
	return func(r *Reader) {
		span, ok := unit(r.article.Text, r.blockSpan(r.article.BlockAt(r.caret)), r.caret)
		switch {
		case !ok && r.mode == keys.Read:
			r.say(fmt.Sprintf("There is no %s here.", name))
			return
		case !ok:
			r.say(fmt.Sprintf("There is no %s here: the selection is as it was.", name))
			return
		}
		r.selectSpan(span)
	}
}

func theSentence(text string, block annotate.Span, off int) (annotate.Span, bool) {
	return segment.Sentence(text, block, off), true
}

func theQuotation(text string, block annotate.Span, off int) (annotate.Span, bool) {
	_, inner, ok := segment.Quotation(text, block, off)
	return inner, ok && !inner.Empty()
}

func theQuotationMarked(text string, block annotate.Span, off int) (annotate.Span, bool) {
	outer, _, ok := segment.Quotation(text, block, off)
	return outer, ok
}

func theParagraph(_ string, block annotate.Span, _ int) (annotate.Span, bool) { return block, true }
