package reader

import (
	"fmt"

	"galley/ui/screen/reader/margin"
)

// The parts of the gutter, in cells, and after the text a column for a caret on
// a hanging blank.
const (
	lettersWidth = 3 // tag letters
	alertWidth   = 1 // the sign of an annotation that is not saved, or not certain
	gapWidth     = 2
	spareWidth   = 1
)

const (
	roomForMargin = 100 // minimum width of the screen for notes in the margin
	widestMargin  = 44
	marginGap     = 1 // between text and margin
)

// columns divides the width of the screen, in cells: blank, gutter, text, and
// the notes in the margin.
type columns struct {
	left   int // blank before the gutter, which centres it all
	number int // the part of the gutter for paragraph numbers
	text   int
	notes  int // 0: there is no margin
}

// newColumns divides a screen for an article with the given number of numbered
// paragraphs.
func newColumns(width, numbered int, p preferences) columns {
	c := columns{number: max(len(fmt.Sprint(numbered)), 2)}
	c.text = max(min(p.measure, width-c.gutter()-spareWidth), 1)
	used := c.gutter() + c.text
	if room := width - used - spareWidth - marginGap; !p.notesHidden && width >= roomForMargin && room >= margin.MinWidth {
		c.notes = min(room, widestMargin)
		used += spareWidth + marginGap + c.notes
	}
	c.left = max((width-used)/2, 0)
	return c
}

// gutter returns the width of the gutter.
func (c columns) gutter() int { return lettersWidth + alertWidth + c.number + gapWidth }

// textAt returns the column of the screen at which the text begins.
func (c columns) textAt() int { return c.left + c.gutter() }

// notesAt returns the column of the screen at which the margin begins.
func (c columns) notesAt() int { return c.textAt() + c.text + spareWidth + marginGap }
