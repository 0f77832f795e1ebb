package anchor

import (
	_ "embed"
	"slices"
	"sort"
	"strings"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/annotate/fold"
	"galley/annotate/segment"
	"galley/annotate/wordlist"
)

// minOtherLetters is the minimum number of letters of text that counts as other text.
const minOtherLetters = 12

//go:embed corrections.txt
var correctionsFile string

// corrections returns the words of notes that correct an article.
var corrections = wordlist.Lazy(correctionsFile)

// isNote reports whether the words of a draft are at span only in a note, such as a
// correction, and not where they were: new text introduces or quotes them, and the words
// next to them are elsewhere.
func (p *placer) isNote(d draft, span annotate.Span, isMoved bool) bool {
	lead := p.newBefore(span)
	if d.own.Empty() || lead == "" {
		return false
	}
	intro := p.leadIn(span)
	isCorrection, isIntroduced := isCorrection(lead), diff.CountLetters(intro) >= minOtherLetters || strings.HasSuffix(intro, ":")
	switch {
	case isCorrection && isIntroduced:
		return true
	case !isCorrection && !(isIntroduced && p.beginsBlock(span, intro)) && !p.isNewlyQuoted(d, span):
		return false
	}
	return isMoved || p.alignment.isDisplaced(d.own, p.alignment.sentences(p.from, d.own), p.alignment.sentences(p.to, span))
}

// newBefore returns the new text before a span in its block or, for a span at its
// beginning, the new block before it if that ends with a colon.
func (p *placer) newBefore(span annotate.Span) string {
	i := p.to.BlockAt(span.Start)
	block := p.to.Blocks[i].Span
	if words := (annotate.Span{Start: block.Start, End: span.Start}).In(p.to.Text); i > 0 && !strings.ContainsFunc(words, isLetter) {
		before := p.to.Blocks[i-1].Span
		if strings.HasSuffix(before.In(p.to.Text), ":") && len(p.alignment.runsInNew(before)) == 0 {
			return before.In(p.to.Text)
		}
	}
	var lead strings.Builder
	n := sort.Search(len(p.newText), func(n int) bool { return p.newText[n].End > block.Start })
	for ; n < len(p.newText) && p.newText[n].Start < span.Start; n++ {
		lead.WriteString(p.newText[n].Intersect(annotate.Span{Start: block.Start, End: span.Start}).In(p.to.Text) + " ")
	}
	return lead.String()
}

// isCorrection reports whether new text before words says that it corrects an article.
func isCorrection(lead string) bool {
	lead = strings.Map(func(r rune) rune {
		if isLetter(r) || r == '\'' {
			return r
		}
		return ' '
	}, " "+fold.String(lead))
	return slices.ContainsFunc(corrections().Words("corrections"), func(word string) bool { return strings.Contains(lead, " "+word) })
}

// leadIn returns the new text with which the sentence of a span begins.
func (p *placer) leadIn(span annotate.Span) string {
	start := p.alignment.sentence(p.to, span.Start).Start
	i := sort.Search(len(p.newText), func(i int) bool { return p.newText[i].End > start })
	if i == len(p.newText) || p.newText[i].Start > start || start >= span.Start {
		return ""
	}
	return strings.TrimSpace(p.newText[i].Intersect(annotate.Span{Start: start, End: span.Start}).In(p.to.Text))
}

// beginsBlock reports whether new text in the sentence of a span begins its block too,
// or ends with a colon.
func (p *placer) beginsBlock(span annotate.Span, intro string) bool {
	block := p.to.Blocks[p.to.BlockAt(span.Start)].Span
	return strings.HasPrefix(block.In(p.to.Text), intro) || strings.HasSuffix(intro, ":")
}

// isNewlyQuoted reports whether a span is in a new quotation, and the words were in none.
func (p *placer) isNewlyQuoted(d draft, span annotate.Span) bool {
	quotation, ok := quotationAround(p.to, span)
	if !ok || len(p.alignment.runsInNew(annotate.Span{Start: quotation.Start, End: quotation.Start + 1})) > 0 {
		return false
	}
	_, wasQuoted := quotationAround(p.from, d.own)
	return !wasQuoted
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
