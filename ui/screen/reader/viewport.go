package reader

import (
	"galley/annotate"
	"galley/ui/layout"
)

// scrollOff is the number of rows that stay visible beyond the caret, if they exist.
const scrollOff = 2

// A viewport is the part of a layout that is on the screen. Rows are counted
// from 0 at its top. Before the size of the screen is known, Layout is nil and
// only reveal and uncover may be called.
type viewport struct {
	*layout.Layout
	top    layout.Pos
	height int // rows
}

// step returns the row n rows below pos, or above it if n is negative, and how far
// it is from pos: less at an end of the text.
func (v *viewport) step(pos layout.Pos, n int) (layout.Pos, int) {
	move, by := v.Next, 1
	if n < 0 {
		move, by = v.Prev, -1
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

// textRow returns the nearest row of text beyond pos in a direction; pos and
// false if there is none.
func (v *viewport) textRow(pos layout.Pos, to direction) (layout.Pos, bool) {
	for at := pos; ; {
		next, n := v.step(at, int(to))
		if n == 0 {
			return pos, false
		}
		if at = next; !v.Row(at).Blank {
			return at, true
		}
	}
}

// rows returns the rows on the screen.
func (v *viewport) rows() []layout.Pos {
	list := make([]layout.Pos, 0, v.height)
	for pos, ok := v.top, true; ok && len(list) < v.height; pos, ok = v.Next(pos) {
		list = append(list, pos)
	}
	return list
}

// rowOf returns the row on the screen that shows off; ok is false if none does.
func (v *viewport) rowOf(off int) (row int, ok bool) {
	want, pos := v.PosAt(off), v.top
	for row := range v.height {
		if pos == want {
			return row, true
		}
		if pos, ok = v.Next(pos); !ok {
			break
		}
	}
	return 0, false
}

// at returns the row of text on a row of the screen; ok is false where there is
// none.
func (v *viewport) at(row int) (pos layout.Pos, ok bool) {
	if row < 0 || row >= v.height {
		return layout.Pos{}, false
	}
	pos, n := v.step(v.top, row)
	return pos, n == row && !v.Row(pos).Blank
}

// scroll moves the text by up to n rows, down if positive, and returns by how
// many.
func (v *viewport) scroll(n int) (done int) {
	v.top, done = v.step(v.top, n)
	v.clamp()
	return done
}

// clamp keeps the screen full: the last row of the text may not be above the
// bottom, unless all of the text fits.
func (v *viewport) clamp() {
	if _, n := v.step(v.top, v.height-1); n < v.height-1 {
		v.top, _ = v.step(v.Last(), 1-v.height)
	}
}

// put scrolls so that off is on a row of the screen, or as near to it as the ends
// of the text allow.
func (v *viewport) put(off, row int) {
	v.top, _ = v.step(v.PosAt(off), -row)
	v.clamp()
}

// edge returns how many rows the caret keeps from the edges of the screen.
func (v *viewport) edge() int { return min(scrollOff, (v.height-1)/2) }

// reveal scrolls as little as needed to show off and the rows around it. A
// distant off is shown a third of the way down the screen.
func (v *viewport) reveal(off int) {
	if v.Layout == nil {
		return
	}
	if row, ok := v.rowOf(off); ok {
		v.keepFromEdge(row)
		return
	}
	pos := v.PosAt(off)
	if above, n := v.step(v.top, -v.height); pos.Compare(above) >= 0 && pos.Compare(v.top) < 0 && n < 0 {
		v.put(off, v.edge())
		return
	}
	bottom, _ := v.step(v.top, 2*v.height)
	if pos.Compare(v.top) > 0 && pos.Compare(bottom) <= 0 {
		v.put(off, v.height-1-v.edge())
		return
	}
	v.put(off, max(v.height/3, v.edge()))
}

// keepFromEdge scrolls if a row is too near an edge.
func (v *viewport) keepFromEdge(row int) {
	edge := v.edge()
	switch {
	case row < edge:
		v.top, _ = v.step(v.top, row-edge)
	case row > v.height-1-edge:
		v.scroll(row - (v.height - 1 - edge))
	}
}

// uncover scrolls until off is above the covered rows at the bottom of the
// screen, if necessary beyond the end of the text. It does nothing if off is in
// the upper half: no more than half of the screen is ever covered.
func (v *viewport) uncover(off int, covered func() int) {
	if v.Layout == nil {
		return
	}
	row, ok := v.rowOf(off)
	if !ok || row < v.height/2 {
		return
	}
	if over := row - (v.height - 1 - covered()); over > 0 {
		v.top, _ = v.step(v.top, over)
	}
}

// window returns the text on rows of the screen.
func (v *viewport) window(rows []layout.Pos) annotate.Span {
	return annotate.Span{Start: v.Row(rows[0]).Span.Start, End: v.Row(rows[len(rows)-1]).Span.End}
}

// A direction is forward or back in the text.
type direction int

// The directions.
const (
	back    direction = -1
	forward direction = 1
)
