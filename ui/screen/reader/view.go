package reader

import (
	"strings"

	"galley/annotate"
	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// View draws the screen: header, text, footer. Rows are never wider than the
// screen.
func (r Reader) View() tea.View {
	bottom := r.bottom()
	rows := make([]string, 0, r.body.canvas.Height)
	rows = append(rows, r.header())
	rows = append(rows, r.text()...)
	rows = append(rows[:len(rows)-r.covered(bottom)], bottom)
	v := tea.NewView(strings.Join(rows, "\n"))
	if col, row, shown := r.cursor(); shown {
		v.Cursor = tea.NewCursor(col, row)
	}
	if r.body.prefs.mouseFree {
		v.MouseMode = tea.MouseModeNone
	}
	return v
}

// cursor is the cell of the terminal's cursor.
func (r *Reader) cursor() (col, row int, shown bool) {
	if !r.typing() {
		return r.body.caretCell()
	}
	prompt, input := r.typed()
	_, at := input.View(r.typingWidth(prompt))
	return len(prompt) + at, r.body.canvas.Height - 1, true
}

// text draws the rows of the text area.
func (r *Reader) text() []string {
	b := &r.body
	rows := b.view.rows()
	p := newPainter(b, r.overlay(b.view.window(rows)))
	drawn := make([]string, b.view.height)
	for i, pos := range rows {
		drawn[i] = p.row(pos)
	}
	if b.columns.notes > 0 {
		r.addNotes(drawn, rows)
	}
	lines, from := r.drawer()
	copy(drawn[from:], lines)
	return drawn
}

// overlay is what is drawn over a window of the text.
func (r *Reader) overlay(window annotate.Span) overlay {
	b := &r.body
	o := overlay{
		marks: r.set.Overlapping(window), segments: r.set.Segments(window), unsaved: r.unsaved(),
		hits: r.find.in(b.Text, window), labels: r.labels,
	}
	if r.find.on {
		o.hit = r.find.hit
	}
	if r.mode == keys.Resize {
		o.resized = r.resizing.id
	}
	candidate, ok := r.placing.shown()
	switch _, folded := b.fold(b.caret.off); {
	case ok && r.mode == keys.Place:
		o.selected = candidate
	case b.sel.on:
		o.selected = b.sel.span(b.prose)
	case r.mode == keys.Offer:
		o.selected = r.sequence.place()
	case !folded:
		o.target = b.sentence(b.caret.off)
	}
	return o
}
