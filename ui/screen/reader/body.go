package reader

import (
	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/layout"
)

// A caret is the reading position, where keys act.
type caret struct {
	off    int    // of the cluster under the cursor, never a line end
	goal   int    // column kept when moving up and down, in cells; -1: that of off
	target string // ID of the annotation that the caret jumped to, "" once it moved
}

// caretAt returns a caret at off.
func caretAt(off int) caret { return caret{off: off, goal: -1} }

// span returns the empty span at the caret.
func (c caret) span() annotate.Span { return annotate.Span{Start: c.off, End: c.off} }

// A body is the text on the screen, between header and footer: the article
// laid out through a viewport, with caret, selection and folds.
type body struct {
	prose
	numbered int // how many paragraphs have a number
	people   int // width of the part of the gutter for people
	canvas   kit.Canvas
	prefs    preferences
	columns  columns
	notes    notes
	view     viewport
	caret    caret
	sel      selection
	folds    folds
	progress progress
	read     int // how much of the text has been on the screen, in percent
}

// setCanvas fits the body to a canvas. The caret's row stays where it is on
// the screen. It reports whether the rows changed.
func (b *body) setCanvas(c kit.Canvas) (changed bool) {
	was, row := b.canvas, b.caretRow()
	b.canvas, b.view.height = c, max(c.Height-1-c.HeadRows(), 1)
	switch first := b.view.Layout == nil; {
	case first:
		b.layOut()
		row = b.view.height / 3
	case c.Width != was.Width || c.Method != was.Method:
		b.layOut()
	case c.Height == was.Height:
		return false
	}
	b.view.put(b.caret.off, min(row, b.view.height-1))
	b.view.reveal(b.caret.off)
	return true
}

// layOut lays the article out for the canvas.
func (b *body) layOut() {
	folded := b.folds.hidden(b.Article)
	b.columns = newColumns(b.canvas.Width, b.numbered, b.people, b.prefs, b.notes)
	b.view.Layout = layout.New(b.Article, layout.Options{
		Measure: b.columns.text, Method: b.canvas.Method, Spacing: b.prefs.spacing, Folded: folded,
	})
	b.progress = newProgress(b.Article, folded)
	b.caret.off = b.rest(b.caret.off)
}

// setNotes centers the text if there are no notes next to it. Rows stay the same: the
// width of the text does not depend on notes.
func (b *body) setNotes(n notes) {
	b.notes = n
	b.columns = newColumns(b.canvas.Width, b.numbered, b.people, b.prefs, n)
}

// relayout lays the text out again after preferences or folds changed. The caret
// is then near the top of the screen.
func (b *body) relayout() {
	if b.view.Layout == nil {
		return
	}
	b.layOut()
	b.view.put(b.caret.off, 0)
	b.view.reveal(b.caret.off)
}

// setPeople sets the width of the part of the gutter for people. The caret's row stays
// where it is on the screen.
func (b *body) setPeople(width int) {
	if b.people == width {
		return
	}
	b.people = width
	if b.view.Layout == nil {
		return
	}
	row := b.caretRow()
	b.layOut()
	b.view.put(b.caret.off, row)
	b.view.reveal(b.caret.off)
}

// caretRow returns the row of the caret on the screen, or 0 if it is not on the
// screen.
func (b *body) caretRow() int {
	if b.view.Layout == nil {
		return 0
	}
	row, _ := b.view.rowOf(b.caret.off)
	return row
}

// fold returns the run of folded blocks at off, in block indices.
func (b *body) fold(off int) (run annotate.Span, ok bool) {
	if b.view.Layout == nil {
		return annotate.Span{}, false
	}
	return b.view.Folds(b.BlockAt(off))
}

// blocks returns the blocks of a run.
func (b *body) blocks(run annotate.Span) []annotate.Block { return b.Blocks[run.Start:run.End] }

// beginning returns the offset at which reading begins: after folded blocks at
// the top.
func (b *body) beginning() int {
	for _, block := range b.Blocks {
		if !b.folds.hides(block) {
			return block.Span.Start
		}
	}
	return 0
}

