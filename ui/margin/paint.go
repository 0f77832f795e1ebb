package margin

import (
	"strings"

	"galley/annotate"
	"galley/ui/canvas"
	"galley/ui/layout"
	"galley/ui/theme"
)

// The most rows of a note.
const (
	mainRows  = 8 // of the current one
	otherRows = 3
)

// What stands before the text of a note, and after what is folded.
const (
	rule      = "┊"
	heavyRule = "┃"
	leadWidth = 4 // rule, blank, letter, blank
	ellipsis  = "…"
)

// A sheet is a note broken into rows.
type sheet struct {
	tag     annotate.Tag
	current bool
	article *annotate.Article
	layout  *layout.Layout
	rows    []layout.Pos
	more    bool // the note goes on after them
}

// A painter draws notes in width cells.
type painter struct {
	canvas  canvas.Canvas
	width   int
	b       strings.Builder
	cells   []layout.Cell
	painted []theme.Painted
}

// unfolded is a note with its fields, gap between them, in at most that many
// rows.
func (p *painter) unfolded(a annotate.Annotation, gap string, rows int) sheet {
	s := p.sheet(contentOf(a), a.Tag, gap, rows)
	s.current = true
	return s
}

// folded is a note without its fields, unless there is nothing else to tell.
func (p *painter) folded(a annotate.Annotation) sheet {
	c := contentOf(a)
	if c.head != "" || c.note != "" {
		c.fields = nil
	}
	return p.sheet(c, a.Tag, fieldGap, otherRows)
}

// sheet breaks content into at most that many rows.
func (p *painter) sheet(c content, tag annotate.Tag, gap string, rows int) sheet {
	measure := p.width - leadWidth
	s := sheet{tag: tag, article: c.compose(tag, gap, rows*(measure+1)+1)}
	s.layout = layout.New(s.article, layout.Options{Measure: measure, Method: p.canvas.Method})
	for pos, ok := s.layout.First(), true; ok; pos, ok = s.layout.Next(pos) {
		if len(s.rows) == rows {
			s.more = true
			break
		}
		s.rows = append(s.rows, pos)
	}
	return s
}

// line draws one row of a note that shows height rows.
func (p *painter) line(s *sheet, row, height int) string {
	t, letter := p.canvas.Theme, "  "
	if row == 0 {
		letter = s.tag.Letter() + " "
	}
	edge := theme.Painted{Text: rule + " ", Style: t.Border}
	if s.current {
		edge = theme.Painted{Text: heavyRule + " ", Style: t.Letter(s.tag)}
	}
	p.painted = append(p.painted[:0], edge, theme.Painted{Text: letter, Style: t.Letter(s.tag)})
	p.text(s, row, row == height-1 && (s.more || height < len(s.rows)))
	p.b.Reset()
	theme.Paint(&p.b, p.painted, false)
	return p.b.String()
}

// text draws the words of a row, marked if the note goes on and the next row
// does not show.
func (p *painter) text(s *sheet, row int, marked bool) {
	p.cells = s.layout.AppendCells(p.cells[:0], s.rows[row])
	if marked {
		p.mark(s, s.rows[row])
	}
	p.cells = withoutBlanks(p.cells)
	for _, c := range p.cells {
		p.painted = append(p.painted, theme.Painted{Text: c.Text, Style: p.style(s, c)})
	}
}

// style is how a cell of a note is drawn: the current note as text is, the
// others standing back but for their heads.
func (p *painter) style(s *sheet, c layout.Cell) theme.Style {
	switch {
	case s.current:
		return p.canvas.Theme.Text(s.article.Blocks[0], c.Style)
	case c.Style == annotate.Strong:
		return p.canvas.Theme.Plain
	}
	return p.canvas.Theme.Dim
}

// mark ends the cells of the row at pos with an ellipsis, after as much of the
// row below as there is room for.
func (p *painter) mark(s *sheet, pos layout.Pos) {
	room := p.width - leadWidth
	if end := s.layout.Row(pos).Span.End; s.article.Text[end-1] != '\n' {
		below, _ := s.layout.Next(pos)
		p.cells = s.layout.AppendCells(p.cells, below)
	}
	used, fit := 0, 0
	for ; fit < len(p.cells) && used+p.cells[fit].Width < room; fit++ {
		used += p.cells[fit].Width
	}
	p.cells = withoutBlanks(p.cells[:fit])
	if fit = len(p.cells); fit == 0 || p.cells[fit-1].Text != ellipsis {
		p.cells = append(p.cells, layout.Cell{Text: ellipsis, Off: -1, Width: 1})
	}
}

// withoutBlanks is cells without the blanks at their end.
func withoutBlanks(cells []layout.Cell) []layout.Cell {
	for len(cells) > 0 && cells[len(cells)-1].Text == " " {
		cells = cells[:len(cells)-1]
	}
	return cells
}
