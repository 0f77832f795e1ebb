package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agree"
	"galley/annotate/suggest"
	"galley/ui/layout"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
)

// An overlay holds everything painted over the text on the screen.
type overlay struct {
	set       annotate.Set
	people    people
	marks     []annotate.Annotation // of set, in text order
	segments  []annotate.Segment    // of marks
	resized   string                // ID of the annotation whose new size is the selection
	unsaved   map[string]bool       // by the ID of an annotation: it could not be saved
	hits      []annotate.Span
	hit       annotate.Span        // the current one
	selected  annotate.Span        // the selection, or the words asked about
	asked     []annotate.Span      // the parts of the suggestion asked about
	suggested []suggest.Suggestion // those on the screen
	target    annotate.Span        // the sentence that a tag key would take
	labels    labels
	numbered  []int           // the number that takes each mark of sides
	spans     []annotate.Span // the different ones of sides
	sides     *agree.Case     // what people annotated differently, instead of marks
}

// A painter draws the rows of one frame.
type painter struct {
	overlay
	body    *body
	b       strings.Builder
	block   int          // of the caret
	segment int          // index into segments of tags, -1 for none
	tags    []theme.Mark // of segment, reused by marksAt
	cells   []layout.Cell
	painted []uv.Cell
}

func newPainter(b *body, o overlay) *painter {
	return &painter{
		overlay: o, body: b, block: b.BlockAt(b.caret.off), segment: -1,
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

// gutter draws the letters of the people who annotated the row, if there are several,
// those of its tags, each with a sign, and the paragraph number on its first row.
func (p *painter) gutter(row layout.Row) {
	marks, room := p.marksOn(row.Span), lettersWidth
	if row.Blank {
		marks = nil
	}
	if p.body.columns.people > 0 {
		p.b.WriteString(p.peopleOf(marks))
	}
	for _, tag := range annotate.Tags() {
		if letter := cmp.Or(p.letter(tag, marks), p.suggestedLetter(tag, row.Span)); letter != "" && !row.Blank {
			p.b.WriteString(letter)
			room -= letterWidth
		}
	}
	if p.sides != nil {
		numbers := p.numbers(row.Span)
		p.b.WriteString(numbers)
		room -= len(numbers)
	}
	number := ""
	if n := p.body.Blocks[row.Block].Number; row.First && n > 0 {
		number = fmt.Sprint(n)
	}
	p.b.WriteString(strings.Repeat(" ", room))
	p.b.WriteString(p.body.canvas.Theme.Number.Render(fmt.Sprintf("%*s", p.body.columns.number, number)))
	p.b.WriteString(strings.Repeat(" ", gapWidth))
}

// letter draws the letter of a tag and a sign: "!" if one of the marks with the tag is
// not saved, "?" if the place of one is uncertain, else that of the most urgent verdict.
// The letter is dim if nothing is left to check. It returns "" if no mark has the tag.
func (p *painter) letter(tag annotate.Tag, marks []annotate.Annotation) string {
	t, verdict := p.body.canvas.Theme, annotate.Verdict{Sign: " "}
	found, unsaved, uncertain := false, false, false
	for _, a := range marks {
		if a.Tag != tag {
			continue
		}
		found, unsaved, uncertain = true, unsaved || p.unsaved[a.ID], uncertain || !a.Anchor.State.Certain()
		if v := p.set.Verdict(a); v.Sign != "" && v.Outcome >= verdict.Outcome {
			verdict = v
		}
	}
	letter := t.Letter(tag)
	switch {
	case !found:
		return ""
	case unsaved:
		return letter.Render(tag.Letter()) + t.Error.Render("!")
	case uncertain:
		return letter.Render(tag.Letter()) + t.Guess().Render("?")
	case verdict.IsSettled():
		letter = t.Dim
	}
	return letter.Render(tag.Letter()) + t.Sign(verdict.Outcome).Render(verdict.Sign)
}

// suggestedLetter draws the letter of a tag, small and dim, and a question mark, if words
// with the tag are suggested on a row.
func (p *painter) suggestedLetter(tag annotate.Tag, row annotate.Span) string {
	if !slices.ContainsFunc(p.suggested, func(s suggest.Suggestion) bool { return s.Tag == tag && s.Span.Overlaps(row) }) {
		return ""
	}
	return p.body.canvas.Theme.Dim.Render(strings.ToLower(tag.Letter()) + "?")
}

// text draws the cells of a row.
func (p *painter) text(pos layout.Pos, row layout.Row) {
	p.cells = p.body.view.AppendCells(p.cells[:0], pos)
	p.painted = p.painted[:0]
	for _, c := range p.cells {
		p.painted = append(p.painted, uv.Cell{Content: c.Text, Style: p.style(c, row), Link: uv.Link{URL: c.Href}})
	}
	p.fill()
	if p.labels.active {
		p.label()
	}
	theme.Paint(&p.b, p.painted)
}

// fill paints the blanks that align the cells of a table like the text around them, so
// that a highlight has no holes.
func (p *painter) fill() {
	last := -1 // the last cell of text
	for i, c := range p.cells {
		if c.Off < 0 {
			continue
		}
		if last >= 0 && last < i-1 {
			s, next := p.painted[last].Style, p.painted[i].Style
			s.Attrs &= uv.AttrReverse
			next.Attrs &= uv.AttrReverse
			if s.Fg, next.Fg = nil, nil; s == next {
				s.Fg = p.painted[last].Style.Fg
				for j := last + 1; j < i; j++ {
					p.painted[j].Style = s
				}
			}
		}
		last = i
	}
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
	if sides := p.sidesAt(c.Off); len(sides) > 0 {
		s = t.PaintSides(s, sides)
	}
	if marks := p.marksAt(c.Off); len(marks) > 0 {
		s = t.PaintMarks(s, marks)
	} else if slices.ContainsFunc(p.suggested, func(o suggest.Suggestion) bool { return o.Span.Contains(c.Off) }) {
		s = t.PaintSuggestion(s)
	}
	switch {
	case p.selected.Contains(c.Off), slices.ContainsFunc(p.asked, func(part annotate.Span) bool { return part.Contains(c.Off) }):
		return t.PaintSelection(s)
	case p.hit.Contains(c.Off):
		return t.PaintCurrentHit(s)
	case p.hitAt(c.Off):
		return t.PaintHit(s)
	}
	return s
}

// numbers returns the numbers of the people who annotated words of a row.
func (p *painter) numbers(row annotate.Span) (numbers string) {
	for i, m := range p.sides.Marks {
		switch number := fmt.Sprintf("%-*d", letterWidth, p.numbered[i]); {
		case !m.Span().Overlaps(row), strings.Contains(numbers, number):
		case len(numbers)+len(number) > lettersWidth:
			return numbers[:lettersWidth-letterWidth] + "+ "
		default:
			numbers += number
		}
	}
	return numbers
}

// sidesAt returns the indexes of the different spans that cover off.
func (p *painter) sidesAt(off int) (sides []int) {
	for i, span := range p.spans {
		if span.Contains(off) {
			sides = append(sides, i)
		}
	}
	return sides
}

// marksAt returns the marks that cover off, innermost first.
func (p *painter) marksAt(off int) []theme.Mark {
	i, ok := slices.BinarySearchFunc(p.segments, off, func(s annotate.Segment, off int) int { return compare(s.Span, off) })
	switch {
	case !ok:
		return nil
	case i == p.segment:
		return p.tags
	}
	p.segment, p.tags = i, p.tags[:0]
	for _, a := range p.segments[i].Annotations {
		if a.ID != p.resized {
			p.tags = append(p.tags, theme.Mark{Tag: a.Tag, Guess: !a.Anchor.State.Certain(), Settled: p.set.Verdict(a).IsSettled()})
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
