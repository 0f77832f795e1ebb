// Package margin draws what was noted of annotations: beside the rows of the
// text that they belong to, or, where there is no room for that, in a drawer of
// a few lines. It is pure: no terminal, no clock, nothing kept between calls.
//
// A note says who is quoted or claims, how that stands, and what was noted:
//
//	┊ Q Ada Lund, harbour union
//	┃ C checking: the fares table of
//	┃   June says 4.20
//	┃   checker: Marit Solane
//
// A rule stands beside notes only, so that an empty margin is empty. That of
// the current note is heavy and has the colour of its tag; the current note
// shows its fields too, in up to 8 rows, the others at most 3.
//
// # Placing
//
//   - Notes stand in the order of their annotations and never overlap.
//   - A note stands where its annotation begins. One that would overlap the
//     note before it moves down a few rows; where that is not enough the one
//     before folds, down to one row. Only for want of room do notes move up.
//   - The current note always shows, unfolded. It stays at its place as long as
//     those before it have a row each; the others are moved, folded or, at
//     last, left out.
//   - How many were left out is said in the last row, unless it is the only one.
//
// Annotations of which there is nothing to tell have no note, unless they are
// current. A default ("unchecked", "unverified") tells nothing.
//
// Notes are foreign text that was cleaned when it was read or typed. They are
// drawn as plain text, Markdown and all, wrapped by ui/layout.
package margin

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/ui/kit"
)

// The most rows of a note.
const (
	mainRows  = 8 // of the current one
	otherRows = 3
)

// MinWidth is the least width in cells in which notes can be read. In less,
// nothing is drawn.
const MinWidth = 12

// A Note asks for a place beside the text.
type Note struct {
	Annotation annotate.Annotation
	Row        int  // of the text area, from 0, at which the annotation begins; less if it begins above
	Current    bool // keys act on it; of several the first counts
}

// A Line is what stands beside one row of the text.
type Line struct {
	Text string // styled, at most as wide as the margin; "" where nothing stands
	ID   string // of the annotation whose note this is; "" for none
}

// Place draws notes, in text order, beside that many rows of text, in width
// cells. It returns a Line for each row.
func Place(notes []Note, rows, width int, c kit.Canvas) []Line {
	lines := make([]Line, max(rows, 0))
	notes = telling(notes)
	if rows < 1 || width < MinWidth || len(notes) == 0 {
		return lines
	}
	current := slices.IndexFunc(notes, func(n Note) bool { return n.Current })
	main, tall := unfolding{lineGap, mainRows}, mainRows
	if current >= 0 && len(notes)-1+mainRows > rows {
		tall = newPainter(notes[current:current+1], 0, main, width, c).rows(0, mainRows)
	}
	w := choose(notes, current, tall, rows)
	p := newPainter(notes[w.start:w.end], current-w.start, main, width, c)
	for i, s := range p.slots(w.rows) {
		p.note(i, lines[s.top:s.top+s.height])
	}
	if w.rows < rows {
		more := fmt.Sprintf("%s +%d more", rule, len(notes)-len(p.notes))
		lines[rows-1].Text = c.Theme.Dim.Render(c.Cut(more, width))
	}
	return lines
}

// Drawer draws the note of one annotation, with its fields, in at most that many
// rows of width cells. It returns none if there is nothing to tell.
func Drawer(a annotate.Annotation, width, rows int, c kit.Canvas) []string {
	if rows < 1 || width < MinWidth || silent(a) {
		return nil
	}
	p := newPainter([]Note{{Annotation: a}}, 0, unfolding{fieldGap, rows}, width, c)
	lines := make([]Line, p.rows(0, rows))
	p.note(0, lines)
	texts := make([]string, len(lines))
	for i, line := range lines {
		texts[i] = line.Text
	}
	return texts
}

// telling is the notes that have something to tell.
func telling(notes []Note) []Note {
	told := make([]Note, 0, len(notes))
	for _, n := range notes {
		if n.Current || !silent(n.Annotation) {
			told = append(told, n)
		}
	}
	return told
}
