package layout

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// Folded blocks that follow one another are shown as one row: how many they
// are and why, then the beginning of the first.
const (
	foldLead = "▸ "
	foldTail = "…"
	mostWhys = 3
)

// Folds returns the run of folded blocks around block as a span of block
// indices; ok is false if block is not folded.
func (l *Layout) Folds(block int) (run annotate.Span, ok bool) {
	if !l.folded(block) {
		return annotate.Span{}, false
	}
	return l.foldedRun(block), true
}

func (l *Layout) folded(block int) bool { return l.options.Folded != nil && l.options.Folded(block) }

// foldSign is the decoration of the row that stands for a run of blocks, as
// much of it as leaves a third of the measure to the text.
func (l *Layout) foldSign(run annotate.Span) lead {
	count := fmt.Sprintf("%d folded", run.Len())
	for most := mostWhys; most >= 0; most-- {
		sign := count + l.whys(run, most) + "  "
		if width := l.ruler.width(foldLead + sign); width <= l.options.Measure*2/3 {
			return lead{foldLead + sign, width}
		}
	}
	return l.fit(foldLead)
}

// whys names the rules by which the blocks of a run are folded, but no more of
// them than most.
func (l *Layout) whys(run annotate.Span, most int) string {
	var names []string
	for _, b := range l.article.Blocks[run.Start:run.End] {
		why := b.Reason()
		if why == "" || slices.Contains(names, why) {
			continue
		}
		if len(names) == most {
			names = append(names, "…")
			break
		}
		names = append(names, why)
	}
	if len(names) == 0 || most == 0 {
		return ""
	}
	return ": " + strings.Join(names, ", ")
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
	for run.Start > 0 && l.folded(run.Start-1) {
		run.Start--
	}
	for run.End < len(blocks) && l.folded(run.End) {
		run.End++
	}
	l.run = run
	return run
}
