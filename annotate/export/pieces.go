package export

import (
	"slices"

	"galley/annotate"
)

// A piece is a stretch of a block in which neither style nor marks change.
type piece struct {
	span  annotate.Span
	run   annotate.Run          // without Style where the text is plain
	marks []annotate.Annotation // that cover it, innermost first
	ends  []annotate.Annotation // that end with it, innermost first
}

// pieces cuts a block at the edges of its runs and annotations. Together they
// are the whole block.
func pieces(set annotate.Set, block annotate.Block) []piece {
	segments := set.Segments(block.Span)
	cuts := []int{block.Span.Start, block.Span.End}
	for _, r := range block.Runs {
		cuts = append(cuts, r.Span.Start, r.Span.End)
	}
	for _, s := range segments {
		cuts = append(cuts, s.Span.Start, s.Span.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	runs := block.Runs
	out := make([]piece, 0, len(cuts))
	for i := 1; i < len(cuts); i++ {
		p := piece{span: annotate.Span{Start: cuts[i-1], End: cuts[i]}}
		for len(runs) > 0 && runs[0].Span.End <= p.span.Start {
			runs = runs[1:]
		}
		if len(runs) > 0 && runs[0].Span.Covers(p.span) {
			p.run = runs[0]
		}
		for len(segments) > 0 && segments[0].Span.End <= p.span.Start {
			segments = segments[1:]
		}
		if len(segments) > 0 && segments[0].Span.Covers(p.span) {
			p.marks = segments[0].Annotations
		}
		p.ends = ending(p.marks, p.span.End)
		out = append(out, p)
	}
	return out
}

// ending lists the marks that end at off, the innermost first.
func ending(marks []annotate.Annotation, off int) (ends []annotate.Annotation) {
	for _, n := range marks {
		if n.Anchor.Span.End == off {
			ends = append(ends, n)
		}
	}
	return ends
}
