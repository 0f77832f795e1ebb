package anchor

import "galley/annotate"

// nearContext is how many code points next to the words are also compared by
// themselves: what is near tells more, and is what edits further off leave.
const nearContext = 24

// nearWeight is what agreement of the near context alone is worth.
const nearWeight = 0.9

// A memory is the prefix and the suffix of an anchor, to be compared with many
// places. Typography does not count.
type memory struct{ before, after []*pattern } // the whole and what is near; nil: nothing is remembered

func remember(a annotate.Anchor) memory {
	var m memory
	if a.Prefix != "" {
		was := fold(a.Prefix)
		m.before = []*pattern{compile(reversed(was)), compile(reversed(LastRunes(was, nearContext)))}
	}
	if a.Suffix != "" {
		was := fold(a.Suffix)
		m.after = []*pattern{compile(was), compile(FirstRunes(was, nearContext))}
	}
	return m
}

// known reports whether anything is remembered.
func (m memory) known() bool { return m.before != nil || m.after != nil }

// agreement is how well the text around span agrees with what is remembered,
// from 0 to 1. Either side alone goes far: an edit, or a paragraph put in,
// often leaves only one.
func (m memory) agreement(text string, span annotate.Span) float64 {
	var before, after float64
	if m.before != nil {
		before = side(m.before, reversed(fold(text[back(text, span.Start, 2*Context):span.Start])))
	}
	if m.after != nil {
		after = side(m.after, fold(text[span.End:forward(text, span.End, 2*Context)]))
	}
	switch {
	case m.before == nil:
		return after
	case m.after == nil:
		return before
	}
	mean, best := (before+after)/2, max(before, after)
	return (mean + best) / 2
}

// side compares what is remembered with a text that begins where the words end
// and may be longer.
func side(was []*pattern, is string) float64 {
	return max(beginning(was[0], is), nearWeight*beginning(was[1], is))
}

func beginning(was *pattern, is string) float64 {
	return max(0, 1-float64(was.distance(is[:min(was.bytes, len(is))]))/float64(was.bytes))
}
