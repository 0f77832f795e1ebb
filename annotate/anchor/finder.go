package anchor

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/fold"
)

// A Finder finds anchors in one text. It is not safe for concurrent use.
type Finder struct {
	form   form
	text   string     // in normal form
	digest string     // of the text as it is
	exact  lookup     // in text
	index  *index     // nil until it is first needed
	folded *fold.Text // nil until it is first needed
	alike  lookup     // in folded
}

// NewFinder returns a Finder for a canonical text.
func NewFinder(text string) *Finder {
	f := form{text, annotate.DigestOf(text), fold.Normal(text)}
	return &Finder{form: f, text: f.normal.Folded, digest: f.digest, exact: lookup{text: f.normal.Folded}}
}

// Find finds the words of an anchor. It uses Exact, Prefix and Suffix, any of which
// may be "", and Span as a hint, which may be empty. The result refers to the text
// of the Finder:
//
//   - Anchored: the exact words are at Span, or in the same context, or they occur
//     once and no context is known.
//   - Moved: the exact words are elsewhere and in a different context.
//   - Changed: edited words are in the same context.
//   - Ambiguous: there are Candidates, perhaps only one, but none is certain.
//   - Orphan: neither the words nor similar ones are in the text.
func (f *Finder) Find(a annotate.Anchor) annotate.Anchor {
	a.Exact = strings.TrimSpace(a.Exact)
	if f.form.normal.IsSame() && isNormal(a) {
		return f.find(a)
	}
	normal := normalAnchor(a)
	normal.Span = f.form.normal.FoldedFromSource(a.Span)
	found := f.find(normal)
	a.Span, a.TextDigest = annotate.Span{}, f.digest
	return f.form.restore(a, found)
}

// find is Find in normal form.
func (f *Finder) find(a annotate.Anchor) annotate.Anchor {
	q := query{Finder: f, anchor: a, context: newContextMatcher(a)}
	if a.Exact == "" {
		return q.orphanAnchor("there are no words to search for")
	}
	if found := q.candidates(occurrences(f.text, f.exact.starts(a.Exact), a)); len(found) > 0 {
		return q.chooseExact(found)
	}
	if f.folded == nil {
		f.folded = fold.New(f.text)
		f.alike.text = f.folded.Folded
	}
	words := fold.String(a.Exact)
	if found := q.candidates(variants(f.text, f.folded, f.alike.starts(words), a, words)); len(found) > 0 {
		return q.choose(found, q.variantAnchor)
	}
	return q.findEdited()
}

// A query is a Finder's search for one anchor.
type query struct {
	*Finder
	anchor  annotate.Anchor
	context contextMatcher
}

// candidates rates spans and returns them as candidates, best first.
func (q *query) candidates(spans []annotate.Span) []candidate {
	found := make([]candidate, 0, len(spans))
	for _, span := range spans {
		c := candidate{span: span, similarity: 1, context: q.context.agreement(q.text, span), distance: math.MaxInt}
		if hint := q.anchor.Span; !hint.Empty() {
			c.distance = abs(span.Start - hint.Start)
		}
		found = append(found, c)
	}
	sortByScore(found)
	return found
}

// chooseExact chooses among occurrences of the exact words.
func (q *query) chooseExact(found []candidate) annotate.Anchor {
	if i := slices.IndexFunc(found, func(c candidate) bool { return c.distance == 0 }); i >= 0 {
		// The position may be that in another text, so it only decides between words whose
		// context agrees equally.
		c := found[i]
		if !q.context.isKnown() || c.context >= fairContext && c.context == found[0].context {
			return Describe(q.text, q.digest, c.span)
		}
	}
	return q.choose(found, func(c candidate) annotate.Anchor {
		a := Describe(q.text, q.digest, c.span)
		if !q.anchor.Span.Empty() && q.context.isKnown() && c.context < goodContext {
			a.State, a.Score = annotate.Moved, round(0.6+0.4*c.context)
			a.Reason = "the same words in a different context"
		}
		return a
	})
}

// The score and the reason of an anchor whose words are the same in folded form.
const (
	variantScore  = 0.98
	variantReason = "the same words; only case, accents or typography differ"
)

// variantAnchor returns the anchor of words that are the same in folded form.
func (q *query) variantAnchor(c candidate) annotate.Anchor {
	return q.changedAnchor(c, variantScore, variantReason)
}

// choose returns accept's anchor for the best candidate if there is enough
// evidence, and an ambiguous anchor otherwise.
func (q *query) choose(found []candidate, accept func(candidate) annotate.Anchor) annotate.Anchor {
	best, isKnown := found[0], q.context.isKnown()
	switch {
	case len(found) == 1 && (!isKnown || best.context >= fairContext || len(q.anchor.Exact) >= longWords):
		return accept(best)
	case len(found) == 1:
		return q.ambiguousAnchor(found, "these words occur here, but in a different context")
	case isKnown && best.context >= fairContext && best.context-found[1].context >= clearLead:
		return accept(best)
	}
	return q.ambiguousAnchor(found, fmt.Sprintf("these words occur in %d places that fit equally well", len(found)))
}

// findEdited searches for similar words.
func (q *query) findEdited() annotate.Anchor {
	if q.index == nil {
		q.index = newIndex(q.text, annotate.Span{End: len(q.text)})
	}
	found := q.candidates(q.index.similar(q.anchor.Exact))
	for i := range found {
		found[i].similarity = similarity(q.anchor.Exact, found[i].span.In(q.text))
	}
	found = slices.DeleteFunc(found, func(c candidate) bool { return c.similarity < minSimilarity })
	sortByScore(found)
	switch {
	case len(found) == 0:
		return q.orphanAnchor("neither these words nor similar ones were found")
	case q.context.isKnown() && found[0].context >= fairContext && hasClearLead(found):
		return q.changedAnchor(found[0], round(found[0].score()/2), "the words here were edited")
	}
	return q.ambiguousAnchor(found, "only similar words were found")
}

// changedAnchor returns an anchor on words that differ from the original ones.
func (q *query) changedAnchor(c candidate, score float64, reason string) annotate.Anchor {
	a := Describe(q.text, q.digest, c.span)
	a.Exact, a.State, a.Score, a.Reason = q.anchor.Exact, annotate.Changed, score, reason
	return a
}

// ambiguousAnchor returns an anchor with candidates for the user to choose from.
func (q *query) ambiguousAnchor(found []candidate, reason string) annotate.Anchor {
	a := q.orphanAnchor(reason)
	a.State, a.Score, a.Candidates = annotate.Ambiguous, round(found[0].score()/2*0.8), spansOf(found)
	return a
}

func (q *query) orphanAnchor(reason string) annotate.Anchor {
	a := q.anchor
	return annotate.Anchor{
		Exact: a.Exact, Prefix: a.Prefix, Suffix: a.Suffix, TextDigest: q.digest,
		State: annotate.Orphan, Reason: reason,
	}
}
