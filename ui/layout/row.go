package layout

import (
	"sort"
	"strings"

	"galley/annotate"
)

// A Row is one row of the text column.
type Row struct {
	Span   annotate.Span // bytes that it shows, its line feed and hanging blanks included; between blocks the separator, between rows none
	Block  int           // index into Article.Blocks
	Kind   annotate.Kind // of that block
	First  bool          // the block begins on this row
	Blank  bool          // a row between two blocks or, with Spacing, two rows
	Folded int           // how many folded blocks it stands for; 0: it is no fold
	Lead   string        // decoration before the text
	Indent int           // its width in cells
	Width  int           // of the whole row in cells, decoration included
}

// A Cell is one grapheme cluster of a row, or a piece of decoration.
type Cell struct {
	Text  string         // what to draw; differs from the cluster only if that could not be drawn
	Off   int            // byte offset of the cluster; -1: decoration or filler
	Width int            // in cells, at least 1
	Style annotate.Style // inline style
	Href  string         // target of a link
}

// Row describes the row at pos. A pos that does not exist gives the nearest.
func (l *Layout) Row(pos Pos) Row {
	pos, p := l.at(pos)
	block := l.article.Blocks[pos.Block]
	line, ok := l.lineOf(pos.Row)
	switch {
	case l.isSeparator(pos):
		return l.blankRow(pos.Block)
	case !ok:
		return l.gapRow(pos, p, line)
	}
	lead := p.lead(line)
	r := Row{
		Span: p.rowSpan(line), Block: pos.Block, Kind: block.Kind,
		First: p.begins && line == 0, Folded: p.blocks, Lead: lead.text, Indent: lead.width,
	}
	l.each(pos, p, func(c Cell, _ int) bool {
		r.Width += c.Width
		return true
	})
	return r
}

// isSeparator reports whether a row is the blank one above a block.
func (l *Layout) isSeparator(pos Pos) bool { return pos.Piece == 0 && pos.Row < 0 }

// gapRow describes a row above a row of text of the same block. The bars of a
// quotation run through it.
func (l *Layout) gapRow(pos Pos, p *piece, line int) Row {
	start := p.rowSpan(line).Start
	lead := l.gapLead(pos.Block, p)
	return Row{
		Span:  annotate.Span{Start: start, End: start},
		Block: pos.Block, Kind: l.article.Blocks[pos.Block].Kind, Blank: true,
		Lead: lead.text, Indent: lead.width, Width: lead.width,
	}
}

func (l *Layout) gapLead(block int, p *piece) lead {
	if l.article.Blocks[block].Kind != annotate.Quotation {
		return lead{}
	}
	return p.rest
}

// blankRow describes the row above a block. A quotation's bar runs through it.
func (l *Layout) blankRow(block int) Row {
	above, here := l.article.Blocks[block-1], l.article.Blocks[block]
	r := Row{
		Span:  annotate.Span{Start: above.Span.End, End: here.Span.Start},
		Block: block, Kind: here.Kind, Blank: true,
	}
	lead := l.blankLead(block)
	r.Lead, r.Indent, r.Width = lead.text, lead.width, lead.width
	return r
}

func (l *Layout) blankLead(block int) lead {
	above, here := l.article.Blocks[block-1], l.article.Blocks[block]
	if above.Kind != annotate.Quotation || here.Kind != annotate.Quotation || l.folded(block) || l.folded(block-1) {
		return lead{}
	}
	return l.bars(int(max(min(above.Level, here.Level), 1)))
}

// Cells returns the cells of the row at pos, decoration first. Their widths add
// up to [Row.Width].
func (l *Layout) Cells(pos Pos) []Cell { return l.AppendCells(nil, pos) }

// AppendCells is Cells into a slice that the caller keeps.
func (l *Layout) AppendCells(cells []Cell, pos Pos) []Cell {
	pos, p := l.at(pos)
	l.each(pos, p, func(c Cell, _ int) bool {
		cells = append(cells, c)
		return true
	})
	return cells
}

