package anchor

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// resolve compares drafts with each other: words that several annotations were
// placed on belong to one of them, and annotations next to each other move
// together.
func (p *placer) resolve(drafts []draft) {
	order := make([]int, 0, len(drafts)) // the drafts placed in the old text, in its order
	for i, d := range drafts {
		if !d.own.Empty() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(drafts[i].own.Start, drafts[j].own.Start) })
	splitRivals(drafts, order)
	p.followNeighbors(drafts, order)
}

// splitRivals leaves a span to one of several annotations that a search placed on
// it although they covered different words.
func splitRivals(drafts []draft, order []int) {
	at := make(map[annotate.Span][]int)
	for _, i := range order {
		if d := drafts[i]; d.searched && d.state.Placed() {
			at[d.span] = append(at[d.span], i)
		}
	}
	for span, rivals := range at {
		slices.SortStableFunc(rivals, func(i, j int) int { return cmp.Compare(drafts[j].context, drafts[i].context) })
		first := drafts[rivals[0]]
		for n, i := range rivals[1:] {
			if drafts[i].own == first.own {
				continue // two annotations of the same words
			}
			drafts[i].yield(span)
			if n == 0 && first.context-drafts[i].context < clearLead {
				drafts[rivals[0]].yield(span)
			}
		}
	}
}

// yield turns the span into a candidate, since another annotation fits it as well.
func (d *draft) yield(span annotate.Span) {
	d.state, d.score, d.candidates = annotate.Ambiguous, d.score/2, []annotate.Span{span}
	d.reason = "another annotation fits these words as well"
}

// Thresholds for following a neighbor.
const (
	neighborReach = 600 // largest distance between neighbors, in bytes
	maxDrift      = 120 // largest change of that distance, in bytes
	driftLead     = 3   // smallest ratio of the drifts of the second best candidate and the best
)

// followNeighbors picks the candidate that is as far from a neighbor as before.
func (p *placer) followNeighbors(drafts []draft, order []int) {
	for n, i := range order {
		d := &drafts[i]
		if d.state != annotate.Ambiguous || len(d.candidates) < 2 {
			continue
		}
		for _, next := range [...]int{n - 1, n + 1} {
			if next < 0 || next >= len(order) {
				continue
			}
			if span, ok := d.nextTo(drafts[order[next]]); ok && span.In(p.to.Text) == d.asked.Exact {
				d.state, d.span, d.candidates = annotate.Moved, span, nil
				d.score, d.reason = 0.8, "the same words, moved with the annotation next to them"
				break
			}
		}
	}
}

// nextTo returns the candidate that is as far from neighbor as d was in the old
// text.
func (d *draft) nextTo(neighbor draft) (span annotate.Span, ok bool) {
	distance := d.own.Start - neighbor.own.Start
	if !neighbor.state.Certain() || abs(distance) > neighborReach {
		return span, false
	}
	expected := neighbor.span.Start + distance
	byDrift := slices.SortedStableFunc(slices.Values(d.candidates), func(a, b annotate.Span) int {
		return cmp.Compare(abs(a.Start-expected), abs(b.Start-expected))
	})
	first, second := abs(byDrift[0].Start-expected), abs(byDrift[1].Start-expected)
	return byDrift[0], first <= maxDrift && second >= driftLead*(first+maxDrift)
}
