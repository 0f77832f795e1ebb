package anchor

import (
	"sort"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/annotate/segment"
)

// minOtherLetters is the minimum number of letters of text that counts as other text.
const minOtherLetters = 12

// isNote reports whether the words of a draft are at span only in a quotation, such
// as that of a correction, and not where they were: the quotation is new, and the words
// next to them are elsewhere.
func (p *placer) isNote(d draft, span annotate.Span, isMoved bool) bool {
	if d.own.Empty() || !p.hasNewBefore(span) {
		return false
	}
	quotation, ok := quotationAround(p.to, span)
	if !ok || len(p.alignment.runsInNew(annotate.Span{Start: quotation.Start, End: quotation.Start + 1})) > 0 {
		return false
	}
	if _, ok := quotationAround(p.from, d.own); ok {
		return false
	}
	return isMoved || p.alignment.isDisplaced(d.own, p.alignment.sentences(p.from, d.own), p.alignment.sentences(p.to, span))
}

// hasNewBefore reports whether new text is before a span in its block.
func (p *placer) hasNewBefore(span annotate.Span) bool {
	i := sort.Search(len(p.newText), func(i int) bool { return p.newText[i].Start >= span.Start })
	return i > 0 && p.newText[i-1].End > p.to.Blocks[p.to.BlockAt(span.Start)].Span.Start
}

// quotationAround returns the quotation that a span is in.
func quotationAround(a *annotate.Article, span annotate.Span) (_ annotate.Span, ok bool) {
	outer, _, ok := segment.Quotation(a.Text, a.Blocks[a.BlockAt(span.Start)].Span, span.Start)
	return outer, ok && outer.Start < span.Start && span.End <= outer.End
}

// sentences returns the sentences of an article that a span begins and ends in.
func (a *alignment) sentences(article *annotate.Article, span annotate.Span) annotate.Span {
	return annotate.Span{Start: a.sentence(article, span.Start).Start, End: max(span.End, a.sentence(article, span.End-1).End)}
}

// isDisplaced reports whether the words next to an old sentence that holds own are in
// another paragraph than the new sentence or, if its paragraph has no others, another
// paragraph is in their place.
func (a *alignment) isDisplaced(own, old, new annotate.Span) bool {
	block := a.old.Blocks[a.old.BlockAt(own.Start)].Span
	target := a.new.BlockAt(new.Start)
	hasOthers := false
	for _, r := range overlapping(a.steady, block) {
		rest := sharedLetters(a.from, r.Old, block) - sharedLetters(a.from, r.Old, old)
		if r.Old.Overlaps(old) && a.new.BlockAt(r.New.Start) == target || rest < minOtherLetters {
			continue
		}
		if a.new.BlockAt(r.New.Start) == target {
			return false
		}
		hasOthers = true
	}
	_, place := a.neighborhood(block)
	others := sharedLetters(a.to, place, place) - sharedLetters(a.to, place, a.new.Blocks[target].Span)
	return hasOthers || others >= minOtherLetters
}

// sharedLetters returns the number of letters that two spans of a text share.
func sharedLetters(text string, a, b annotate.Span) int {
	if both := a.Intersect(b); !both.Empty() {
		return diff.CountLetters(both.In(text))
	}
	return 0
}
