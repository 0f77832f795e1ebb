package reader

import "galley/annotate"

// progress measures how far an offset is into an article, not counting folded
// blocks.
type progress struct {
	folded []annotate.Span // runs of folded blocks, each from the end of the block before it
	shown  int             // bytes of text outside them
}

func newProgress(a *annotate.Article, folded func(block int) bool) progress {
	p := progress{shown: len(a.Text)}
	before := 0 // the end of the last block that is shown
	for i, b := range a.Blocks {
		if !folded(i) {
			before = b.Span.End
			continue
		}
		if n := len(p.folded); n > 0 && p.folded[n-1].Start == before {
			p.folded[n-1].End = b.Span.End
		} else {
			p.folded = append(p.folded, annotate.Span{Start: before, End: b.Span.End})
		}
	}
	for _, run := range p.folded {
		p.shown -= run.Len()
	}
	return p
}

// percent returns the percentage of the unfolded text before off; 100 if
// everything is folded.
func (p progress) percent(off int) int {
	before := off
	for _, run := range p.folded {
		before -= min(max(off-run.Start, 0), run.Len())
	}
	if p.shown == 0 {
		return 100
	}
	return 100 * before / p.shown
}
