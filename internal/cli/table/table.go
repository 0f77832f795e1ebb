// Package table prints rows of text as aligned columns, two blanks apart and
// without a tab, so that people can read them and programs can cut them.
package table

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A Column says how one column is set.
type Column struct {
	Name  string
	Right bool // numbers: set to the right
	Flex  bool // gives way when rows are wider than the page
	Place bool // paths: a long cell loses its beginning, not its end
	Wrap  bool // a long cell goes on in the next line
	Spare int  // a narrow page leaves the column with the highest number out first; 0 stays
}

// A Table is filled row by row. Cells must hold one line of clean text.
type Table struct {
	Columns []Column
	Rows    [][]string
	Width   int                               // of the page in cells; 0: never cut a cell
	Style   func(column int, s string) string // dresses a cell for a terminal; nil leaves it plain
	Head    func(s string) string             // dresses a heading; nil leaves it plain
}

// gap parts two columns.
const gap = "  "

// narrowest is how far a flexible column gives way while others can, in cells.
const narrowest = 12

// Add appends a row with a cell for each column.
func (t *Table) Add(cells ...string) { t.Rows = append(t.Rows, cells) }

// Write prints the headings and the rows; a table without rows prints nothing.
func (t *Table) Write(w io.Writer) error {
	if len(t.Rows) == 0 {
		return nil
	}
	set := t.fit()
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = strings.ToUpper(c.Name)
	}
	if err := t.write(w, names, set, func(_ int, s string) string { return dress(t.Head, s) }); err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := t.write(w, row, set, t.Style); err != nil {
			return err
		}
	}
	return nil
}

func dress(style func(string) string, s string) string {
	if style == nil {
		return s
	}
	return style(s)
}

func (t *Table) write(w io.Writer, cells []string, set []setting, style func(int, string) string) error {
	lines := make([][]string, len(set))
	height := 1
	for i, s := range set {
		lines[i] = t.Columns[s.column].lines(cells[s.column], s.width)
		height = max(height, len(lines[i]))
	}
	for row := range height {
		if _, err := fmt.Fprintln(w, t.line(row, lines, set, style)); err != nil {
			return err
		}
	}
	return nil
}

// line is one line of a row.
func (t *Table) line(row int, lines [][]string, set []setting, style func(int, string) string) string {
	var line strings.Builder
	blanks := 0 // owed before the next cell; none are left at the end of a line
	for i, s := range set {
		cell := ""
		if row < len(lines[i]) {
			cell = lines[i][row]
		}
		room := s.width - ansi.StringWidth(cell)
		if t.Columns[s.column].Right {
			blanks, room = blanks+room, 0
		}
		if cell != "" {
			line.WriteString(strings.Repeat(" ", blanks))
			blanks = 0
			if style != nil {
				cell = style(s.column, cell)
			}
			line.WriteString(cell)
		}
		blanks += room + len(gap)
	}
	return line.String()
}

// lines is what a cell prints in a column of that width.
func (c Column) lines(cell string, width int) []string {
	switch {
	case c.Wrap:
		return Fill(cell, width)
	case c.Place:
		return []string{Tail(cell, width)}
	}
	return []string{ansi.Truncate(cell, width, "…")}
}
