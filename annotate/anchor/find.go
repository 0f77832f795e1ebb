package anchor

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"galley/annotate"
)

// The evidence that Find asks for. docs/anchoring.md tells where the figures
// come from.
const (
	longWords   = 16   // words of so many bytes that stand in one place only speak for themselves
	fairContext = 0.6  // surroundings that are recognised
	goodContext = 0.8  // surroundings that are the same
	clearLead   = 0.15 // by which one place must beat the next
	likeWords   = 0.7  // edited words that are still like those marked
	mostPlaces  = 16   // that are offered to choose from
	mostTwins   = 512  // places of the same words that are compared
)

// A Finder looks for anchors in one text. It is not safe for concurrent use.
type Finder struct {
	text, digest string
	index        *index // nil until it is needed
}

// NewFinder makes a Finder for a canonical text.
func NewFinder(text string) *Finder {
	return &Finder{text: text, digest: annotate.DigestOf(text)}
}

// Find looks for the words of an anchor in a text of which only this is known.
// It takes Exact, Prefix and Suffix, which may be "", and Span, in bytes, as a
// hint, which may be empty. The anchor that it returns speaks of text.
//
//   - Anchored: the very words stand at Span, or in the surroundings that are
//     remembered, or once if nothing is known of those.
//   - Moved: the very words, but neither at Span nor in those surroundings.
//   - Changed: in those surroundings, but edited.
//   - Ambiguous: in Candidates, which may be one, but nothing tells for sure.
//   - Orphan: nowhere.
func (f *Finder) Find(a annotate.Anchor) annotate.Anchor {
	a.Exact = strings.TrimSpace(a.Exact)
	if a.Exact == "" {
		return f.lost(a, "there are no words to look for")
	}
	if places := f.places(a, occurrences(f.text, a)); len(places) > 0 {
		return f.exact(a, places)
	}
	if places := f.places(a, reset(f.text, a)); len(places) > 0 {
		return f.choose(a, places, f.resetAt)
	}
	return f.edited(a)
}

// A place is where the words may be.
type place struct {
	span    annotate.Span
	context float64 // agreement of the surroundings
	known   bool    // something is remembered of those
	like    float64 // how like the words are
	distant int     // from the hint, in bytes
}

// places weighs spans, the best first.
func (f *Finder) places(a annotate.Anchor, spans []annotate.Span) []place {
	places := make([]place, 0, len(spans))
	memory := remember(a)
	for _, span := range spans {
		p := place{span: span, like: 1, distant: math.MaxInt, known: memory.known(), context: memory.agreement(f.text, span)}
		if !a.Span.Empty() {
			p.distant = max(span.Start-a.Span.Start, a.Span.Start-span.Start)
		}
		places = append(places, p)
	}
	rank(places)
	return places
}

func rank(places []place) {
	slices.SortStableFunc(places, func(p, q place) int {
		return cmp.Or(cmp.Compare(q.like+q.context, p.like+p.context), cmp.Compare(p.distant, q.distant))
	})
}

// exact decides about the very words.
func (f *Finder) exact(a annotate.Anchor, places []place) annotate.Anchor {
	if i := slices.IndexFunc(places, func(p place) bool { return p.distant == 0 }); i >= 0 {
		p := places[i]
		if !p.known || p.context >= fairContext || p.context+clearLead > places[0].context {
			return Describe(f.text, f.digest, p.span)
		}
	}
	return f.choose(a, places, f.exactAt)
}

// choose takes the best place if the evidence is enough.
func (f *Finder) choose(a annotate.Anchor, places []place, at func(annotate.Anchor, place) annotate.Anchor) annotate.Anchor {
	best := places[0]
	if len(places) == 1 {
		if !best.known || best.context >= fairContext || len(a.Exact) >= longWords {
			return at(a, best)
		}
		return f.unsure(a, places, "these words stand here, but nothing around them is as it was")
	}
	if best.known && best.context >= fairContext && best.context-places[1].context >= clearLead {
		return at(a, best)
	}
	return f.unsure(a, places, fmt.Sprintf("these words stand in %d places that fit alike", len(places)))
}

func (f *Finder) exactAt(a annotate.Anchor, p place) annotate.Anchor {
	if a.Span.Empty() || !p.known || p.context >= goodContext {
		return Describe(f.text, f.digest, p.span)
	}
	b := Describe(f.text, f.digest, p.span)
	b.State, b.Score = annotate.Moved, round(0.6+0.4*p.context)
	b.Reason = "the same words in other surroundings"
	return b
}

func (f *Finder) resetAt(a annotate.Anchor, p place) annotate.Anchor {
	b := Describe(f.text, f.digest, p.span)
	b.Exact, b.State, b.Score, b.Reason = a.Exact, annotate.Changed, typographyScore, typographyReason
	return b
}

const (
	typographyScore  = 0.98
	typographyReason = "the same words; only quotation marks, dashes or blanks differ"
)

// edited looks for words that are like those marked.
func (f *Finder) edited(a annotate.Anchor) annotate.Anchor {
	if f.index == nil {
		f.index = indexOf(f.text, annotate.Span{End: len(f.text)})
	}
	var spans []annotate.Span
	for _, h := range f.index.similar(a.Exact, int((1-likeWords)*float64(len(a.Exact)))) {
		if span, ok := whole(f.text, h); ok {
			spans = append(spans, span)
		}
	}
	places := f.places(a, spans)
	for i := range places {
		places[i].like = likeness(a.Exact, places[i].span.In(f.text))
	}
	places = slices.DeleteFunc(places, func(p place) bool { return p.like < likeWords })
	rank(places)
	switch {
	case len(places) == 0:
		return f.lost(a, "neither these words nor similar ones are there")
	case places[0].known && places[0].context >= fairContext &&
		(len(places) == 1 || places[0].like+places[0].context-places[1].like-places[1].context >= clearLead):
		b := Describe(f.text, f.digest, places[0].span)
		b.Exact, b.State = a.Exact, annotate.Changed
		b.Score = round((places[0].like + places[0].context) / 2)
		b.Reason = "the words here were edited"
		return b
	}
	return f.unsure(a, places, "only similar words are there")
}

// unsure offers places to choose from.
func (f *Finder) unsure(a annotate.Anchor, places []place, reason string) annotate.Anchor {
	a = f.lost(a, reason)
	a.State = annotate.Ambiguous
	a.Score = round((places[0].like + places[0].context) / 2 * 0.8)
	for _, p := range places[:min(len(places), mostPlaces)] {
		a.Candidates = append(a.Candidates, p.span)
	}
	return a
}

// lost is an anchor without a place.
func (f *Finder) lost(a annotate.Anchor, reason string) annotate.Anchor {
	return annotate.Anchor{
		Exact: a.Exact, Prefix: a.Prefix, Suffix: a.Suffix, TextDigest: f.digest,
		State: annotate.Orphan, Reason: reason,
	}
}

// round keeps three decimals, so that scores read well and survive export.
func round(score float64) float64 { return math.Round(score*1000) / 1000 }
