package segment

import "galley/annotate"

// Expand returns the smallest unit that holds span and more: whole words, whole
// clauses, a quotation without and with its marks, whole sentences, the block.
// It returns span itself when nothing in the block is larger.
func Expand(text string, block, span annotate.Span) annotate.Span {
	block, _ = fit(text, block, span.Start)
	_, last := fit(text, block, span.End-1)
	best := span
	for _, unit := range units(text, block, span.Start, last) {
		if unit.Covers(span) && unit != span && (best == span || unit.Len() < best.Len()) {
			best = unit
		}
	}
	return best
}

// Shrink returns the largest unit inside span, but smaller, that covers off:
// one sentence, quotation, clause or word. It returns span itself when there
// is none.
func Shrink(text string, block, span annotate.Span, off int) annotate.Span {
	block, off = fit(text, block, off)
	best := span
	for _, unit := range units(text, block, off, off) {
		if span.Covers(unit) && unit != span && unit.Contains(off) && (best == span || unit.Len() > best.Len()) {
			best = unit
		}
	}
	return best
}

// units returns the units that reach from off to last, in no order.
func units(text string, block annotate.Span, off, last int) []annotate.Span {
	_, off = fit(text, block, off)
	sentence := Sentence(text, block, off)
	end := sentence
	if last >= sentence.End {
		end = Sentence(text, block, last)
	}
	found := []annotate.Span{
		clip(text, block),
		join(sentence, end),
		join(clauseIn(text, sentence, off), clauseIn(text, end, last)),
	}
	if first, ok := Word(text, block, off); ok {
		if word, ok := Word(text, block, last); ok {
			found = append(found, join(first, word))
		}
	}
	for _, p := range windowAt(text, block, off).passages(off) {
		found = append(found, p.inner, p.outer)
	}
	return found
}

// join is the span from the beginning of a to the end of b.
func join(a, b annotate.Span) annotate.Span { return annotate.Span{Start: a.Start, End: b.End} }
