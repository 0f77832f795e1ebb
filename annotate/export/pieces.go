package export

import (
	"slices"

	"galley/annotate"
)

// A piece is a part of a block in which neither style nor annotations change.
type piece struct {
	span  annotate.Span
	run   annotate.Run          // without Style where the text is plain
	marks []annotate.Annotation // that cover it, innermost first
	ends  []annotate.Annotation // that end with it, innermost first
}

// pieces cuts a block at the edges of its runs and annotations. Together, the
// pieces cover the whole block.
func pieces(set annotate.Set, block annotate.Block) []piece {
	segments, runs := set.Segments(block.Span), block.Runs
	cuts := []int{block.Span.Start, block.Span.End}
	for _, r := range runs {
		cuts = append(cuts, r.Span.Start, r.Span.End)
	}
	for _, s := range segments {
		cuts = append(cuts, s.Span.Start, s.Span.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	out := make([]piece, 0, len(cuts))
	for i := 1; i < len(cuts); i++ {
		p := piece{span: annotate.Span{Start: cuts[i-1], End: cuts[i]}}
		for len(runs) > 0 && runs[0].Span.End <= p.span.Start {
			runs = runs[1:]
		}
		if len(runs) > 0 && runs[0].Span.Covers(p.span) {
			if p.run = runs[0]; !annotate.IsLink(p.run.Href) {
				p.run.Href = ""
			}
		}
		for len(segments) > 0 && segments[0].Span.End <= p.span.Start {
			segments = segments[1:]
		}
		if len(segments) > 0 && segments[0].Span.Covers(p.span) {
			p.marks = segments[0].Annotations
		}
		for _, n := range p.marks {
			if n.Anchor.Span.End == p.span.End {
				p.ends = append(p.ends, n)
			}
		}
		out = append(out, p)
	}
	return out
}

// A section is a sequence of blocks that are all shown or all folded.
type section struct {
	blocks []annotate.Block
	folded bool
}

// sections divides an article into sections, for formats that users read. A folded
// block is shown if it has annotations.
func sections(a *annotate.Article, set annotate.Set) []section {
	var out []section
	for i, b := range a.Blocks {
		folded := b.Folded && len(set.Overlapping(b.Span)) == 0
		if n := len(out); n == 0 || out[n-1].folded != folded {
			out = append(out, section{a.Blocks[i:i], folded})
		}
		last := &out[len(out)-1]
		last.blocks = a.Blocks[i-len(last.blocks) : i+1]
	}
	return out
}

// summary returns the number of blocks in a folded section, and the reason if all
// have the same.
func (s section) summary() string {
	text := annotate.Plural(len(s.blocks), "block") + " folded"
	var last string
	for _, b := range s.blocks {
		reason := b.Reason()
		if last != "" && reason != last {
			return text
		}
		last = reason
	}
	if last == "" {
		return text
	}
	return text + ": " + last
}