// rest returns where the caret ends up when it is moved to off. In a fold it
// only rests at the beginning; a move forward from there leaves the fold.
func (b *body) rest(off int) int {
	run, ok := b.fold(off)
	if !ok {
		return off
	}
	head := b.cluster(b.Blocks[run.Start].Span.Start)
	if b.caret.off == head && off > head && run.End < len(b.Blocks) {
		return b.cluster(b.Blocks[run.End].Span.Start)
	}
	return head
}

// point returns where a motion of the caret begins.
func (b *body) point() point {
	p := point{off: b.caret.off, anchor: -1}
	if b.sel.active {
		p.anchor = b.sel.Anchor
	}
	return p
}

// move applies a motion n times to the caret.
func (b *body) move(m motion, n int) {
	for ; n > 0; n-- {
		off := b.rest(m(b.prose, b.point()))
		if off == b.caret.off {
			break
		}
		b.caret.off = off
	}
	b.setCaret(caretAt(b.caret.off))
}

// act carries out an action that moves the caret, count times. It reports whether
// the action does.
func (b *body) act(action keys.Action, count int) bool {
	if move, ok := motions[action]; ok {
		if action == keys.ParaNext || action == keys.ParaPrev {
			b.moveParagraphs(move, count)
		} else {
			b.move(move, count)
		}
		return true
	}
	move, ok := rowMotions[action]
	if ok {
		move(b, count)
	}
	return ok
}

// jump sends the caret to off.
func (b *body) jump(off int) { b.setCaret(caretAt(b.rest(b.cluster(off)))) }

// jumpInto sends the caret to off, unfolding it if necessary.
func (b *body) jumpInto(off int) {
	b.open(off)
	b.jump(off)
}

// jumpTo sends the caret to off on behalf of an annotation.
func (b *body) jumpTo(off int, annotation string) {
	b.jumpInto(off)
	b.caret.target = annotation
}

// setCaret moves the caret and the head of the selection, and scrolls to them.
func (b *body) setCaret(c caret) {
	b.caret, b.sel.grown = c, nil
	b.follow()
}

// follow moves the head of the selection to the caret, and scrolls to the caret.
func (b *body) follow() {
	if b.sel.active {
		b.sel.Head = b.caret.off
	}
	b.view.reveal(b.caret.off)
}

// selectSpan replaces the selection. The caret goes to its end.
func (b *body) selectSpan(span annotate.Span) {
	b.sel.Selection = annotate.SelectSpan(b.Text, span)
	b.caret = caretAt(b.cluster(b.sel.Head))
	b.follow()
}

// grow widens the selection to the next larger unit of the text; ok is false if
// there is none.
func (b *body) grow() (ok bool) {
	was, grown := b.sel.span(b.prose), b.sel.grown
	span := segment.Expand(b.Text, b.block(was.Start), was)
	if span == was {
		return false
	}
	b.selectSpan(span)
	b.sel.grown = append(grown[:len(grown):len(grown)], was)
	return true
}

// shrink reverts the last grow, or narrows the selection to the next smaller
// unit around the caret.
func (b *body) shrink() {
	if n := len(b.sel.grown); n > 0 {
		b.selectSpan(b.sel.grown[n-1])
		b.sel.grown = b.sel.grown[:n-1]
		return
	}
	b.selectSpan(segment.Shrink(b.Text, b.block(b.caret.off), b.sel.span(b.prose), b.caret.off))
}

// swapEnds moves the caret to the other end of the selection.
func (b *body) swapEnds() {
	b.sel.Selection = b.sel.Swap()
	b.caret.off, b.caret.goal = b.sel.Head, -1
	b.view.reveal(b.caret.off)
}

// open unfolds the blocks around off until the article is closed.
func (b *body) open(off int) {
	if run, ok := b.fold(off); ok {
		b.folds.open(b.blocks(run))
		b.relayout()
	}
}

// percent returns how far into the text the caret is: 100 on the last unfolded cluster.
func (b *body) percent() int {
	return b.progress.percent(annotate.NextGrapheme(b.Text, b.caret.off))
}

// see records how much of the text has been on the screen.
func (b *body) see() {
	if b.view.Layout == nil {
		return
	}
	last, _ := b.view.step(b.view.top, b.view.height-1)
	row := b.view.Row(last)
	if row.Blank {
		row.Span.End = row.Span.Start
	}
	b.read = max(b.read, b.progress.percent(row.Span.End))
}
