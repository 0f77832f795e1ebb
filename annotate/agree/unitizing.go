package agree

import (
	"cmp"
	"math"
	"slices"

	"galley/annotate"
)

// UnitizingAlpha returns Krippendorff's α for unitizing, of one category: spans[i] are
// the units of person i on a text of the given length. Overlapping units of one person,
// which the measure does not know, are joined; units that only touch are not.
//
// For several categories, add up the results of [Disagreement]: α = 1 − ΣD_o/ΣD_e.
func UnitizingAlpha(length int, spans [][]annotate.Span) float64 {
	return alphaOf(Disagreement(length, spans))
}

// alphaOf returns 1 − observed/expected, or NaN if no disagreement is expected.
func alphaOf(observed, expected float64) float64 {
	if expected == 0 {
		return math.NaN()
	}
	return 1 - observed/expected
}

// Disagreement returns the observed and the expected disagreement D_o and D_e of one
// category (Krippendorff 2004, p. 252–253). With m people and a text of length L,
// D_o is the sum over all pairs of people, in both orders, over m(m−1)L², of
//
//	(b_g − b_h)² + (e_g − e_h)²  for units g and h that overlap, from b to e
//	l²                           for a unit of length l in a gap of the other person
//
// and, with N units in all,
//
//	D_e = 2/L · Σ_g [(N−1)/3 · (2l³ − 3l² + l) + l² · Σ (gap − l + 1)] / (mL(mL − 1) − Σ_g l(l−1))
//
// where the inner sum is over the gaps of all people that are at least l long.
func Disagreement(length int, spans [][]annotate.Span) (observed, expected float64) {
	layers := make([][]annotate.Span, len(spans))
	for i, layer := range spans {
		layers[i] = joined(layer)
	}
	l, m := float64(length), float64(len(layers))
	for i, a := range layers {
		for _, b := range layers[i+1:] {
			observed += 2 * difference(a, b)
		}
	}
	return observed / (m * (m - 1) * l * l), expectedDisagreement(length, layers)
}

// joined returns spans in text order, with those that overlap joined.
func joined(spans []annotate.Span) []annotate.Span {
	spans = slices.SortedFunc(slices.Values(spans), func(a, b annotate.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// difference returns the sum of the differences between the units of two people.
func difference(a, b []annotate.Span) (sum float64) {
	alone := make([]bool, len(b))
	for i := range alone {
		alone[i] = true
	}
	first := 0 // of the units of b that may overlap the present and later units of a
	for _, g := range a {
		for first < len(b) && b[first].End <= g.Start {
			first++
		}
		overlaps := false
		for i := first; i < len(b) && b[i].Start < g.End; i++ {
			overlaps, alone[i] = true, false
			sum += square(g.Start-b[i].Start) + square(g.End-b[i].End)
		}
		if !overlaps {
			sum += square(g.Len())
		}
	}
	for i, h := range b {
		if alone[i] {
			sum += square(h.Len())
		}
	}
	return sum
}

func square(n int) float64 { return float64(n) * float64(n) }

func expectedDisagreement(length int, layers [][]annotate.Span) float64 {
	var gaps []int
	units := 0
	for _, layer := range layers {
		units += len(layer)
		end := 0
		for _, s := range append(slices.Clone(layer), annotate.Span{Start: length, End: length}) {
			if s.Start > end {
				gaps = append(gaps, s.Start-end)
			}
			end = s.End
		}
	}
	slices.SortFunc(gaps, func(a, b int) int { return b - a }) // longest first
	sums := make([]float64, len(gaps)+1)                       // sums[i] is the length of the first i gaps
	for i, gap := range gaps {
		sums[i+1] = sums[i] + float64(gap)
	}
	var sum, within float64
	for _, layer := range layers {
		for _, s := range layer {
			l := float64(s.Len())
			longer, _ := slices.BinarySearchFunc(gaps, s.Len(), func(gap, least int) int {
				if gap >= least {
					return -1
				}
				return 1
			})
			sum += float64(units-1)/3*(2*l*l*l-3*l*l+l) + l*l*(sums[longer]-float64(longer)*(l-1))
			within += l * (l - 1)
		}
	}
	total := float64(len(layers)) * float64(length)
	return 2 / float64(length) * sum / (total*(total-1) - within)
}
