package anchor

import (
	"galley/annotate"
	"galley/annotate/fold"
)

// nearContext is the number of code points next to the words that are also compared
// by themselves. They are stronger evidence than those farther away, and survive edits
// there.
const nearContext = 24

// nearWeight is the weight of the near context alone.
const nearWeight = 0.9

// A contextMatcher compares the prefix and suffix of an anchor with the context
// of spans, in folded form.
type contextMatcher struct{ prefix, suffix []*pattern } // the whole and its near part; nil if unknown

func newContextMatcher(a annotate.Anchor) contextMatcher {
	var m contextMatcher
	if a.Prefix != "" {
		prefix := fold.String(a.Prefix)
		m.prefix = []*pattern{compile(reversed(prefix)), compile(reversed(LastRunes(prefix, nearContext)))}
	}
	if a.Suffix != "" {
		suffix := fold.String(a.Suffix)
		m.suffix = []*pattern{compile(suffix), compile(FirstRunes(suffix, nearContext))}
	}
	return m
}

// isKnown reports whether the anchor has a prefix or a suffix.
func (m contextMatcher) isKnown() bool { return m.prefix != nil || m.suffix != nil }

// agreement returns how well the text around span agrees with the prefix and the
// suffix, from 0 to 1. A single side that agrees counts for a lot: an edit or an
// inserted paragraph often leaves only one.
func (m contextMatcher) agreement(text string, span annotate.Span) float64 {
	var before, after float64
	if m.prefix != nil {
		before = bestOf(m.prefix, reversed(fold.String(text[back(text, span.Start, 2*Context):span.Start])))
	}
	if m.suffix != nil {
		after = bestOf(m.suffix, fold.String(text[span.End:forward(text, span.End, 2*Context)]))
	}
	switch {
	case m.prefix == nil:
		return after
	case m.suffix == nil:
		return before
	}
	mean, best := (before+after)/2, max(before, after)
	return (mean + best) / 2
}

// bestOf returns the agreement of the whole or the near context, whichever is better,
// with the beginning of text.
func bestOf(context []*pattern, text string) float64 {
	return max(startAgreement(context[0], text), nearWeight*startAgreement(context[1], text))
}

// startAgreement returns the agreement of p with the beginning of text, from 0 to 1.
func startAgreement(p *pattern, text string) float64 {
	return max(0, 1-float64(p.distance(text[:min(p.bytes, len(text))]))/float64(p.bytes))
}
