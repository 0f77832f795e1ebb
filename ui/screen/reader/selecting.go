package reader

import (
	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/effect"
	"galley/ui/keys"
)

// selectSpan begins or replaces the selection; the caret goes to its end.
func (r *Reader) selectSpan(span annotate.Span) {
	r.mode = keys.Select
	r.sel = annotate.SelectSpan(r.article.Text, span)
	r.caret = r.settle(r.sel.Head)
	r.goal, r.current = -1, ""
	r.follow()
}

// startSelect selects the cluster under the caret, or the find hit there.
func (r *Reader) startSelect() {
	if hit, ok := r.find.at(r.caret); ok {
		r.selectSpan(hit)
		return
	}
	r.selectSpan(annotate.Span{Start: r.caret, End: annotate.NextGrapheme(r.article.Text, r.caret)})
}

// selectParagraph selects the block here, or extends the selection to it.
func (r *Reader) selectParagraph() {
	block := r.blockSpan(r.article.BlockAt(r.caret))
	if r.mode == keys.Select {
		sel := r.selected()
		block = annotate.Span{Start: min(sel.Start, block.Start), End: max(sel.End, block.End)}
	}
	r.selectSpan(block)
}

// selectSentence selects the sentence here, or extends the selection by one.
func (r *Reader) selectSentence(count int) []effect.Effect {
	span := r.sentence(r.caret)
	if r.mode == keys.Select {
		span = r.grownToSentence()
	}
	for n := count; n > 1; n-- {
		next, ok := r.sentenceAfter(annotate.Span{Start: r.lastSentence(span).Start, End: span.End})
		if !ok {
			break
		}
		span.End = next.End
	}
	r.selectSpan(span)
	return nil
}

// grownToSentence is the selection with the rest of its last sentence or, if
// it ends there already, the next one.
func (r *Reader) grownToSentence() annotate.Span {
	span := r.selected()
	end := r.lastSentence(span)
	if span.End < end.End {
		span.End = end.End
	} else if next, ok := r.sentenceAfter(end); ok {
		span.End = next.End
	}
	return span
}

// lastSentence is the sentence in which a span ends.
func (r *Reader) lastSentence(span annotate.Span) annotate.Span { return r.sentence(r.last(span)) }

// selected is the span that is selected.
func (r *Reader) selected() annotate.Span { return r.sel.Span(r.article.Text) }

// extend begins a selection if there is none, then moves its head by action.
func extend(action keys.Action) handler {
	return func(r *Reader, count int) []effect.Effect {
		if r.mode == keys.Read {
			r.mode, r.sel = keys.Select, annotate.Selection{Anchor: r.caret, Head: r.caret}
		}
		if move, ok := motions[action]; ok {
			r.move(move, max(count, 1))
			return nil
		}
		by := 1
		if action == keys.Up {
			by = -1
		}
		r.moveRows(by * max(count, 1))
		return nil
	}
}

// grow widens the selection to the next larger unit of the text. Without one it
// begins with the word here.
func (r *Reader) grow() {
	if r.mode == keys.Read {
		r.startSelect()
		if word, ok := segment.Word(r.article.Text, r.blockSpan(r.article.BlockAt(r.caret)), r.caret); ok {
			r.selectSpan(word)
		}
		return
	}
	was := r.selected()
	span := segment.Expand(r.article.Text, r.blockSpan(r.article.BlockAt(was.Start)), was)
	if span == was {
		r.say("The selection is the whole paragraph.")
		return
	}
	grown := append(r.grown[:len(r.grown):len(r.grown)], was)
	r.selectSpan(span)
	r.grown = grown
}

// shrink takes the last grow back, or narrows to the next smaller unit.
func (r *Reader) shrink() {
	was, grown := r.selected(), r.grown
	var span annotate.Span
	if n := len(grown); n > 0 {
		span, grown = grown[n-1], grown[:n-1]
	} else {
		span = segment.Shrink(r.article.Text, r.blockSpan(r.article.BlockAt(r.caret)), was, r.caret)
	}
	r.selectSpan(span)
	r.grown = grown
}

// swapEnds makes the other end of the selection the one that moves.
func (r *Reader) swapEnds() {
	r.sel = r.sel.Swap()
	r.caret, r.goal = r.sel.Head, -1
	r.reveal()
}
