// Package margin draws the notes of annotations: next to the rows of the text
// that they belong to, or, where there is no room for that, in a drawer of a
// few rows. It is pure: no terminal, no clock, no state between calls.
//
// A note shows the speaker or claimant, the status, and the text of the note:
//
//	┊ Q Ada Lund, harbour union
//	┃ C checking: the fares table of
//	┃   June says 4.20
//	┃   checker: Marit Solane
//
// Only notes have a rule, so that an empty margin is empty. If several people made
// notes, it has the color of each. The current note has a heavy rule,
// else in the color of its tag, and shows its fields too, in up to 8 rows;
// the others have at most 3.
//
// # Placing
//
//   - Notes are in the order of their annotations and never overlap.
//   - A note begins where its annotation begins. One that would overlap the
//     note before it moves down a few rows; if that is not enough, the one
//     before is cut, to one row at worst. Notes move up only if there is no room.
//   - The current note is always shown, and never cut. It stays at its place as
//     long as those before it have a row each; the others are moved, cut or, as a
//     last resort, left out.
//   - The last row says how many were left out, unless it is the only one.
//
// Annotations without a note, fields or links have no note here, unless they are
// current. A default status ("unchecked", "unverified") does not count.
//
// Notes are untrusted text, cleaned on input. Their Markdown is drawn as styles
// ([kit.NoteText]), wrapped by ui/layout.
package margin

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/ui/kit"
)

// The maximum number of rows of a note.
const (
	currentRows = 8
	otherRows   = 3
)

// MinWidth is the minimum width of notes, in cells. Below it nothing is drawn.
const MinWidth = 12

// A Note is an annotation to be drawn next to the text.
type Note struct {
	Annotation annotate.Annotation
	Range      string   // its paragraphs if there are several: "¶14–15"
	By         string   // who made it, if several people made notes
	Person     int      // the number of that one, for [theme.Theme.Person]
	Links      []string // what it is to others: "supports C in ¶3: “adds 4.20”"
	Row        int      // of the text area, from 0, at which the annotation begins; less if it begins above
	Current    bool     // keys act on it; if several are, the first counts
}

// A Line is drawn next to one row of the text.
type Line struct {
	Text string // styled, at most as wide as the margin; "" without a note
	ID   string // of the annotation whose note this is; "" for none
}

// Place draws notes, which are in text order, in width cells next to rows of text.
// It returns a Line for each row.
func Place(notes []Note, rows, width int, c kit.Canvas) []Line {
	lines := make([]Line, max(rows, 0))
	notes = withoutBare(notes)
	if rows < 1 || width < MinWidth || len(notes) == 0 {
		return lines
	}
	current := slices.IndexFunc(notes, func(n Note) bool { return n.Current })
	full, height := extent{currentRows, lineGap}, currentRows
	if current >= 0 && len(notes)-1+currentRows > rows {
		height = newPainter(notes[current:current+1], 0, full, width, c).rows(0, currentRows)
	}
	w := choose(notes, current, height, rows)
	p := newPainter(notes[w.start:w.end], current-w.start, full, width, c)
	for i, s := range p.slots(w.rows) {
		p.note(i, lines[s.top:s.top+s.height])
	}
	if w.rows < rows {
		more := fmt.Sprintf("%s +%d more", rule, len(notes)-len(p.notes))
		lines[rows-1].Text = c.Theme.Dim.Render(c.Cut(more, width))
	}
	return lines
}

// withoutBare returns the notes that are drawn if there is room.
func withoutBare(notes []Note) []Note {
	return slices.DeleteFunc(slices.Clone(notes), func(n Note) bool { return !n.Current && n.IsBare() })
}

// Drawer draws the note of one annotation, with its fields and links, in up to rows
// lines of width cells. It returns none for an annotation without any.
func Drawer(n Note, width, rows int, c kit.Canvas) []string {
	if rows < 1 || width < MinWidth || n.IsBare() {
		return nil
	}
	p := newPainter([]Note{n}, 0, extent{rows, fieldGap}, width, c)
	lines := make([]Line, p.rows(0, rows))
	p.note(0, lines)
	texts := make([]string, len(lines))
	for i, line := range lines {
		texts[i] = line.Text
	}
	return texts
}
