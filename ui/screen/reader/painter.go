package reader

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/layout"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
)

// An overlay holds everything painted over the text on the screen.
type overlay struct {
	marks    []annotate.Annotation // in text order
	segments []annotate.Segment    // of marks
	resized  string                // ID of the annotation whose new size is the selection
	unsaved  map[string]bool       // by the ID of an annotation: it could not be saved
	hits     []annotate.Span
	hit      annotate.Span // the current one
	selected annotate.Span // the selection, or the words asked about
	target   annotate.Span // the sentence that a tag key would take
	labels   labels
}

// A painter draws the rows of one frame.
type painter struct {
	overlay
	body    *body
	b       strings.Builder
	block   int          // of the caret
	tags    []theme.Mark // reused by marksAt
	cells   []layout.Cell
	painted []uv.Cell
}

func newPainter(b *body, o overlay) *painter {
	return &painter{
		overlay: o, body: b, block: b.BlockAt(b.caret.off),
		cells: make([]layout.Cell, 0, b.canvas.Width), painted: make([]uv.Cell, 0, b.canvas.Width),
	}
}

// marksOn returns the annotations on a row.
func (p *painter) marksOn(row annotate.Span) []annotate.Annotation {
	var marks []annotate.Annotation
	for _, a := range p.marks {
		if a.Anchor.Span.Overlaps(row) {
			marks = append(marks, a)
		}
	}
	return marks
}

// row draws the row at pos: gutter and text.
func (p *painter) row(pos layout.Pos) string {
	row := p.body.view.Row(pos)
	if row.Blank && row.Width == 0 {
		return ""
	}
	p.b.Reset()
	p.b.WriteString(strings.Repeat(" ", p.body.columns.left))
	p.gutter(row)
	p.text(pos, row)
	return p.b.String()
}

// gutter draws the letters of the tags on the row, an alert if necessary, and the
// paragraph number on its first row.
func (p *painter) gutter(row layout.Row) {
	t := p.body.canvas.Theme
	marks := p.marksOn(row.Span)
	var letters []annotate.Tag
	for _, tag := range annotate.Tags() {
		if !row.Blank && slices.ContainsFunc(marks, func(a annotate.Annotation) bool { return a.Tag == tag }) {
			letters = append(letters, tag)
		}
	}
	p.b.WriteString(strings.Repeat(" ", lettersWidth-len(letters)))
	for _, tag := range letters {
		p.b.WriteString(t.Letter(tag).Render(tag.Letter()))
	}
	p.b.WriteString(p.alert(row, marks))
	number := ""
	if n := p.body.Blocks[row.Block].Number; row.First && n > 0 {
		number = fmt.Sprint(n)
	}
	p.b.WriteString(t.Number.Render(fmt.Sprintf("%*s", p.body.columns.number, number)))
	p.b.WriteString(strings.Repeat(" ", gapWidth))
}

// alert returns "!" for a row with an unsaved annotation, "?" for one with an
// annotation of uncertain placement, else a blank.
func (p *painter) alert(row layout.Row, marks []annotate.Annotation) string {
	t := p.body.canvas.Theme
	switch {
	case row.Blank:
	case slices.ContainsFunc(marks, func(a annotate.Annotation) bool { return p.unsaved[a.ID] }):
		return t.Error.Render("!")
	case slices.ContainsFunc(marks, func(a annotate.Annotation) bool { return !a.Anchor.State.Certain() }):
		return t.Guess().Render("?")
	}
	return " "
}

// text draws the cells of a row.
func (p *painter) text(pos layout.Pos, row layout.Row) {
	p.cells = p.body.view.AppendCells(p.cells[:0], pos)
	p.painted = p.painted[:0]
	for _, c := range p.cells {
		p.painted = append(p.painted, uv.Cell{Content: c.Text, Style: p.style(c, row), Link: uv.Link{URL: c.Href}})
	}
	if p.labels.active {
		p.label()
	}
	theme.Paint(&p.b, p.painted)
}

// label writes labels over the beginnings of the row's words. A label takes no
// more cells than the word and the blank after it have.
func (p *painter) label() {
	for i, c := range p.cells {
		text := p.labels.at(c.Off)
		if text == "" || !strings.HasPrefix(text, p.labels.typed) {
			continue
		}
		style := p.body.canvas.Theme.PaintCurrentHit(uv.Style{})
		p.painted[i].Style = style
		switch {
		case c.Width > 1 || len(text) == 1:
			p.painted[i].Content = text + strings.Repeat(" ", c.Width-len(text))
		case i+1 < len(p.cells) && p.cells[i+1].Width == 1:
			p.painted[i].Content = text[:1]
			p.painted[i+1] = uv.Cell{Content: text[1:], Style: style}
		default:
			p.painted[i].Content = text[:1]
		}
	}
}

// style returns the style of a cell: that of the text, with marks, hits and the
// selection painted over it.
func (p *painter) style(c layout.Cell, row layout.Row) uv.Style {
	t := p.body.canvas.Theme
	if c.Off < 0 {
		return t.Decoration(row.Kind)
	}
	s := t.Text(p.body.Blocks[row.Block], c.Style)
	if row.Folded > 0 || p.labels.active || p.body.prefs.focused && row.Block != p.block {
		s = t.Dim.Cell
	}
	if p.target.Contains(c.Off) {
		s = t.PaintTarget(s)
	}
	if marks := p.marksAt(c.Off); len(marks) > 0 {
		s = t.PaintMarks(s, marks)
	}
	switch {
	case p.selected.Contains(c.Off):
		return t.PaintSelection(s)
	case p.hit.Contains(c.Off):
		return t.PaintCurrentHit(s)
	case p.hitAt(c.Off):
		return t.PaintHit(s)
	}
	return s
}

// marksAt returns the marks that cover off, innermost first.
func (p *painter) marksAt(off int) []theme.Mark {
	i, ok := slices.BinarySearchFunc(p.segments, off, func(s annotate.Segment, off int) int { return compare(s.Span, off) })
	if !ok {
		return nil
	}
	p.tags = p.tags[:0]
	for _, a := range p.segments[i].Annotations {
		if a.ID != p.resized {
			p.tags = append(p.tags, theme.Mark{Tag: a.Tag, Guess: !a.Anchor.State.Certain()})
		}
	}
	return p.tags
}

func (p *painter) hitAt(off int) bool {
	_, ok := slices.BinarySearchFunc(p.hits, off, compare)
	return ok
}

// compare returns -1, 0 or +1 if a span is before, around or after an offset.
func compare(s annotate.Span, off int) int {
	switch {
	case s.End <= off:
		return -1
	case s.Start > off:
		return 1
	}
	return 0
}
