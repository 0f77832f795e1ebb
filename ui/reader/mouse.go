package reader

import (
	"time"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/keys"
	"galley/ui/layout"
)

// multiClick is how soon a click must follow another at the same place to
// count as a double or triple click.
const multiClick = 400 * time.Millisecond

// A press is what the mouse button did last.
type press struct {
	off    int // cluster that was clicked
	at     time.Time
	clicks int
	down   bool
}

// Click handles a press of the left button at a cell of the screen: one sets
// the caret, two select the word, three the sentence.
func (r Reader) Click(col, row int) Reader {
	off, ok := r.offsetAt(col, row)
	if !ok {
		return r
	}
	r.message = Message{}
	r.unawait()
	now := r.env.Now()
	clicks := 1
	if r.press.off == off && now.Sub(r.press.at) < multiClick {
		clicks = r.press.clicks%3 + 1
	}
	r.press = press{off: off, at: now, clicks: clicks, down: true}
	if r.mode == keys.Select {
		r.mode = keys.Read
	}
	block := r.blockSpan(r.article.BlockAt(off))
	switch word, isWord := segment.Word(r.article.Text, block, off); {
	case clicks == 2 && isWord:
		r.selectSpan(word)
	case clicks == 3:
		r.selectSpan(segment.Sentence(r.article.Text, block, off))
	default:
		r.caret = off
		r.moved()
	}
	return r
}

// Drag handles a move of the mouse with the left button down: it selects from
// where the button went down, and scrolls at the edges.
func (r Reader) Drag(col, row int) Reader {
	if !r.press.down {
		return r
	}
	switch {
	case row <= 0:
		r = r.Scroll(-1)
	case row > r.rows():
		r = r.Scroll(1)
	}
	off, ok := r.offsetAt(col, min(max(row, 1), r.rows()))
	if !ok || off == r.caret && r.mode != keys.Select {
		return r
	}
	if r.mode == keys.Read {
		r.mode, r.sel = keys.Select, annotate.Selection{Anchor: r.press.off}
	}
	r.caret = off
	r.moved()
	return r
}

// Release handles the release of the button.
func (r Reader) Release() Reader {
	r.press.down = false
	return r
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
	return r.settle(r.layout.OffsetAt(pos, max(col-r.textColumn(), 0))), true
}

// caretCell is the cell of the screen where the caret is drawn.
func (r *Reader) caretCell() (col, row int, ok bool) {
	row, ok = r.rowOf(r.caret)
	var pos layout.Pos = r.layout.PosAt(r.caret)
	return r.textColumn() + r.layout.ColOf(pos, r.caret), row + 1, ok
}
