// Package table prints rows of text as aligned columns, two cells apart and
// without tabs, which users can read and programs can cut.
package table

import (
	"io"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// A Column says how one column is laid out.
type Column struct {
	Name  string
	Align lipgloss.Position // lipgloss.Right for numbers
	Flex  bool              // narrowed first if rows are wider than the page
	Path  bool              // a long cell is cut at its beginning, not its end
	Wrap  bool              // a long cell is wrapped, not cut
	Drop  int               // a narrow page drops the column with the highest number first; 0: never
}

// A Table is filled row by row. Each cell must be one line of clean text, which
// may be styled, except in a column that wraps.
type Table struct {
	Columns []Column
	Rows    [][]string
	Width   int            // of the page in cells; 0: cells are not shortened
	Head    lipgloss.Style // of the headings
}

// gap separates two columns.
const gap = "  "

// Add appends a row with a cell for each column.
func (t *Table) Add(cells ...string) { t.Rows = append(t.Rows, cells) }

// Remove removes the named column and its cells.
func (t *Table) Remove(name string) {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	t.Columns = slices.Delete(t.Columns, i, i+1)
	for j, row := range t.Rows {
		t.Rows[j] = slices.Delete(row, i, i+1)
	}
}

// Write prints the headings and the rows. A table without rows prints nothing.
//
// Each column is one block of lines, and lipgloss joins the blocks. Its table
// package styles and measures every cell, which takes ten times as long.
func (t *Table) Write(w io.Writer) error {
	if len(t.Rows) == 0 {
		return nil
	}
	slots := t.fit()
	rows := [][]string{t.headings(slots)}
	for _, row := range t.Rows {
		rows = append(rows, t.cells(row, slots))
	}
	var blocks []string
	for i, s := range slots {
		column := make([]string, len(rows))
		for j, row := range rows {
			column[j] = row[i]
		}
		block := strings.Join(column, "\n")
		if align := t.Columns[s.column].Align; align != lipgloss.Left {
			block = lipgloss.JoinVertical(align, column...)
		}
		blocks = append(blocks, block, gap)
	}
	_, err := io.WriteString(w, TrimLines(lipgloss.JoinHorizontal(lipgloss.Top, blocks...))+"\n")
	return err
}

// headings lays out the row of headings.
func (t *Table) headings(slots []slot) []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = strings.ToUpper(c.Name)
	}
	headings := t.cells(names, slots)
	for i, s := range slots {
		headings[i] = t.Head.Width(s.width).Align(t.Columns[s.column].Align).Render(headings[i])
	}
	return headings
}

// cells lays out the printed cells of a row, all with the same number of lines.
func (t *Table) cells(row []string, slots []slot) []string {
	cells, height := make([]string, len(slots)), 1
	for i, s := range slots {
		cells[i] = t.Columns[s.column].fit(row[s.column], s.width)
		height = max(height, lipgloss.Height(cells[i]))
	}
	for i, cell := range cells {
		cells[i] += strings.Repeat("\n", height-lipgloss.Height(cell))
	}
	return cells
}

// fit wraps or shortens a cell to width cells.
func (c Column) fit(cell string, width int) string {
	switch {
	case len(cell) <= width: // a byte is at most one cell
		return cell
	case c.Wrap:
		return strings.Join(Wrap(cell, width), "\n")
	case c.Path:
		return ShortenPath(cell, width)
	}
	return ansi.Truncate(cell, width, "…")
}
