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
	footer := r.footer()
	bottom := footer.String()
	covered := footer.covers(bottom)
	rows := make([]string, r.body.canvas.HeadRows(), max(r.body.canvas.Height, 3))
	rows[0] = r.header()
	rows = append(rows, r.text(covered)...)
	rows = append(rows[:len(rows)-covered], bottom)
	v := tea.NewView(strings.Join(rows, "\n"))
	if footer.input != nil {
		v.Cursor = tea.NewCursor(footer.cursor(), r.body.canvas.Height-1)
	} else if col, row, shown := r.body.caretCell(); shown {
		v.Cursor = tea.NewCursor(col, row)
	}
	return v
}

// text draws the rows of the text area. covered is the number of rows at its
// bottom that the footer covers.
func (r *Reader) text(covered int) []string {
	b := &r.body
	rows := b.view.rows()
	p := newPainter(b, r.overlay(b.view.window(rows)))
	drawn := make([]string, b.view.height)
	for i, pos := range rows {
		drawn[i] = p.row(pos)
	}
	if b.columns.notes > 0 && p.sides == nil {
		for i, note := range r.notes(b, rows) {
			if note.Text != "" {
				drawn[i] = b.canvas.Pad(drawn[i], b.columns.notesAt()) + note.Text
			}
		}
	}
	lines, from := r.drawer(covered)
	copy(drawn[from:], lines)
	return drawn
}

// overlay returns the overlay for a window of the text.
func (r *Reader) overlay(window annotate.Span) overlay {
	b := &r.body
	o := overlay{
		set: r.set, people: r.people, marks: r.shown.Overlapping(window), segments: r.shown.Segments(window),
		sides:   r.settling.current(&r.state),
		unsaved: r.steps.unsaved(r.env.Library.Pending(b.ID)), hits: r.find.hitsIn(b.Text, window), labels: r.labels, suggested: r.walk.within(window),
	}
	if r.find.visible() {
		o.hit = r.find.hit
	}
	if r.mode == keys.Resize {
		o.resized = r.resizing.id
	}
	if o.sides != nil {
		o.numbered = r.settling.numbers(o.sides)
		o.spans, o.marks, o.segments, o.suggested = o.sides.Spans(), nil, nil, nil
	}
	candidate, ok := r.placing.candidate()
	switch _, folded := b.fold(b.caret.off); {
	case ok && r.mode == keys.Place:
		o.selected = candidate
	case b.sel.active:
		o.selected = b.sel.span(b.prose)
	case r.mode == keys.Offer:
		o.selected = r.sequence.place()
	case r.mode == keys.Suggest:
		o.asked = r.walk.spans()
	case !folded && o.sides == nil:
		o.target = b.sentence(b.caret.off)
	}
	return o
}
