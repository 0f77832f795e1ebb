package reader

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/layout"
	"galley/ui/screen/reader/margin"

	"github.com/charmbracelet/x/ansi"
)

// Notes stand beside the text from this width of the screen on, in cells.
const roomForMargin = 100

// The width of the margin at most, and what parts it from the text, in cells.
const (
	widestMargin = 44
	marginGap    = 1
)

// drawerRows is the height of the drawer at most.
const drawerRows = 2

// marginWidth is the room for notes beside the text, 0 if there is none.
func (r *Reader) marginWidth() int {
	if r.noMargin || r.canvas.Width < roomForMargin {
		return 0
	}
	room := r.canvas.Width - r.gutterWidth() - r.measure() - spareWidth - marginGap
	if room < margin.MinWidth {
		return 0
	}
	return min(room, widestMargin)
}

// mark is the annotation that is shown as the current one: the one the caret
// was sent to, else the innermost at the caret.
func (r *Reader) mark() (annotate.Annotation, bool) {
	at := r.set.At(r.caret)
	for _, a := range at {
		if a.ID == r.current {
			return a, true
		}
	}
	if len(at) == 0 {
		return annotate.Annotation{}, false
	}
	return at[0], true
}

// notes draws the notes of the visible annotations beside the rows.
func (r *Reader) notes(visible []layout.Pos) []margin.Line {
	spans := make([]annotate.Span, len(visible))
	for i, pos := range visible {
		spans[i] = r.layout.Row(pos).Span
	}
	current, _ := r.mark()
	var notes []margin.Note
	for _, a := range r.set.Overlapping(annotate.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}) {
		row, found := slices.BinarySearchFunc(spans, a.Anchor.Span.Start, compare)
		if !found {
			row--
		}
		notes = append(notes, margin.Note{Annotation: a, Row: row, Current: a.ID == current.ID})
	}
	return margin.Place(notes, len(visible), r.marginWidth(), r.canvas)
}

// marginColumn is the column of the screen at which the margin begins.
func (r *Reader) marginColumn() int { return r.textColumn() + r.measure() + spareWidth + marginGap }

// withNotes puts notes beside the rows of the body.
func (r *Reader) withNotes(rows []string, visible []layout.Pos) {
	column := r.marginColumn()
	for i, line := range r.notes(visible) {
		if line.Text != "" {
			rows[i] += strings.Repeat(" ", max(column-r.canvas.Method.StringWidth(ansi.Strip(rows[i])), 0)) + line.Text
		}
	}
}

// drawer is the note of the annotation at the caret, and the row of the text
// area from which on it lies over the text: at the bottom, or at the top if
// the caret is there. It has no lines where notes stand in the margin.
func (r *Reader) drawer() (lines []string, from int) {
	a, ok := r.mark()
	if !ok || r.noMargin || r.shared || r.mode != keys.Read || r.marginWidth() > 0 {
		return nil, 0
	}
	lines = margin.Drawer(a, r.canvas.Width, min(drawerRows, r.rows()/3), r.canvas)
	from = max(r.rows()-r.covered()-len(lines), 0)
	if at, shown := r.rowOf(r.caret); shown && at >= from {
		from = 0
	}
	return lines, from
}
