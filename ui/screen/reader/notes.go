package reader

import (
	"slices"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/layout"
	"galley/ui/screen/reader/margin"
)

// drawerRows is the maximum height of the drawer.
const drawerRows = 2

// notes draws the notes of the annotations on rows of the screen, one line for
// each row.
func (n annotations) notes(b *body, rows []layout.Pos) []margin.Line {
	spans := make([]annotate.Span, len(rows))
	for i, pos := range rows {
		spans[i] = b.view.Row(pos).Span
	}
	current, _ := n.currentAt(b.caret)
	var notes []margin.Note
	for _, a := range n.shown.Overlapping(b.view.window(rows)) {
		row, found := slices.BinarySearchFunc(spans, a.Anchor.Span.Start, compare)
		if !found {
			row--
		}
		note := n.note(b, a)
		note.Row, note.Current = row, a.ID == current.ID
		notes = append(notes, note)
	}
	return margin.Place(notes, len(rows), b.columns.notes, b.canvas)
}

// haveNotes reports whether any of the annotations has a note to be drawn when the caret
// is elsewhere.
func (n annotations) haveNotes() bool {
	return slices.ContainsFunc(n.shown.Placed(), func(a annotate.Annotation) bool {
		return n.people != nil || len(a.Links) > 0 || !margin.Note{Annotation: a}.IsBare()
	})
}

// note returns the note of an annotation, with its links. A continuation shows the
// fields of the first part.
func (n annotations) note(b *body, a annotate.Annotation) margin.Note {
	note := margin.Note{Annotation: a, Range: b.Range(a.Anchor.Span), Links: describeLinks(n.set, a.ID, b.Article)}
	if n.people != nil {
		note.By, note.Person = kit.OneLine(a.Creator), n.people.index(a.Creator)
	}
	if n.set.Continues(a.ID) {
		note.Annotation.Fields = n.set.Whole(a.ID).First().Fields
	}
	return note
}

// DescribeLinks describes the links of an annotation and its continuations.
func (r Reader) DescribeLinks(whole annotate.Whole) []string {
	list := describeLinks(r.set, whole.First().ID, r.body.Article)
	for _, part := range whole[1:] {
		for _, link := range r.set.Linked(part.ID) {
			if r.set.Whole(link.Other.ID).First().ID != whole.First().ID {
				list = append(list, kit.OneLine(link.Describe(r.body.Article)))
			}
		}
	}
	return list
}

// describeLinks describes the links of an annotation.
func describeLinks(set annotate.Set, id string, article *annotate.Article) []string {
	var list []string
	for _, link := range set.Linked(id) {
		list = append(list, kit.OneLine(link.Describe(article)))
	}
	return list
}

// drawer returns the lines of the note at the caret if there is no margin, and
// the first row of the text area that they cover: at the bottom, above the rows
// that the footer covers, or at the top if the caret would be hidden.
func (r *Reader) drawer(covered int) (lines []string, from int) {
	if r.base == keys.Settle {
		return nil, 0
	}
	b := &r.body
	a, ok := r.current()
	if !ok || b.prefs.notesHidden || r.shared || r.mode != keys.Read || b.columns.notes > 0 {
		return nil, 0
	}
	lines = margin.Drawer(r.note(b, a), b.canvas.Width, min(drawerRows, b.view.height/3), b.canvas)
	from = max(b.view.height-covered-len(lines), 0)
	if row, shown := b.view.rowOf(b.caret.off); shown && row >= from {
		from = 0
	}
	return lines, from
}

// noteAt returns the annotation whose note is drawn at a cell of the screen, in the
// drawer or in the margin.
func (r *Reader) noteAt(col, row int) (annotate.Annotation, bool) {
	row -= r.body.canvas.HeadRows()
	if lines, from := r.drawer(r.coveredRows()); row >= from && row < from+len(lines) {
		return r.current()
	}
	b := &r.body
	rows := b.view.rows()
	if b.columns.notes == 0 || col < b.columns.notesAt() || row < 0 || row >= len(rows) {
		return annotate.Annotation{}, false
	}
	return r.set.Get(r.notes(b, rows)[row].ID)
}
