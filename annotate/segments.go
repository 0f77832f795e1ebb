package annotate

import "slices"

// A Segment is a stretch of text that is covered by the same annotations: at least
// one, the innermost first, as in [Set.At].
type Segment struct {
	Span        Span
	Annotations []Annotation
}

// Segments flattens the annotations in window into disjoint segments in text
// order, clipped to window. Text without annotations has no segment.
func (s Set) Segments(window Span) []Segment {
	marks := s.Overlapping(window)
	if len(marks) == 0 {
		return nil
	}
	slices.SortStableFunc(marks, byNesting)
	edges := make([]int, 0, 2*len(marks))
	for _, a := range marks {
		cut := a.Anchor.Span.Intersect(window)
		edges = append(edges, cut.Start, cut.End)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var segments []Segment
	for i := 1; i < len(edges); i++ {
		span := Span{edges[i-1], edges[i]}
		var covering []Annotation
		for _, a := range marks {
			if a.Anchor.Span.Covers(span) {
				covering = append(covering, a)
			}
		}
		if covering != nil {
			segments = append(segments, Segment{span, covering})
		}
	}
	return segments
}
