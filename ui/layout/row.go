package layout

import (
	"iter"
	"sort"
	"strings"

	"galley/annotate"
)

// A Row is one row of the text column.
type Row struct {
	Span   annotate.Span // bytes that it shows, with its line feed and hanging blanks; between blocks the separator, between rows none
	Block  int           // index into Article.Blocks
	Kind   annotate.Kind // of that block
	First  bool          // the block begins on this row
	Blank  bool          // a row between two blocks or, with Spacing, between two rows
	Folded int           // number of folded blocks that it represents, 0 for none
	Width  int           // in cells, including decoration
}

// A Cell is one grapheme cluster of a row, or a piece of decoration.
type Cell struct {
	Text  string         // text to draw; differs from the cluster only if that cannot be drawn
	Off   int            // byte offset of the cluster; -1: decoration or filler
	Width int            // in cells, at least 1
	Style annotate.Style // inline style
	Href  string         // target of a link
}

// Row describes the row at pos, or the nearest one.
func (l *Layout) Row(pos Pos) Row {
	pos, p := l.at(pos)
	r := Row{Block: pos.Block, Kind: l.article.Blocks[pos.Block].Kind}
	switch line, ok := l.lineOf(pos.Row); {
	case pos.isSeparator():
		r.Blank = true
		r.Span = annotate.Span{Start: l.article.Blocks[pos.Block-1].Span.End, End: p.span.Start}
	case !ok:
		r.Blank = true
		r.Span.Start = p.lineSpan(line).Start
		r.Span.End = r.Span.Start
	default:
		r.Span, r.First, r.Folded = p.lineSpan(line), p.begins && line == 0, p.folded
	}
	for c := range l.cells(pos, p) {
		r.Width += c.Width
	}
	return r
}

// Cells returns the cells of the row at pos, decoration first. Their widths add
// up to [Row.Width].
func (l *Layout) Cells(pos Pos) []Cell { return l.AppendCells(nil, pos) }

// AppendCells appends the cells of the row at pos to a slice.
func (l *Layout) AppendCells(cells []Cell, pos Pos) []Cell {
	pos, p := l.at(pos)
	for c := range l.cells(pos, p) {
		cells = append(cells, c)
	}
	return cells
}

// ColOf returns the column at which the row at pos shows the byte at off. For a
// byte without a cell (a line feed, a blank that hangs over the measure, anything
// after the row) it returns Row.Width; for a byte before the row, the column of
// its first grapheme.
func (l *Layout) ColOf(pos Pos, off int) (col int) {
	pos, p := l.at(pos)
	for c, end := range l.cells(pos, p) {
		if c.Off >= 0 && off < end {
			break
		}
		col += c.Width
	}
	return col
}

// OffsetAt returns the offset of the grapheme that the row at pos shows in the
// column col. For decoration it returns the first grapheme of the row, for filler
// the one before it, and past the end the last one that is not blank. An empty
// line of code has the offset of its line feed, a blank row that of the text below.
func (l *Layout) OffsetAt(pos Pos, col int) int {
	pos, p := l.at(pos)
	if pos.isSeparator() {
		return p.span.Start
	}
	line, _ := l.lineOf(pos.Row)
	at, last, x := -1, -1, 0
	for c := range l.cells(pos, p) {
		if c.Off >= 0 && (at < 0 || x <= col) {
			at = c.Off
		}
		if c.Off >= 0 && (last < 0 || !hangs(c.Text)) {
			last = c.Off
		}
		if x += c.Width; x > col && at >= 0 {
			return at
		}
	}
	if at < 0 {
		return p.lineSpan(line).Start
	}
	return last
}

// cells yields the cells of a row, each with the offset at which its cluster
// ends.
func (l *Layout) cells(pos Pos, p *piece) iter.Seq2[Cell, int] {
	return func(yield func(Cell, int) bool) {
		line, ok := l.lineOf(pos.Row)
		switch {
		case pos.isSeparator() || !ok:
			l.decorate(l.blankDecoration(pos, p), yield)
		case p.folded > 0:
			l.foldedCells(p, yield)
		case l.decorate(p.decoration(line), yield):
			l.textCells(pos.Block, line, p, yield)
		}
	}
}

// decorate yields the cells of a decoration, and reports whether to continue.
func (l *Layout) decorate(d decoration, yield func(Cell, int) bool) bool {
	for off := 0; off < len(d.text); {
		end := annotate.NextGrapheme(d.text, off)
		text := d.text[off:end]
		if !yield(Cell{Text: text, Off: -1, Width: l.decorator.width(text)}, 0) {
			return false
		}
		off = end
	}
	return true
}

// blankDecoration returns the decoration of a blank row: within a quotation, its
// bars.
func (l *Layout) blankDecoration(pos Pos, p *piece) decoration {
	here := l.article.Blocks[pos.Block]
	switch {
	case here.Kind != annotate.Quotation:
		return decoration{}
	case !pos.isSeparator():
		return p.rest
	}
	above := l.article.Blocks[pos.Block-1]
	if above.Kind != annotate.Quotation || l.folds.has(pos.Block) || l.folds.has(pos.Block-1) {
		return decoration{}
	}
	return l.decorator.bars(int(max(min(above.Level, here.Level), 1)))
}

// textCells yields the cells of a line of text.
func (l *Layout) textCells(block, line int, p *piece, yield func(Cell, int) bool) {
	span, ruler := p.lineSpan(line), l.decorator.ruler
	text, room := l.article.Text[:span.End], l.options.Measure-p.decoration(line).width
	runs := l.article.Blocks[block].Runs
	runs = runs[sort.Search(len(runs), func(i int) bool { return runs[i].Span.End > span.Start }):]
	col, edge, inside := 0, 0, span.Start
	for off := span.Start; off < span.End && text[off] != '\n'; {
		end, width := ruler.next(text, off, p.room)
		if p.edges != nil && off >= inside && separatorAt(text, off, end) {
			for ; col < p.edges[edge]; col++ {
				if !yield(Cell{Text: " ", Off: -1, Width: 1}, 0) {
					return
				}
			}
			edge, inside = edge+1, off+len(cellSeparator)
		}
		if col+width > room {
			return // blanks that hang over the measure
		}
		c := Cell{Text: text[off:end], Off: off, Width: width}
		if end > off+1 || c.Text < " " || c.Text >= "\x7F" {
			c.Text, c.Width = ruler.glyph(c.Text, p.room)
		}
		for len(runs) > 0 && runs[0].Span.End <= off {
			runs = runs[1:]
		}
		if len(runs) > 0 && runs[0].Span.Start <= off {
			c.Style, c.Href = runs[0].Style, runs[0].Href
		}
		if !yield(c, end) {
			return
		}
		col, off = col+width, end
	}
}

// foldedCells yields the cells of the row of folded blocks: as much of the
// first line as fits, and an ellipsis.
func (l *Layout) foldedCells(p *piece, yield func(Cell, int) bool) {
	if !l.decorate(p.first, yield) {
		return
	}
	ruler, tail := l.decorator.ruler, l.decorator.fit(foldTail)
	text, _, _ := strings.Cut(p.span.In(l.article.Text), "\n")
	for off, col := 0, 0; off < len(text); {
		end := annotate.NextGrapheme(text, off)
		glyph, width := ruler.glyph(text[off:end], p.room)
		if col+width > p.room-tail.width {
			break
		}
		if !yield(Cell{Text: glyph, Off: p.span.Start + off, Width: width}, p.span.Start+end) {
			return
		}
		col, off = col+width, end
	}
	l.decorate(tail, yield)
}
