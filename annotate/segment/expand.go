package segment

import "galley/annotate"

// Expand returns the smallest unit that contains span and is larger: whole words, whole
// clauses, a quotation without and with its marks, whole sentences, the block. It
// returns span if no unit of the block is larger.
func Expand(text string, block, span annotate.Span) annotate.Span {
	block, _ = fit(text, block, span.Start)
	_, last := fit(text, block, span.End-1)
	best := span
	for _, unit := range units(text, block, span.Start, last) {
		if unit.Covers(span) && unit != span && (best == span || unit.Len() < best.Len()) && unit.Fits(text) {
			best = unit
		}
	}
	return best
}

// Shrink returns the largest unit that contains off and is inside span, but smaller:
// a sentence, quotation, clause or word. It returns span if there is none.
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

// units returns the units that contain both off and last, in no particular order.
func units(text string, block annotate.Span, off, last int) []annotate.Span {
	_, off = fit(text, block, off)
	first := Sentence(text, block, off)
	end := first
	if last >= first.End {
		end = Sentence(text, block, last)
	}
	clauses := clauseAt(text, first, off)
	if last >= clauses.End {
		clauses = join(clauses, clauseAt(text, end, last))
	}
	found := []annotate.Span{clip(text, block), join(first, end), clauses}
	if word, ok := Word(text, block, off); ok {
		end, ok := word, true
		if last >= word.End {
			end, ok = Word(text, block, last)
		}
		if ok {
			found = append(found, join(word, end))
		}
	}
	for _, p := range windowAt(text, block, off).passages(off) {
		found = append(found, p.inner, p.outer)
	}
	return found
}

// join returns the span from the start of a to the end of b.
func join(a, b annotate.Span) annotate.Span { return annotate.Span{Start: a.Start, End: b.End} }
