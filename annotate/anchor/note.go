package anchor

import (
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/annotate/fold"
)

// minOtherLetters is the minimum number of letters of text that counts as other text.
const minOtherLetters = 12

// isNote reports whether the words of a draft are at span only in a quotation, such
// as that of a correction, and not where they were: their sentence opens a quotation
// that the old one did not open, and is elsewhere.
func (p *placer) isNote(d draft, span annotate.Span, isMoved bool) bool {
	if d.own.Empty() {
		return false
	}
	old, new := p.alignment.sentences(p.from, d.own), p.alignment.sentences(p.to, span)
	return p.alignment.opensQuotation(old, new, d.own, span) && (isMoved || p.alignment.isDisplaced(d.own, old, new))
}

// sentences returns the sentences of an article that a span begins and ends in.
func (a *alignment) sentences(article *annotate.Article, span annotate.Span) annotate.Span {
	return annotate.Span{Start: a.sentence(article, span.Start).Start, End: max(span.End, a.sentence(article, span.End-1).End)}
}

// opensQuotation reports whether a quotation mark is before what a sentence of the
// new text has of the old one, or before the words, and was not.
func (a *alignment) opensQuotation(old, new, own, span annotate.Span) bool {
	for _, r := range a.runsInNew(new) {
		if r.Old.Overlaps(old) && isQuoted(a.to, r.New.Start) && !isQuoted(a.from, r.Old.Start) {
			return true
		}
	}
	return isQuoted(a.to, span.Start) && !isQuoted(a.from, own.Start)
}

// isQuoted reports whether a quotation mark is before off.
func isQuoted(text string, off int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:off])
	return fold.String(string(r)) == `"`
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
	others := sharedLetters(a.to, place, place) - sharedLetters(a.to, place, new)
	return hasOthers || others >= minOtherLetters
}

// sharedLetters returns the number of letters that two spans of a text share.
func sharedLetters(text string, a, b annotate.Span) int {
	if both := a.Intersect(b); !both.Empty() {
		return diff.CountLetters(both.In(text))
	}
	return 0
}
