package layout

// ColOf returns the column at which the row at pos shows the byte at off. What
// has no cell stands just past the last one, in the column Row.Width: a line
// feed, a blank that hangs over the measure, what lies beyond the row. What
// lies before the row stands at its first grapheme.
func (l *Layout) ColOf(pos Pos, off int) (col int) {
	pos, p := l.at(pos)
	l.each(pos, p, func(c Cell, end int) bool {
		if c.Off >= 0 && off < end {
			return false
		}
		col += c.Width
		return true
	})
	return col
}

// OffsetAt returns the offset of the grapheme that the row at pos shows in the
// column col. Decoration gives the first grapheme of the row, filler the one
// before it, and a col past the end the last one that is not blank. An
// empty line of code gives its line feed, a blank row the beginning of what
// stands below.
func (l *Layout) OffsetAt(pos Pos, col int) int {
	pos, p := l.at(pos)
	line, ok := l.lineOf(pos.Row)
	switch {
	case l.isSeparator(pos):
		return l.article.Blocks[pos.Block].Span.Start
	case !ok:
		return p.rowSpan(line).Start
	}
	at, last, x := -1, -1, 0
	l.each(pos, p, func(c Cell, _ int) bool {
		if c.Off >= 0 && (at < 0 || x <= col) {
			at = c.Off
		}
		if c.Off >= 0 && (last < 0 || !hangs(c.Text)) {
			last = c.Off
		}
		x += c.Width
		return x <= col || at < 0
	})
	switch {
	case at < 0:
		return p.rowSpan(line).Start
	case x <= col:
		return last
	}
	return at
}