// each gives the cells of a row to yield, with the offset at which the cluster
// ends, until it returns false.
func (l *Layout) each(pos Pos, p *piece, yield func(c Cell, end int) bool) {
	line, ok := l.lineOf(pos.Row)
	switch {
	case l.isSeparator(pos):
		l.decorate(l.blankLead(pos.Block), yield)
	case !ok:
		l.decorate(l.gapLead(pos.Block, p), yield)
	case p.blocks > 0:
		l.eachFolded(pos.Block, p, yield)
	case l.decorate(p.lead(line), yield):
		l.eachText(pos.Block, line, p, yield)
	}
}

// decorate gives the cells of a lead to yield; it is false if yield was.
func (l *Layout) decorate(d lead, yield func(Cell, int) bool) bool {
	for off := 0; off < len(d.text); {
		end := annotate.NextGrapheme(d.text, off)
		text := d.text[off:end]
		if !yield(Cell{Text: text, Off: -1, Width: l.ruler.width(text)}, 0) {
			return false
		}
		off = end
	}
	return true
}

// eachText gives the cells of a row of text of a block to yield.
func (l *Layout) eachText(block, line int, p *piece, yield func(Cell, int) bool) {
	span := p.rowSpan(line)
	text, room := l.article.Text[:span.End], l.options.Measure-p.lead(line).width
	runs := runsFrom(l.article.Blocks[block].Runs, span.Start)
	col, column, inside := 0, 0, span.Start
	for off := span.Start; off < span.End && text[off] != '\n'; {
		end, width := l.ruler.next(text, off, p.room)
		if p.edges != nil && off >= inside && separatorAt(text, off, end) {
			for ; col < p.edges[column]; col++ {
				if !yield(Cell{Text: " ", Off: -1, Width: 1}, 0) {
					return
				}
			}
			column, inside = column+1, off+len(cellSeparator)
		}
		if col+width > room {
			return // blanks that hang over the measure
		}
		c := Cell{Text: text[off:end], Off: off, Width: width}
		if end > off+1 || c.Text < " " || c.Text >= "\x7F" {
			c.Text, c.Width = l.ruler.glyph(c.Text, p.room)
		}
		runs = style(&c, runs)
		if !yield(c, end) {
			return
		}
		col, off = col+width, end
	}
}

// runsFrom returns the runs that end after off.
func runsFrom(runs []annotate.Run, off int) []annotate.Run {
	return runs[sort.Search(len(runs), func(i int) bool { return runs[i].Span.End > off }):]
}

// style gives c the style of the run it stands in, and returns the runs that
// do not end before it.
func style(c *Cell, runs []annotate.Run) []annotate.Run {
	for len(runs) > 0 && runs[0].Span.End <= c.Off {
		runs = runs[1:]
	}
	if len(runs) > 0 && runs[0].Span.Start <= c.Off {
		c.Style, c.Href = runs[0].Style, runs[0].Href
	}
	return runs
}

// eachFolded gives the cells of the row that stands for folded blocks to
// yield: as much of the first line as fits, and a mark that there is more.
func (l *Layout) eachFolded(block int, p *piece, yield func(Cell, int) bool) {
	line := l.article.Blocks[block].Span
	if i := strings.IndexByte(line.In(l.article.Text), '\n'); i >= 0 {
		line.End = line.Start + i
	}
	tail := l.fit(foldTail)
	if !l.decorate(p.first, yield) {
		return
	}
	text, col := l.article.Text[:line.End], 0
	for off := line.Start; off < line.End; {
		end := annotate.NextGrapheme(text, off)
		glyph, width := l.ruler.glyph(text[off:end], p.room)
		if col+width > p.room-tail.width {
			break
		}
		if !yield(Cell{Text: glyph, Off: off, Width: width}, end) {
			return
		}
		col, off = col+width, end
	}
	l.decorate(tail, yield)
}
