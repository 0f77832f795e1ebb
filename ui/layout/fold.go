package layout

import "galley/annotate"

// Folded blocks that follow one another are shown as one row: the beginning of
// the first, with a mark that there is more.
const (
	foldLead = "▸ "
	foldTail = "…"
)

func (l *Layout) folded(block int) bool {
	return l.options.Fold && l.article.Blocks[block].Folded
}

// head is the block that stands for block: itself, or the first of its run of
// folded blocks.
func (l *Layout) head(block int) int {
	if !l.folded(block) {
		return block
	}
	return l.foldedRun(block).Start
}

// below is the block shown after block, len(Blocks) after the last.
func (l *Layout) below(block int) int {
	if !l.folded(block) {
		return block + 1
	}
	return l.foldedRun(block).End
}

// foldedRun is the run of folded blocks around block, in block indices. The
// last answer is kept, so that walking through a long run does not read it
// again at each step.
func (l *Layout) foldedRun(block int) annotate.Span {
	if l.run.Contains(block) {
		return l.run
	}
	blocks := l.article.Blocks
	run := annotate.Span{Start: block, End: block + 1}
	for run.Start > 0 && blocks[run.Start-1].Folded {
		run.Start--
	}
	for run.End < len(blocks) && blocks[run.End].Folded {
		run.End++
	}
	l.run = run
	return run
}
