package reader

import (
	"fmt"

	"galley/ui/screen/reader/margin"
)

// Widths in cells: of the parts of the gutter, and of the space after the text for
// a caret on a hanging blank.
const (
	letterWidth  = 2               // a tag's letter, and a sign: of a verdict, or an alert
	lettersWidth = 3 * letterWidth // one for each tag
	gapWidth     = 2
	peopleWidth  = 3 // the letters of two people, and a blank
	spareWidth   = 1
)

const (
	roomForMargin = 100 // minimum width of the screen for notes in the margin
	maxMargin     = 44
	marginGap     = 1 // between text and margin
)

// notes says whether any annotation has a note.
type notes bool

const (
	noNotes   notes = false
	someNotes notes = true
)

// columns divides the width of the screen, in cells: blank, gutter, text, and
// the notes in the margin.
type columns struct {
	left   int // blank before the gutter, to center the whole
	people int // the part of the gutter for letters of people, 0 if there is only one
	number int // the part of the gutter for paragraph numbers
	text   int
	notes  int // 0: there is no margin
}

// newColumns divides a screen of width cells. numbered is the number of paragraphs
// that have a number, people the width of the part of the gutter for people. Without
// notes the text is in the center.
func newColumns(width, numbered, people int, p preferences, n notes) columns {
	c := columns{people: people, number: max(len(fmt.Sprint(numbered)), 2)}
	c.text = max(min(p.measure, width-c.gutter()-spareWidth), 1)
	used := c.gutter() + c.text
	if room := width - used - spareWidth - marginGap; n == someNotes && !p.notesHidden && width >= roomForMargin && room >= margin.MinWidth {
		c.notes = min(room, maxMargin)
		used += spareWidth + marginGap + c.notes
	}
	c.left = max((width-used)/2, 0)
	return c
}

// gutter returns the width of the gutter.
func (c columns) gutter() int { return c.people + lettersWidth + c.number + gapWidth }

// textAt returns the column of the screen at which the text begins.
func (c columns) textAt() int { return c.left + c.gutter() }

// notesAt returns the column of the screen at which the margin begins.
func (c columns) notesAt() int { return c.textAt() + c.text + spareWidth + marginGap }
