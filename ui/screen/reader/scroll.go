package reader

import (
	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/layout"
)

// scrollOff is how many rows stay visible beyond the caret, where they exist.
const scrollOff = 2

// rows is the height of the text area.
func (r *Reader) rows() int { return max(r.canvas.Height-2, 1) }

// step moves n rows from pos, up if n is negative, and returns how far it got.
func (r *Reader) step(pos layout.Pos, n int) (layout.Pos, int) {
	move, by := r.layout.Next, 1
	if n < 0 {
		move, by = r.layout.Prev, -1
	}
	done := 0
	for done != n {
		to, ok := move(pos)
		if !ok {
			break
		}
		pos, done = to, done+by
	}
	return pos, done
}

// rowOf is the row on the screen that shows off; ok is false if none does.
func (r *Reader) rowOf(off int) (row int, ok bool) {
	want, pos := r.layout.PosAt(off), r.top
	for row := range r.rows() {
		if pos == want {
			return row, true
		}
		if pos, ok = r.layout.Next(pos); !ok {
			break
		}
	}
	return 0, false
}

// screenRow is the row on the screen where the caret is, 0 before there is a
// screen.
func (r *Reader) screenRow() int {
	if r.layout == nil {
		return 0
	}
	row, _ := r.rowOf(r.caret)
	return row
}

// putCaretAt scrolls so that the caret is on that row of the screen, or as
// near as the ends of the text allow.
func (r *Reader) putCaretAt(row int) {
	r.top, _ = r.step(r.layout.PosAt(r.caret), -row)
	r.clampTop()
}

// clampTop keeps the last row of the text at the bottom of the screen at the
// least.
func (r *Reader) clampTop() {
	if _, n := r.step(r.top, r.rows()-1); n < r.rows()-1 {
		r.top, _ = r.step(r.layout.Last(), 1-r.rows())
	}
}

// reveal scrolls as little as needed to show the caret with its margin. If the
// caret went far, it comes to stand a third down the screen.
func (r *Reader) reveal() {
	if r.layout == nil {
		return
	}
	edge := min(scrollOff, (r.rows()-1)/2)
	if row, ok := r.rowOf(r.caret); ok {
		r.scrollTo(row, edge)
		return
	}
	pos := r.layout.PosAt(r.caret)
	if above, n := r.step(r.top, -r.rows()); pos.Compare(above) >= 0 && pos.Compare(r.top) < 0 && n < 0 {
		r.putCaretAt(edge)
		return
	}
	bottom, _ := r.step(r.top, 2*r.rows())
	if pos.Compare(r.top) > 0 && pos.Compare(bottom) <= 0 {
		r.putCaretAt(r.rows() - 1 - edge)
		return
	}
	r.putCaretAt(r.rows() / 3)
}

// scrollTo scrolls when the caret's row is nearer to an edge than edge rows.
func (r *Reader) scrollTo(row, edge int) {
	switch {
	case row < edge:
		r.top, _ = r.step(r.top, row-edge)
	case row > r.rows()-1-edge:
		r.top, _ = r.step(r.top, row-(r.rows()-1-edge))
		r.clampTop()
	}
}

// uncover scrolls until the caret is not under what is said at the bottom: at
// the end of the text there is nothing more to scroll in, and a long notice
// would lie over the very row that it speaks of.
func (r *Reader) uncover() {
	if r.layout == nil {
		return
	}
	row, ok := r.rowOf(r.caret)
	if !ok || row < r.rows()/2 {
		return // what is said takes half of the screen at most
	}
	if over := row - (r.rows() - 1 - r.covered()); over > 0 {
		r.top, _ = r.step(r.top, over)
	}
}

// vertical makes the handler of an action that moves by rows; rows tells how
// many for one count.
func vertical(rows func(r *Reader) int) handler {
	return func(r *Reader, count int) []effect.Effect {
		r.moveRows(rows(r) * max(count, 1))
		return nil
	}
}

