package anchor

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/annotate/fold"
)

// Thresholds of the evidence that a placer accepts, in addition to those of
// candidate.go.
const (
	minKept           = 0.5 // minimum share of the letters that edited words keep
	minKeptPart       = 0.3 // the same if the kept letters are one passage: the rest was cut
	maxReplaced       = 3   // maximum number of words that may be replaced altogether between unedited ones
	replacedScore     = 0.5 // score of words that were replaced altogether
	maxGrowth         = 3   // maximum ratio of the length of edited words to that of the original ones
	maxExplained      = 0.5 // maximum share of a candidate's letters that may come from other words
	maxCompared       = 64  // maximum number of occurrences of the same words that are compared
	minOfferedContext = 0.3 // minimum agreement of the context in which a short word is offered
	minOfferedWord    = 8   // minimum length in bytes of a word that is offered in any context
	nearCenter        = 0.2 // maximum distance of a candidate from the center
	centerLead        = 0.2 // minimum additional distance of the second-best candidate
	longEdited        = 32  // minimum length in bytes of edited words that are recognized in any context
	minLongEdited     = 0.8 // minimum similarity of those words to the original ones
)

// search places words that the alignment does not find. It tries the exact words in
// the new text, then the same words in folded form, the span that the alignment maps
// them to, and similar words.
func (p *placer) search(d draft, to projection) draft {
	found := p.candidates(d, to, p.occurrences(d, annotate.Span{}, maxCompared, maxExplained))
	if placed, ok := p.chooseInPlace(d, found); ok {
		if placed.state.Certain() && p.isNote(d, placed.span, false) {
			return p.offer(d, found)
		}
		return placed
	}
	if placed, ok := p.chooseElsewhere(d, found, to); ok {
		return placed
	}
	folded := p.candidates(d, projection{slot: to.slot}, p.variants(d))
	if !isPassage(d.anchor.Exact) { // such words occur by chance
		folded = slices.DeleteFunc(folded, func(c candidate) bool { return c.context < fairContext })
	}
	if placed, ok := p.chooseInPlace(d, folded); ok && placed.state.Certain() {
		return placed.asVariant()
	}
	if placed, ok := p.acceptEdited(d, to); ok {
		return placed
	}
	if placed, ok := p.chooseElsewhere(d, folded, to); ok {
		return placed.asVariant()
	}
	return p.findSimilar(d)
}

// asVariant returns a draft that was placed on words that are the same in folded form.
func (d draft) asVariant() draft {
	if d.state.Certain() {
		d.state, d.score, d.reason = annotate.Changed, variantScore*d.score, variantReason
	}
	return d
}

// candidates rates spans that are not explained by other words of the old text, and
// returns them best first.
func (p *placer) candidates(d draft, to projection, spans []annotate.Span) (found []candidate) {
	context := newContextMatcher(p.oldAnchor(d))
	for _, span := range spans {
		c := candidate{span: span, similarity: 1, context: context.agreement(p.to.Text, span)}
		shared := span.Intersect(to.slot)
		c.isInPlace = !shared.Empty() && 2*shared.Len() >= span.Len()
		c.offCenter = p.alignment.offCenter(d.own, span, to.slot)
		c.isAlone = p.isAlone(span)
		c.isBlock = p.fills(span, p.to.Blocks[p.to.BlockAt(span.Start)].Span)
		found = append(found, c)
	}
	if to.moved && to.span.In(p.to.Text) == d.anchor.Exact && !slices.ContainsFunc(found, func(c candidate) bool { return c.span == to.span }) {
		found = append(found, candidate{span: to.span, similarity: 1, context: context.agreement(p.to.Text, to.span)})
	}
	sortByScore(found)
	return found
}

// variants returns the new text's spans that are the words in folded form, but
// not byte for byte.
func (p *placer) variants(d draft) (spans []annotate.Span) {
	if len(p.newText) == 0 {
		return nil
	}
	if p.folded == nil {
		p.folded = fold.New(p.to.Text)
		p.foldedGrams = newGrams(p.folded.Folded)
	}
	words := fold.String(d.anchor.Exact)
	if !p.foldedGrams.mayOccur(words) {
		return nil
	}
	a := p.oldAnchor(d)
	for i := 0; i < len(p.newText) && len(spans) < maxCompared; {
		window := p.newText[i]
		for ; i < len(p.newText) && p.newText[i].Start <= window.End+2*len(a.Exact); i++ {
			window.End = p.newText[i].End
		}
		window = p.folded.FoldedFromSource(annotate.Span{
			Start: back(p.to.Text, window.Start, len(a.Exact)), End: forward(p.to.Text, window.End, len(a.Exact)),
		})
		spans = append(spans, variants(p.to.Text, p.folded, read(p.folded.Folded, window, words), a, words)...)
	}
	return slices.DeleteFunc(spans, func(s annotate.Span) bool { return p.alignment.explainedShare(s, d.own) >= maxExplained })
}

// oldAnchor returns the anchor with its context in the old text, if it was placed
// there.
func (p *placer) oldAnchor(d draft) annotate.Anchor {
	if d.own.Empty() {
		return d.anchor
	}
	a := Describe(p.from.Text, p.from.Digest, d.own)
	a.Exact = d.anchor.Exact
	return a
}

