package anchor

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// resolve compares drafts with each other: words on which several annotations were
// placed can belong to only one of them, and annotations next to each other move
// together.
func (p *placer) resolve(drafts []draft) {
	order := make([]int, 0, len(drafts)) // indexes of the drafts that have a place in the old text, in its order
	for i, d := range drafts {
		if !d.own.Empty() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(drafts[i].own.Start, drafts[j].own.Start) })
	settleRivals(drafts, order)
	p.followNeighbors(drafts, order)
}

// settleRivals leaves a span to at most one of several annotations that a search
// placed on it although they covered different words.
func settleRivals(drafts []draft, order []int) {
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
	maxNeighborDistance = 600 // maximum distance between neighbors, in bytes
	maxDrift            = 120 // maximum change of that distance, in bytes
	minDriftRatio       = 3   // minimum ratio of the second-best candidate's drift to the best one's
)

// followNeighbors resolves an ambiguous draft to the candidate that is as far from a
// neighbor as before.
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
			if span, ok := d.candidateNear(drafts[order[next]]); ok && span.In(p.to.Text) == d.anchor.Exact {
				d.state, d.span, d.candidates = annotate.Moved, span, nil
				d.score, d.reason = 0.8, "the same words, moved with the annotation next to them"
				break
			}
		}
	}
}

// candidateNear returns the candidate that is about as far from neighbor as d was in
// the old text.
func (d *draft) candidateNear(neighbor draft) (span annotate.Span, ok bool) {
	distance := d.own.Start - neighbor.own.Start
	if !neighbor.state.Certain() || abs(distance) > maxNeighborDistance {
		return span, false
	}
	expected := neighbor.span.Start + distance
	byDrift := slices.SortedStableFunc(slices.Values(d.candidates), func(a, b annotate.Span) int {
		return cmp.Compare(abs(a.Start-expected), abs(b.Start-expected))
	})
	first, second := abs(byDrift[0].Start-expected), abs(byDrift[1].Start-expected)
	return byDrift[0], first <= maxDrift && second >= minDriftRatio*(first+maxDrift)
}
