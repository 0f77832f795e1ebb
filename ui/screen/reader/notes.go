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

// drawerRows is the height of the drawer at most.
const drawerRows = 2

// notes draws the notes of the annotations on rows of the screen, one line for
// each row.
func (s *state) notes(rows []layout.Pos) []margin.Line {
	b := &s.body
	spans := make([]annotate.Span, len(rows))
	for i, pos := range rows {
		spans[i] = b.view.Row(pos).Span
	}
	current, _ := s.current()
	var notes []margin.Note
	for _, a := range s.set.Overlapping(b.view.window(rows)) {
		row, found := slices.BinarySearchFunc(spans, a.Anchor.Span.Start, compare)
		if !found {
			row--
		}
		notes = append(notes, margin.Note{Annotation: a, Row: row, Current: a.ID == current.ID})
	}
	return margin.Place(notes, len(rows), b.columns.notes, b.canvas)
}

// addNotes puts notes beside the drawn rows.
func (s *state) addNotes(drawn []string, rows []layout.Pos) {
	for i, line := range s.notes(rows) {
		if line.Text != "" {
			room := s.body.columns.notesAt() - s.body.canvas.Method.StringWidth(ansi.Strip(drawn[i]))
			drawn[i] += strings.Repeat(" ", max(room, 0)) + line.Text
		}
	}
}

// drawer is the note of the annotation at the caret where there is no margin,
// and the row of the text area from which on it covers the text: at the bottom,
// above a footer of several rows, or at the top if the caret is there.
func (r *Reader) drawer() (lines []string, from int) {
	b := &r.body
	a, ok := r.current()
	if !ok || b.prefs.notesHidden || r.shared || r.mode != keys.Read || b.columns.notes > 0 {
		return nil, 0
	}
	lines = margin.Drawer(a, b.canvas.Width, min(drawerRows, b.view.height/3), b.canvas)
	from = max(b.view.height-r.covered(r.bottom())-len(lines), 0)
	if row, shown := b.view.rowOf(b.caret.off); shown && row >= from {
		from = 0
	}
	return lines, from
}

// marginNoteAt is the annotation whose note is drawn beside the text at a
// cell of the text area.
func (s *state) marginNoteAt(col, row int) (annotate.Annotation, bool) {
	rows := s.body.view.rows()
	if s.body.columns.notes == 0 || col < s.body.columns.notesAt() || row < 0 || row >= len(rows) {
		return annotate.Annotation{}, false
	}
	return s.set.Get(s.notes(rows)[row].ID)
}
