package reader

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/layout"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
)

// A painter draws the rows of one frame. It knows what overlays the rows that
// are visible, so that drawing a row asks nothing of the whole article.
type painter struct {
	r        *Reader
	b        strings.Builder
	marks    []annotate.Annotation // those on the screen, in text order
	segments []annotate.Segment
	hits     []annotate.Span
	selected annotate.Span // what is selected or asked about, empty if nothing is
	target   annotate.Span // the sentence that a tag key would take
	unsaved  map[string]bool
	block    int // of the caret
	over     []theme.Mark
	cells    []layout.Cell
	painted  []uv.Cell
}

func (r *Reader) newPainter(visible []layout.Pos) *painter {
	window := annotate.Span{
		Start: r.layout.Row(visible[0]).Span.Start,
		End:   r.layout.Row(visible[len(visible)-1]).Span.End,
	}
	p := &painter{
		r: r, marks: r.set.Overlapping(window), segments: r.set.Segments(window), unsaved: r.unsaved(), block: r.article.BlockAt(r.caret),
		cells: make([]layout.Cell, 0, r.canvas.Width), painted: make([]uv.Cell, 0, r.canvas.Width),
	}
	if r.find.on {
		p.hits = r.find.query.Within(r.article.Text, r.widened(window))
	}
	place, offered := r.placing.shown()
	switch _, folded := r.fold(r.caret); {
	case offered && r.mode == keys.Place:
		p.selected = place
	case r.extending():
		p.selected = r.selected()
	case r.mode == keys.Offer:
		p.selected = r.offer.places[r.offer.at]
	case !folded:
		p.target = r.sentence(r.caret)
	}
	return p
}

// widened is a window with as much before and after it as a hit may straddle.
func (r *Reader) widened(window annotate.Span) annotate.Span {
	around := 4 * len(r.find.typed)
	return annotate.Span{
		Start: annotate.GraphemeAt(r.article.Text, max(window.Start-around, 0)),
		End:   annotate.GraphemeAt(r.article.Text, min(window.End+around, len(r.article.Text))),
	}
}

// on are the annotations on a row.
func (p *painter) on(row annotate.Span) []annotate.Annotation {
	var marks []annotate.Annotation
	for _, a := range p.marks {
		if a.Anchor.Span.Overlaps(row) {
			marks = append(marks, a)
		}
	}
	return marks
}

// row draws the row at pos: margin, gutter, text.
func (p *painter) row(pos layout.Pos) string {
	row := p.r.layout.Row(pos)
	if row.Blank && row.Width == 0 {
		return ""
	}
	p.b.Reset()
	p.b.WriteString(strings.Repeat(" ", p.r.leftMargin()))
	p.gutter(row)
	p.text(pos, row)
	return p.b.String()
}

// gutter draws the letters of the tags on the row, a sign if something is wrong
// with one of them, and the paragraph's number on its first row.
func (p *painter) gutter(row layout.Row) {
	t := p.r.canvas.Theme
	marks := p.on(row.Span)
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
	if n := p.r.article.Blocks[row.Block].Number; row.First && n > 0 {
		number = fmt.Sprint(n)
	}
	p.b.WriteString(t.Number.Render(fmt.Sprintf("%*s", p.r.numberWidth(), number)))
	p.b.WriteString(strings.Repeat(" ", gapWidth))
}

// alert warns of the annotations on a row: one is not saved, or it is not
// certain that one belongs there.
func (p *painter) alert(row layout.Row, marks []annotate.Annotation) string {
	t := p.r.canvas.Theme
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
	p.cells = p.r.layout.AppendCells(p.cells[:0], pos)
	p.painted = p.painted[:0]
	for _, c := range p.cells {
		p.painted = append(p.painted, uv.Cell{Content: c.Text, Style: p.style(c, row), Link: uv.Link{URL: c.Href}})
	}
	if p.r.labels.on {
		p.label()
	}
	theme.Paint(&p.b, p.painted)
}

// label writes the letters of labels over the beginnings of the row's words. A
// label takes no more cells than the word and the blank after it have.
func (p *painter) label() {
	for i, c := range p.cells {
		if c.Off < 0 {
			continue
		}
		text := p.r.labelOf(annotate.Span{Start: c.Off, End: c.Off + 1})
		if text == "" || !strings.HasPrefix(text, p.r.labels.typed) {
			continue
		}
		style := p.r.canvas.Theme.OverCurrentHit(uv.Style{})
		p.painted[i].Style = style
		switch {
		case c.Width > 1:
			p.painted[i].Content = text + strings.Repeat(" ", c.Width-len(text))
		case i+1 < len(p.cells) && p.cells[i+1].Width == 1:
			p.painted[i].Content = text[:1]
			p.painted[i+1] = uv.Cell{Content: text[1:], Style: style}
		default:
			p.painted[i].Content = text[:1]
		}
	}
}

// style is how a cell is drawn: the text's own style, then marks, then what is
// found, then what is selected.
func (p *painter) style(c layout.Cell, row layout.Row) uv.Style {
	t := p.r.canvas.Theme
	if c.Off < 0 {
		return t.Decoration(row.Kind)
	}
	s := t.Text(p.r.article.Blocks[row.Block], c.Style)
	if row.Folded > 0 {
		s = t.Dim.Cell
	}
	if p.r.labels.on || p.r.focused && row.Block != p.block {
		s = t.Dim.Cell
	}
	if p.target.Contains(c.Off) {
		s = t.OverTarget(s)
	}
	if marks := p.marksAt(c.Off); len(marks) > 0 {
		s = t.OverMarks(s, marks)
	}
	switch {
	case p.selected.Contains(c.Off):
		return t.OverSelection(s)
	case p.r.find.hit.Contains(c.Off) && p.r.find.on:
		return t.OverCurrentHit(s)
	case p.hitAt(c.Off):
		return t.OverHit(s)
	}
	return s
}

// marksAt are the marks that cover off, innermost first.
func (p *painter) marksAt(off int) []theme.Mark {
	i, ok := slices.BinarySearchFunc(p.segments, off, func(s annotate.Segment, off int) int { return compare(s.Span, off) })
	if !ok {
		return nil
	}
	p.over = p.over[:0]
	for _, a := range p.segments[i].Annotations {
		if p.r.mode != keys.Resize || a.ID != p.r.sizing { // its new size is shown as the selection
			p.over = append(p.over, theme.Mark{Tag: a.Tag, Guess: !a.Anchor.State.Certain()})
		}
	}
	return p.over
}

func (p *painter) hitAt(off int) bool {
	_, ok := slices.BinarySearchFunc(p.hits, off, compare)
	return ok
}

// compare orders a span before, around or after an offset.
func compare(s annotate.Span, off int) int {
	switch {
	case s.End <= off:
		return -1
	case s.Start > off:
		return 1
	}
	return 0
}