// paging makes the handler of an action that scrolls, the caret with it.
func paging(rows func(r *Reader) int) handler {
	return func(r *Reader, count int) []effect.Effect {
		n := rows(r) * max(count, 1)
		row := r.screenRow()
		top, done := r.step(r.top, n)
		r.top = top
		r.clampTop()
		if row, ok := r.rowOf(r.caret); ok && done == 0 {
			r.moveRows(edgeward(n, row, r.rows()))
			return nil
		}
		r.caretToRow(row)
		return nil
	}
}

// edgeward is how far a page key moves the caret when the text does not
// scroll any more.
func edgeward(n, row, rows int) int {
	if n < 0 {
		return -row
	}
	return rows - 1 - row
}

// moveRows moves the caret n rows of text, past blank rows, keeping its column.
func (r *Reader) moveRows(n int) {
	by := 1
	if n < 0 {
		by, n = -1, -n
	}
	pos, goal := r.layout.PosAt(r.caret), r.goalColumn()
	for ; n > 0; n-- {
		to, ok := r.textRow(pos, by)
		if !ok {
			break
		}
		pos = to
	}
	r.caretTo(pos, goal)
}

// textRow is the nearest row of text beyond pos, up if by is negative.
func (r *Reader) textRow(pos layout.Pos, by int) (layout.Pos, bool) {
	for {
		to, n := r.step(pos, by)
		if n == 0 {
			return pos, false
		}
		if pos = to; !r.layout.Row(pos).Blank {
			return pos, true
		}
	}
}

// goalColumn is the column that the caret wants to keep.
func (r *Reader) goalColumn() int {
	if r.goal < 0 {
		return r.layout.ColOf(r.layout.PosAt(r.caret), r.caret)
	}
	return r.goal
}

// caretTo puts the caret on the row at pos, in the column goal.
func (r *Reader) caretTo(pos layout.Pos, goal int) {
	r.caret = r.settle(r.layout.OffsetAt(pos, goal))
	if run, ok := r.fold(r.caret); ok {
		r.caret = r.settle(r.blockSpan(run.Start).Start)
	}
	r.moved()
	r.goal = goal
}

// caretToRow puts the caret on a row of the screen, or the text row nearest.
func (r *Reader) caretToRow(row int) {
	goal := r.goalColumn()
	pos, _ := r.step(r.top, row)
	if r.layout.Row(pos).Blank {
		if to, ok := r.textRow(pos, 1); ok {
			pos = to
		}
	}
	r.caretTo(pos, goal)
}

// Scroll moves the text by n rows, down if positive, as the wheel does. The
// caret stays on its words while they are on the screen.
func (r Reader) Scroll(n int) Reader {
	r.top, _ = r.step(r.top, n)
	r.clampTop()
	edge := min(scrollOff, (r.rows()-1)/2)
	row, ok := r.rowOf(r.caret)
	switch {
	case !ok && n > 0, ok && row < edge:
		r.caretToRow(edge)
	case !ok, row > r.rows()-1-edge:
		r.caretToRow(r.rows() - 1 - edge)
	}
	return r
}

// goTo goes to a numbered paragraph, or to the end without a number.
func (r *Reader) goTo(number int) []effect.Effect {
	if number == 0 {
		r.jump(len(r.article.Text) - 1)
		return nil
	}
	block, ok := r.article.BlockNumbered(number)
	if !ok {
		r.warn("This article has no numbered paragraph.")
		return nil
	}
	if r.extending() && r.blockSpan(block).Start > r.sel.Anchor {
		r.jumpInto(r.last(r.blockSpan(block)))
		return nil
	}
	r.jumpInto(r.blockSpan(block).Start)
	return nil
}

// rowEdge goes to the first or last cluster of the row.
func (r *Reader) rowEdge(end bool) {
	span := r.layout.Row(r.layout.PosAt(r.caret)).Span
	if trimmed, ok := span.Trim(r.article.Text); ok {
		span = trimmed
	}
	if end {
		r.jump(annotate.PrevGrapheme(r.article.Text, span.End))
		return
	}
	r.jump(span.Start)
}
