package margin

import (
	"strings"

	"galley/annotate"
	"galley/ui/kit"
	"galley/ui/layout"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
)

// The characters before the text of a note, and after a note that is cut. The ? of
// an uncertain place replaces the blank after the letter.
const (
	rule      = "┊"
	heavyRule = "┃"
	leadWidth = 4 // rule, blank, letter, blank
	ellipsis  = "…"
)

// A painter draws notes in width cells. All of them are paragraphs of one
// article, so that ui/layout wraps them.
type painter struct {
	canvas  kit.Canvas
	notes   []Note
	current int // index into notes, -1 for none
	width   int
	article *annotate.Article
	layout  *layout.Layout
	b       strings.Builder
	cells   []layout.Cell
	painted []uv.Cell
}

// An extent says how much of the current note is drawn.
type extent struct {
	rows int    // at most
	gap  string // between two fields
}

func newPainter(notes []Note, current int, e extent, width int, c kit.Canvas) *painter {
	p := &painter{canvas: c, notes: notes, current: current, width: width}
	p.cells = make([]layout.Cell, 0, 2*width) // two rows, see elide
	w := newWriter(len(notes))
	for i, n := range notes {
		if i == current {
			w.add(n, e.gap, p.clusters(e.rows))
		} else {
			w.add(n, "", p.clusters(otherRows))
		}
	}
	p.article = w.article()
	p.layout = layout.New(p.article, layout.Options{Measure: width - leadWidth, Method: c.Method})
	return p
}

// clusters returns a number of clusters that do not fit in rows: each row has at
// most one for each cell, and a blank or a line end.
func (p *painter) clusters(rows int) int { return rows*(p.width-leadWidth+1) + 1 }

// slots arranges the notes in rows.
func (p *painter) slots(rows int) []slot {
	slots := make([]slot, len(p.notes))
	for i, n := range p.notes {
		slots[i] = slot{want: n.Row, full: p.rows(i, otherRows)}
		if i == p.current {
			slots[i].full = p.rows(i, currentRows)
		}
	}
	arrange(slots, p.current, rows)
	return slots
}

// rows returns the number of rows of a note, at most limit.
func (p *painter) rows(note, limit int) int {
	n := 1
	for pos, ok := p.below(layout.Pos{Block: note}); ok && n < limit; pos, ok = p.below(pos) {
		n++
	}
	return n
}

// below returns the next row of the same note; ok is false on its last.
func (p *painter) below(pos layout.Pos) (next layout.Pos, ok bool) {
	next, ok = p.layout.Next(pos)
	return next, ok && next.Block == pos.Block
}

// note draws the first rows of a note, one to each of lines.
func (p *painter) note(note int, lines []Line) {
	a := p.notes[note].Annotation
	letter, pos := a.Tag.Letter()+" ", layout.Pos{Block: note}
	if !a.Anchor.State.Certain() {
		letter = a.Tag.Letter() + "?"
	}
	for i := range lines {
		p.cells = p.layout.AppendCells(p.cells[:0], pos)
		next, more := p.below(pos)
		if more && i == len(lines)-1 {
			p.elide(pos)
		}
		lines[i] = Line{p.line(note, letter), a.ID}
		letter, pos = "  ", next
	}
}

// line draws the cells of a row of a note.
func (p *painter) line(note int, letter string) string {
	t, n := p.canvas.Theme, p.notes[note]
	tag := n.Annotation.Tag
	edge := uv.Cell{Content: rule + " ", Style: t.Border.Cell}
	if note == p.current {
		edge = uv.Cell{Content: heavyRule + " ", Style: t.Letter(tag).Cell}
	}
	if n.By != "" {
		edge.Style = t.Person(n.Person).Cell
	}
	p.painted = append(p.painted[:0], edge, uv.Cell{Content: letter, Style: t.Letter(tag).Cell})
	p.text(note, withoutBlanks(p.cells))
	p.b.Reset()
	p.b.Grow(lineBytes)
	theme.Paint(&p.b, p.painted)
	return p.b.String()
}

// lineBytes is the typical number of bytes of a styled row.
const lineBytes = 192

// text paints cells. Neighbors that look the same, and are drawn as the note
// has them, are joined.
func (p *painter) text(note int, cells []layout.Cell) {
	text, start, end, style := p.article.Text, 0, -1, annotate.Style(0)
	for _, c := range cells {
		written := c.Off >= 0 && strings.HasPrefix(text[c.Off:], c.Text)
		if written && c.Off == end && c.Style == style {
			end += len(c.Text)
			p.painted[len(p.painted)-1].Content = text[start:end]
			continue
		}
		p.painted = append(p.painted, uv.Cell{Content: c.Text, Style: p.style(note, c.Style)})
		start, end, style = c.Off, -1, c.Style
		if written {
			end = c.Off + len(c.Text)
		}
	}
}

// style returns the style of text of a note: the current note is drawn like any
// text, the others are dim except for their heads and strong words.
func (p *painter) style(note int, s annotate.Style) uv.Style {
	switch {
	case note == p.current:
		return p.canvas.Theme.Text(p.article.Blocks[note], s)
	case s&annotate.Strong != 0:
		return p.canvas.Theme.Plain.Cell
	}
	dim := p.canvas.Theme.Dim.Cell
	if s&annotate.Emphasis != 0 {
		dim.Attrs |= uv.AttrItalic
	}
	return dim
}

// elide ends the cells of the row at pos with an ellipsis, after as much of the
// row below as there is room for.
func (p *painter) elide(pos layout.Pos) {
	n := len(p.cells)
	if next, ok := p.below(pos); ok {
		p.cells = p.layout.AppendCells(p.cells, next)
	}
	if n < len(p.cells) && p.article.Text[p.cells[n].Off-1] == '\n' {
		p.cells = p.cells[:n]
	}
	used, fit, room := 0, 0, p.width-leadWidth
	for ; fit < len(p.cells) && used+p.cells[fit].Width < room; fit++ {
		used += p.cells[fit].Width
	}
	p.cells = withoutBlanks(p.cells[:fit])
	if n := len(p.cells); n == 0 || p.cells[n-1].Text != ellipsis {
		p.cells = append(p.cells, layout.Cell{Text: ellipsis, Off: -1, Width: 1})
	}
}

// withoutBlanks returns cells without the blanks at their end.
func withoutBlanks(cells []layout.Cell) []layout.Cell {
	for len(cells) > 0 && cells[len(cells)-1].Text == " " {
		cells = cells[:len(cells)-1]
	}
	return cells
}
