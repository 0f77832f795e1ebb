package export

import "galley/annotate"

// tableRows cuts a table into rows, cells and pieces. Lines are rows, and a bar
// between blanks separates cells. An annotation that ends in a separator ends with
// the cell before it.
func tableRows(text string, set annotate.Set, block annotate.Block) [][][]piece {
	var rows [][][]piece
	all := pieces(set, block)
	for start, end := block.Span.Start, 0; start <= block.Span.End; start = end + 1 {
		end = start + len(lineStart(text[start:block.Span.End]))
		var row [][]piece
		for _, c := range cellsOf(text, annotate.Span{Start: start, End: end}) {
			row = append(row, within(all, c))
			for len(all) > 0 && all[0].span.End <= c.next {
				all = all[1:]
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// A cell is the text of a cell, and the offset at which the next one begins.
type cell struct {
	span annotate.Span
	next int
}

// cellsOf returns the cells of a line.
func cellsOf(text string, line annotate.Span) []cell {
	var cells []cell
	start := line.Start
	for off := line.Start; off < line.End; off++ {
		isBar := text[off] == '|' && (off == line.Start || text[off-1] == ' ') && (off+1 == line.End || text[off+1] == ' ')
		if isBar {
			cells = append(cells, cell{annotate.Span{Start: start, End: max(off-1, start)}, min(off+2, line.End)})
			start = min(off+2, line.End)
		}
	}
	return append(cells, cell{annotate.Span{Start: start, End: line.End}, line.End + 1})
}

// within returns the parts of pieces that are in a cell. Annotations that end
// between it and the next cell end with its last part.
func within(all []piece, c cell) []piece {
	var parts []piece
	for _, p := range all {
		if p.span.Start >= c.next {
			break
		}
		part := p
		part.span = annotate.Span{Start: max(p.span.Start, c.span.Start), End: min(p.span.End, c.span.End)}
		isEnd := p.span.End > c.span.Start && p.span.End <= c.next
		if !isEnd {
			part.ends = nil
		}
		switch {
		case part.span.Len() > 0:
			parts = append(parts, part)
		case len(part.ends) > 0:
			parts = append(parts, piece{span: annotate.Span{Start: c.span.End, End: c.span.End}, marks: p.ends, ends: p.ends})
		}
	}
	return parts
}
