package layout

import "strings"

// cellSeparator separates the cells of a table row in canonical text.
const cellSeparator = " | "

// separatorAt reports whether a cluster of text, from off to end, begins a cell
// separator.
func separatorAt(text string, off, end int) bool {
	return end == off+1 && text[off] == ' ' && strings.HasPrefix(text[off:], cellSeparator)
}

// columns returns where each column of a table ends, in cells from the left of
// the text, when its cells are aligned. The result is nil if the columns do not
// fit in room: then the table is wrapped as plain text.
func columns(text string, ruler ruler, room int) []int {
	var widths []int
	for line := range strings.Lines(text) {
		widths = widen(widths, strings.TrimSuffix(line, "\n"), ruler, room)
	}
	edge := 0
	for i, width := range widths {
		edge += width
		widths[i] = edge
		edge += len(cellSeparator)
	}
	if edge-len(cellSeparator) > room {
		return nil
	}
	return widths
}

// widen returns the widths of columns, increased to fit the cells of line.
func widen(widths []int, line string, ruler ruler, room int) []int {
	column, width := 0, 0
	grow := func() {
		if column == len(widths) {
			widths = append(widths, 0)
		}
		widths[column] = max(widths[column], width)
	}
	for off := 0; off < len(line); {
		end, w := ruler.next(line, off, room)
		if separatorAt(line, off, end) {
			grow()
			column, width = column+1, 0
			off += len(cellSeparator)
			continue
		}
		width += w
		off = end
	}
	grow()
	return widths
}
