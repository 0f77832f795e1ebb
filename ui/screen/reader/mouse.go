package reader

import (
	"time"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/effect"
	"galley/ui/keys"
)

// multiClick is how soon a click must follow another at the same place to
// count as a double, triple or fourfold click.
const multiClick = 400 * time.Millisecond

// A press is what the mouse button did last.
type press struct {
	off      int // cluster that was clicked
	at       time.Time
	clicks   int
	down     bool
	moved    bool   // it was dragged since
	open     string // ID of the annotation whose card a plain click opens
	col, row int    // where the mouse is
	waiting  bool   // the drag is to be told to go on
}

// Click handles a press of the left button at a cell of the screen. In the
// text one click sets the caret, two select the word, three the sentence, four
// the paragraph, and one on the annotation at the caret opens its card when
// the button is released. A click on a note opens its card, one on the line at
// the top the list of annotations, and one on a key at the bottom presses it.
func (r Reader) Click(col, row int) (Reader, []effect.Effect) {
	r.unawait()
	if r.Typing() {
		return r, nil
	}
	r.message = Message{}
	switch {
	case row == 0:
		return r, []effect.Effect{effect.ShowMarks{}}
	case row == r.canvas.Height-1:
		return r.clickFooter(col)
	}
	if a, ok := r.noteAt(col, row-1); ok {
		return r.Visit(a.Anchor.Span.Start, a.ID), []effect.Effect{effect.EditCard{Annotation: a}}
	}
	if off, ok := r.offsetAt(col, row); ok {
		if _, folded := r.fold(off); folded && r.mode == keys.Read {
			r.jump(off)
			return r, r.unfold()
		}
		r.clickText(off, col, row)
	} else if off, ok = r.nearestAt(col, row); ok {
		r.press = press{off: off, down: true, col: col, row: row} // a drag may begin beside the text
	}
	return r, nil
}

// clickText handles a click on a cluster of the text.
func (r *Reader) clickText(off, col, row int) {
	now, clicks := r.env.Now(), 1
	if r.press.off == off && now.Sub(r.press.at) < multiClick {
		clicks = r.press.clicks%4 + 1
	}
	was, had := r.mark()
	r.press = press{off: off, at: now, clicks: clicks, down: true, col: col, row: row}
	if r.mode == keys.Select {
		r.mode, r.grown = r.resting(), nil
	}
	block := r.blockSpan(r.article.BlockAt(off))
	switch word, isWord := segment.Word(r.article.Text, block, off); {
	case clicks == 2 && isWord:
		r.selectSpan(word)
	case clicks == 3:
		r.selectSpan(segment.Sentence(r.article.Text, block, off))
	case clicks == 4:
		r.selectSpan(block)
	default:
		r.caret = off
		r.moved()
		if a, on := r.mark(); on && had && a.ID == was.ID && r.mode == keys.Read {
			r.press.open = a.ID
		} else if on && r.mode == keys.Read {
			r.say(summary(a) + " · click again for its card")
		}
	}
}

// clickFooter presses the key that is shown at a cell of the footer.
func (r Reader) clickFooter(col int) (Reader, []effect.Effect) {
	action, ok := r.canvas.ActionAt(r.offered(), r.mode, r.footerState(), col)
	if !ok {
		return r, nil
	}
	return r.Do(action, 0)
}

// noteAt is the annotation whose note is drawn at a cell of the text area.
func (r *Reader) noteAt(col, row int) (annotate.Annotation, bool) {
	if lines, from := r.drawer(); row >= from && row < from+len(lines) {
		return r.mark()
	}
	if r.marginWidth() == 0 || col < r.marginColumn() {
		return annotate.Annotation{}, false
	}
	visible := r.visible()
	if row < 0 || row >= len(visible) {
		return annotate.Annotation{}, false
	}
	return r.set.Get(r.notes(visible)[row].ID)
}

// Drag handles a move of the mouse with the left button down: it selects from
// where the button went down. Held beyond the edge of the text, it scrolls,
// and goes on to scroll with DragOn.
func (r Reader) Drag(col, row int) (Reader, []effect.Effect) {
	if !r.press.down {
		return r, nil
	}
	r.press.col, r.press.row, r.press.moved, r.press.open = col, row, true, ""
	beyond := 0
	switch {
	case row <= 0:
		beyond = -1
	case row > r.rows():
		beyond = 1
	}
	if beyond != 0 {
		r.top, _ = r.step(r.top, beyond)
		r.clampTop()
	}
	r.dragTo(col, min(max(row, 1), r.rows()))
	if beyond == 0 || r.press.waiting {
		return r, nil
	}
	r.press.waiting = true
	return r, []effect.Effect{effect.DragOn{}}
}

// dragTo moves the head of the selection to a cell of the text, or to the row
// of text nearest to it.
func (r *Reader) dragTo(col, row int) {
	off, ok := r.nearestAt(col, row)
	if !ok || off == r.caret && r.mode != keys.Select {
		return
	}
	if r.mode == keys.Read {
		r.message = Message{}
		r.mode, r.sel = keys.Select, annotate.Selection{Anchor: r.press.off}
	}
	r.caret, r.goal, r.current = r.rest(off), -1, ""
	r.sel.Head = r.caret
}

// nearestAt is the cluster at a cell of the screen, or at the same column of the
// row of text nearest to it.
func (r *Reader) nearestAt(col, row int) (off int, ok bool) {
	off, ok = r.offsetAt(col, row)
	for d := 1; !ok && d < r.rows(); d++ {
		if off, ok = r.offsetAt(col, row-d); !ok {
			off, ok = r.offsetAt(col, row+d)
		}
	}
	return off, ok
}

// DragOn goes on with a drag that is held beyond the edge of the text.
func (r Reader) DragOn() (Reader, []effect.Effect) {
	r.press.waiting = false
	if row := r.press.row; row > 0 && row <= r.rows() {
		return r, nil
	}
	return r.Drag(r.press.col, r.press.row)
}

// Release handles the release of the button.
func (r Reader) Release() (Reader, []effect.Effect) {
	open := r.press.open
	r.press.down, r.press.open = false, ""
	if a, ok := r.set.Get(open); ok {
		return r, []effect.Effect{effect.EditCard{Annotation: a}}
	}
	return r, nil
}

// offsetAt is the cluster drawn at a cell of the screen, or nearest in its
// row; ok is false outside the text.
func (r *Reader) offsetAt(col, row int) (off int, ok bool) {
	if row < 1 || row > r.rows() {
		return 0, false
	}
	pos, n := r.step(r.top, row-1)
	if n < row-1 || r.layout.Row(pos).Blank {
		return 0, false
	}
	off = r.settle(r.layout.OffsetAt(pos, max(col-r.textColumn(), 0)))
	_, shown := r.rowOf(off) // not so for an empty line of code below the top
	return off, shown
}

// caretCell is the cell of the screen where the caret is drawn.
func (r *Reader) caretCell() (col, row int, ok bool) {
	row, ok = r.rowOf(r.caret)
	return r.textColumn() + r.layout.ColOf(r.layout.PosAt(r.caret), r.caret), row + 1, ok
}