// occurrences returns the first occurrences, at most limit, of the exact words that
// overlap the new text, except one span that is empty or has the words. Unless the words
// are a passage, less than a share of them may come from other old words.
func (p *placer) occurrences(d draft, except annotate.Span, limit int, share float64) (spans []annotate.Span) {
	if !p.mayOccur(d.anchor.Exact, except) {
		return nil
	}
	a, last := p.oldAnchor(d), -1
	passage := isPassage(a.Exact)
	for _, s := range p.newText {
		from := max(s.Start-len(a.Exact)+1, last+1, 0)
		until := min(s.End+len(a.Exact)-1, len(p.to.Text))
		for from < until && len(spans) < limit {
			i := strings.Index(p.to.Text[from:until], a.Exact)
			if i < 0 {
				break
			}
			span := annotate.Span{Start: from + i, End: from + i + len(a.Exact)}
			last, from = span.Start, span.Start+1
			if span != except && (passage || p.alignment.explainedShare(span, d.own) < share) && couldMatch(a, p.to.Text, span) {
				spans = append(spans, span)
			}
		}
	}
	return spans
}

// mayOccur reports whether words may occur in addition to except, see occurrences.
func (p *placer) mayOccur(words string, except annotate.Span) bool {
	if len(p.newText) == 0 {
		return false
	}
	if p.grams == nil {
		p.grams = newGrams(p.to.Text)
	}
	if except.Empty() {
		return p.grams.mayOccur(words)
	}
	return p.grams.mayRecur(words)
}

// isAlone reports whether little besides span was inserted where it is.
func (p *placer) isAlone(span annotate.Span) bool {
	i := sort.Search(len(p.newText), func(i int) bool { return p.newText[i].End > span.Start })
	return i < len(p.newText) && p.fills(span, p.newText[i])
}

// fills reports whether around has little more than span, such as a full stop or
// quotation marks.
func (p *placer) fills(span, around annotate.Span) bool {
	rest := around.Len() - max(0, span.Intersect(around).Len())
	return rest <= 2*utf8.UTFMax && diff.CountLetters(around.In(p.to.Text)) <= diff.CountLetters(span.In(p.to.Text))+2
}

// chooseInPlace chooses among the candidates that have the old neighbors.
func (p *placer) chooseInPlace(d draft, found []candidate) (draft, bool) {
	inPlace := slices.DeleteFunc(slices.Clone(found), func(c candidate) bool { return !c.isInPlace })
	switch {
	case len(inPlace) == 0:
		return d, false
	case len(inPlace) == 1:
		if c := inPlace[0]; !isDistinctive(d.anchor.Exact) && !c.isAlone && c.context < fairContext && c.offCenter > nearCenter {
			return d, false
		}
	case !hasBestInPlace(inPlace):
		return p.offer(d, inPlace), true
	}
	d.state, d.span, d.score, d.searched, d.context = annotate.Anchored, inPlace[0].span, 1, true, inPlace[0].context
	d.reason = "the same words among edited ones"
	return d, true
}

// hasBestInPlace reports whether the first of several candidates is clearly the best
// by its context or, after it has sorted them, by its distance from the center.
func hasBestInPlace(found []candidate) bool {
	isCentral := false
	if found[0].context-found[1].context < clearLead {
		slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.offCenter, b.offCenter) })
		isCentral = found[0].offCenter <= nearCenter && found[1].offCenter >= found[0].offCenter+centerLead
	}
	return isCentral || found[0].context >= fairContext && found[0].context-found[1].context >= clearLead
}

// chooseElsewhere chooses among all candidates, whatever their neighbors.
func (p *placer) chooseElsewhere(d draft, found []candidate, to projection) (draft, bool) {
	if len(found) == 0 {
		return d, false
	}
	best := found[0]
	isSure := best.context >= fairContext && (len(found) == 1 || best.context-found[1].context >= clearLead)
	isSingle := len(found) == 1 && (len(d.anchor.Exact) >= longWords || best.isBlock)
	edited, isEdited := p.acceptEdited(d, to)
	isEdited = isEdited && !to.moved && !p.wasElsewhere(edited.span, d.own)
	switch {
	case isEdited && p.contextOf(d, edited.span) > best.context-clearLead:
		return d, false // edited in place, and quoted here
	case isEdited && (isSure || isSingle):
		return p.offer(d, append(found, candidate{span: edited.span})), true
	case (isSure || isSingle) && !p.isNote(d, best.span, true):
		d.state, d.span, d.searched, d.context = annotate.Moved, best.span, true, best.context
		d.score, d.reason = 0.6+0.35*best.context, "the same words elsewhere"
		return d, true
	case isEdited && to.kept >= minKept, best.context < minOfferedContext && len(d.anchor.Exact) < minOfferedWord:
		return d, false
	}
	return p.offer(d, found), true
}

// contextOf returns the agreement of the context of a span with that of a draft.
func (p *placer) contextOf(d draft, span annotate.Span) float64 {
	return newContextMatcher(p.oldAnchor(d)).agreement(p.to.Text, span)
}

// wasElsewhere reports whether the words at span in the new text were not at own in
// the old one, so that they are not an edit of own.
func (p *placer) wasElsewhere(span, own annotate.Span) bool {
	words := span.In(p.to.Text)
	if !isPassage(words) {
		return false
	}
	i := strings.Index(p.from.Text, words)
	return i >= 0 && !own.Overlaps(annotate.Span{Start: i, End: i + len(words)})
}

// offer makes a draft ambiguous, with candidates for the user to choose from.
func (p *placer) offer(d draft, found []candidate) draft {
	d.state, d.score, d.searched = annotate.Ambiguous, 0.4*(1+found[0].context), true
	d.reason = "these words occur here, but in a different context"
	if len(found) > 1 {
		d.reason = fmt.Sprintf("these words occur in %d new places that fit equally well", len(found))
		d.score /= 2
	}
	d.candidates = append(d.candidates, spansOf(found)...)
	slices.SortFunc(d.candidates, func(a, b annotate.Span) int { return cmp.Compare(a.Start, b.Start) })
	return d
}
