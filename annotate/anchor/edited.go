package anchor

import (
	"galley/annotate"
	"galley/annotate/fold"
)

// acceptEdited accepts the projection, widened to whole words, if it is an edit of
// the original words.
func (p *placer) acceptEdited(d draft, to projection) (draft, bool) {
	span := to.span
	if to.kept == 0 {
		span = annotate.Span{}
		if to.intact {
			span, _ = to.slot.Trim(p.to.Text)
		}
	}
	span, ok := p.wholeWords(d.own, span)
	if !ok || span.In(p.to.Text) == d.anchor.Exact {
		return d, false
	}
	newWords, oldWords := span.In(p.to.Text), d.anchor.Exact
	oldFolded, newFolded := fold.String(oldWords), fold.String(newWords)
	likeness := similarity(oldFolded, newFolded)
	switch {
	case oldFolded == newFolded:
		d.score, d.reason = variantScore, variantReason
	case len(newWords) > maxGrowth*len(oldWords)+slack:
		return d, false
	case to.kept >= minKept, to.kept >= minKeptPart && to.part >= longWords:
		d.score, d.reason = max(likeness, to.kept*0.9), "some of the words were edited"
	case to.intact && countWords(oldWords) <= maxReplaced && countWords(newWords) <= countWords(oldWords)+1:
		d.score, d.reason = replacedScore*(1+likeness)/2, "other words were put in their place"
	default:
		return d, false
	}
	if to.moved {
		d.score, d.reason = d.score*0.9, "the words were edited and moved"
	}
	d.state, d.span = annotate.Changed, span
	return d, true
}

// wholeWords moves each end of a span of the new text to the nearer end of a word,
// unless that end of own cuts a word of the old text.
func (p *placer) wholeWords(own, span annotate.Span) (_ annotate.Span, ok bool) {
	if wordEdge(p.from.Text, own.Start) == own.Start {
		span.Start = wordEdge(p.to.Text, span.Start)
	}
	if wordEdge(p.from.Text, own.End) == own.End {
		span.End = wordEdge(p.to.Text, span.End)
	}
	if span.Empty() {
		return span, false
	}
	span, ok = span.Trim(p.to.Text)
	return span, ok && span.Fits(p.to.Text)
}

// findSimilar searches the new text for similar words.
func (p *placer) findSimilar(d draft) draft {
	if p.index == nil {
		p.index = newIndex(p.to.Text, p.newText...)
	}
	oldWords, context := d.anchor.Exact, newContextMatcher(p.oldAnchor(d))
	var found []candidate
	for _, span := range p.index.similar(oldWords) {
		words := span.In(p.to.Text)
		if words == oldWords || p.alignment.explainedShare(span, d.own) >= maxExplained {
			continue
		}
		c := candidate{span: span, similarity: similarity(oldWords, words), context: context.agreement(p.to.Text, span)}
		if c.similarity >= minSimilarity {
			found = append(found, c)
		}
	}
	sortByScore(found)
	d.state, d.score, d.reason = annotate.Orphan, 0, goneReason
	if len(found) == 0 {
		return d
	}
	best := found[0]
	switch isRecognized := best.context >= fairContext || len(oldWords) >= longEdited && best.similarity >= minLongEdited; {
	case isRecognized && hasClearLead(found):
		d.state, d.span, d.searched, d.context = annotate.Changed, best.span, true, best.context
		d.score, d.reason = best.similarity*(0.7+0.3*best.context), "similar words elsewhere"
	case len(oldWords) >= longWords:
		d = p.offer(d, found)
		d.reason = "only similar words were found"
	}
	return d
}
