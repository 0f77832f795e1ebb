package layout

import "galley/annotate"

// Folds returns the run of folded blocks around block as a span of block
// indices; ok is false if block is not folded.
func (l *Layout) Folds(block int) (run annotate.Span, ok bool) {
	if !l.folds.has(block) {
		return annotate.Span{}, false
	}
	return l.folds.run(block), true
}

// folds groups consecutive folded blocks into runs, each shown as one row.
type folds struct {
	blocks []annotate.Block
	folded func(block int) bool // nil: none
	last   annotate.Span        // the run returned last, kept so that each step through it need not read it again
}

// has reports whether a block is folded.
func (f *folds) has(block int) bool { return f.folded != nil && f.folded(block) }

// run returns the run of folded blocks around block, or the block alone, as a
// span of block indices.
func (f *folds) run(block int) annotate.Span {
	run := annotate.Span{Start: block, End: block + 1}
	if !f.has(block) {
		return run
	}
	if f.last.Contains(block) {
		return f.last
	}
	for run.Start > 0 && f.has(run.Start-1) {
		run.Start--
	}
	for run.End < len(f.blocks) && f.has(run.End) {
		run.End++
	}
	f.last = run
	return run
}
