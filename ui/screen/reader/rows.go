package reader

import (
	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/layout"
)

// rowMotions holds every action that moves the caret by rows or pages of the
// screen.
var rowMotions = map[keys.Action]func(b *body, count int){
	keys.Down:     func(b *body, count int) { b.moveRows(count) },
	keys.Up:       func(b *body, count int) { b.moveRows(-count) },
	keys.HalfDown: func(b *body, count int) { b.page(count * (b.view.height / 2)) },
	keys.HalfUp:   func(b *body, count int) { b.page(-count * (b.view.height / 2)) },
	keys.PageDown: func(b *body, count int) { b.page(count * max(b.view.height-2, 1)) },
	keys.PageUp:   func(b *body, count int) { b.page(-count * max(b.view.height-2, 1)) },
	keys.Top:      func(b *body, _ int) { b.jump(0) },
	keys.RowStart: func(b *body, _ int) { b.jump(b.row().Start) },
	keys.RowEnd:   func(b *body, _ int) { b.jump(b.last(b.row())) },
}

// row returns the text of the caret's row, without the blanks at its ends.
func (b *body) row() annotate.Span {
	span := b.view.Row(b.view.PosAt(b.caret.off)).Span
	if trimmed, ok := span.Trim(b.Text); ok {
		return trimmed
	}
	return span
}

// moveRows moves the caret n rows of text, past blank rows, down if positive. The
// caret keeps its column.
func (b *body) moveRows(n int) {
	to := forward
	if n < 0 {
		to, n = back, -n
	}
	pos, goal := b.view.PosAt(b.caret.off), b.goal()
	for ; n > 0; n-- {
		next, ok := b.view.textRow(pos, to)
		if !ok {
			break
		}
		pos = next
	}
	b.putOn(pos, goal)
}

// moveParagraphs applies a motion by paragraphs n times, past folded blocks. Before those
// at an end of the text it stops.
func (b *body) moveParagraphs(m motion, n int) {
	for ; n > 0; n-- {
		b.move(m, 1)
		run, folded := b.fold(b.caret.off)
		switch {
		case !folded:
		case run.Start == 0:
			b.jump(b.beginning())
		case run.End == len(b.Blocks):
			b.jump(b.last(b.Blocks[run.Start-1].Span))
		default:
			b.move(m, 1)
		}
	}
}

// page scrolls by n rows, and the caret with it. If the text cannot scroll any
// further, the caret goes to the edge.
func (b *body) page(n int) {
	row := b.caretRow()
	done := b.view.scroll(n)
	now, ok := b.view.rowOf(b.caret.off)
	switch {
	case ok && done == 0 && n < 0:
		b.moveRows(-now)
	case ok && done == 0:
		b.moveRows(b.view.height - 1 - now)
	default:
		b.putOnRow(row)
	}
}

// scroll moves the text by n rows, as the wheel does. The caret stays on its
// words while they are on the screen; it reports whether it had to move.
func (b *body) scroll(n int) (moved bool) {
	b.view.scroll(n)
	edge := b.view.edge()
	row, ok := b.view.rowOf(b.caret.off)
	switch {
	case !ok && n > 0, ok && row < edge:
		b.putOnRow(edge)
	case !ok, row > b.view.height-1-edge:
		b.putOnRow(b.view.height - 1 - edge)
	default:
		return false
	}
	return true
}

// goal returns the column that the caret keeps when it moves by rows.
func (b *body) goal() int {
	if b.caret.goal < 0 {
		return b.view.ColOf(b.view.PosAt(b.caret.off), b.caret.off)
	}
	return b.caret.goal
}

// putOn puts the caret on the row at pos, in the column goal.
func (b *body) putOn(pos layout.Pos, goal int) {
	off := b.cluster(b.view.OffsetAt(pos, goal))
	if run, ok := b.fold(off); ok {
		off = b.cluster(b.Blocks[run.Start].Span.Start)
	}
	b.setCaret(caret{off: off, goal: goal})
}

// putOnRow puts the caret on a row of the screen, or the row of text below it.
func (b *body) putOnRow(row int) {
	goal := b.goal()
	pos, _ := b.view.step(b.view.top, row)
	if b.view.Row(pos).Blank {
		pos, _ = b.view.textRow(pos, forward)
	}
	b.putOn(pos, goal)
}

// goTo sends the caret to a numbered paragraph; ok is false if no paragraph
// has a number. A number that is too large counts as the last one.
func (b *body) goTo(number int) (ok bool) {
	block, ok := b.BlockNumbered(number)
	if !ok {
		return false
	}
	off := b.Blocks[block].Span.Start
	if b.sel.active && off > b.sel.Anchor {
		off = b.last(b.Blocks[block].Span)
	}
	b.jumpInto(off)
	return true
}

// offsetAt returns the cluster drawn at a cell of the screen, or nearest in its
// row; ok is false outside the text.
func (b *body) offsetAt(col, row int) (off int, ok bool) {
	pos, ok := b.view.at(row - b.canvas.HeadRows())
	if !ok {
		return 0, false
	}
	off = b.cluster(b.view.OffsetAt(pos, max(col-b.columns.textAt(), 0)))
	_, shown := b.view.rowOf(off) // false for an empty line of code at the top
	return off, shown
}

// nearestAt returns the cluster at a cell of the screen, or at the same column
// of the row of text nearest to it.
func (b *body) nearestAt(col, row int) (off int, ok bool) {
	off, ok = b.offsetAt(col, row)
	for d := 1; !ok && d < b.view.height; d++ {
		if off, ok = b.offsetAt(col, row-d); !ok {
			off, ok = b.offsetAt(col, row+d)
		}
	}
	return off, ok
}

// caretCell returns the cell of the screen where the caret is drawn; ok is
// false if it is not on the screen.
func (b *body) caretCell() (col, row int, ok bool) {
	row, ok = b.view.rowOf(b.caret.off)
	return b.columns.textAt() + b.view.ColOf(b.view.PosAt(b.caret.off), b.caret.off), row + b.canvas.HeadRows(), ok
}
