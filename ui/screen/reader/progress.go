package reader

import "galley/annotate"

// A progress tells how far a place is in what is shown of an article. What is
// folded is no part of what there is to read.
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

// percent is how much of what is shown stands before off, a byte offset. Where
// all is folded, that is everything.
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

// Percent is how much of what is shown of the article stands before off, a
// byte offset.
func (r Reader) Percent(off int) int { return r.progress.percent(off) }

// Read is how far the caret is: 100 on the last cluster of what is shown.
func (r Reader) Read() int { return r.Percent(annotate.NextGrapheme(r.article.Text, r.caret)) }
