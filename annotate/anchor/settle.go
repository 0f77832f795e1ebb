package anchor

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// settle weighs findings together: words that two annotations were found at
// belong to one of them, and what stood together moves together.
func (p *placer) settle(findings []finding) {
	order := make([]int, 0, len(findings)) // those with a place in the old text, in its order
	for i, f := range findings {
		if !f.own.Empty() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(findings[i].own.Start, findings[j].own.Start) })
	p.rivals(findings, order)
	p.company(findings, order)
}

// rivals lets one of several annotations have words that all of them were
// found at by search, though they stood on different ones.
func (p *placer) rivals(findings []finding, order []int) {
	at := make(map[annotate.Span][]int)
	for _, i := range order {
		if f := findings[i]; f.sought && f.state.Placed() {
			at[f.span] = append(at[f.span], i)
		}
	}
	for span, claims := range at {
		slices.SortStableFunc(claims, func(i, j int) int { return cmp.Compare(findings[j].context, findings[i].context) })
		first := findings[claims[0]]
		for n, i := range claims[1:] {
			f := &findings[i]
			if f.own == first.own {
				continue // two annotations of the same words
			}
			f.state, f.score, f.places = annotate.Ambiguous, f.score/2, []annotate.Span{span}
			f.reason = "another annotation fits these words as well"
			if n == 0 && first.context-f.context < clearLead {
				g := &findings[claims[0]]
				g.state, g.score, g.places, g.reason = f.state, g.score/2, f.places, f.reason
			}
		}
	}
}

const (
	together = 600 // bytes within which annotations stood together
	apart    = 3   // times as far must the next place be from where they would be
	adrift   = 120 // bytes that the distance between them may have changed
)

// company takes the place that fits those of its neighbours where the words
// stand in several.
func (p *placer) company(findings []finding, order []int) {
	for n, i := range order {
		f := &findings[i]
		if f.state != annotate.Ambiguous || len(f.places) < 2 {
			continue
		}
		for _, beside := range [...]int{n - 1, n + 1} {
			if beside < 0 || beside >= len(order) {
				continue
			}
			if span, ok := f.beside(findings[order[beside]]); ok && span.In(p.to.Text) == f.asked.Exact {
				f.state, f.span, f.places = annotate.Moved, span, nil
				f.score, f.reason = 0.8, "the same words, moved with the annotation beside them"
				break
			}
		}
	}
}

// beside returns the place of f that is as far from the place of g as f stood
// from g.
func (f *finding) beside(g finding) (span annotate.Span, ok bool) {
	if g.state != annotate.Anchored && g.state != annotate.Moved || abs(f.own.Start-g.own.Start) > together {
		return span, false
	}
	due := g.span.Start + f.own.Start - g.own.Start
	places := slices.Clone(f.places)
	slices.SortFunc(places, func(a, b annotate.Span) int { return cmp.Compare(abs(a.Start-due), abs(b.Start-due)) })
	first, second := abs(places[0].Start-due), abs(places[1].Start-due)
	return places[0], first <= adrift && second >= apart*(first+adrift)
}
