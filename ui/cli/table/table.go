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

// narrowest is how far a flexible column gives way, in cells.
const narrowest = 12

// Add appends a row with a cell for each column.
func (t *Table) Add(cells ...string) { t.Rows = append(t.Rows, cells) }

// Write prints the headings and the rows; a table without rows prints nothing.
func (t *Table) Write(w io.Writer) error {
	if len(t.Rows) == 0 {
		return nil
	}
	widths := t.widths()
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = strings.ToUpper(c.Name)
	}
	if err := t.write(w, names, widths, func(_ int, s string) string { return dress(t.Head, s) }); err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := t.write(w, row, widths, t.Style); err != nil {
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

// widths is how wide each column is set, in cells.
func (t *Table) widths() []int {
	widths := make([]int, len(t.Columns))
	total := len(gap) * (len(t.Columns) - 1)
	for i, c := range t.Columns {
		widths[i] = ansi.StringWidth(c.Name)
		for _, row := range t.Rows {
			widths[i] = max(widths[i], ansi.StringWidth(row[i]))
		}
		total += widths[i]
	}
	if t.Width > 0 {
		t.giveWay(widths, total-t.Width)
	}
	return widths
}

// giveWay makes flexible columns narrower by over cells in all, the widest
// first.
func (t *Table) giveWay(widths []int, over int) {
	for ; over > 0; over-- {
		widest := -1
		for i, c := range t.Columns {
			if c.Flex && widths[i] > narrowest && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

func (t *Table) write(w io.Writer, cells []string, widths []int, style func(int, string) string) error {
	var line strings.Builder
	blanks := 0 // owed before the next cell; none are left at the end of a line
	for i, cell := range cells {
		cell = ansi.Truncate(cell, widths[i], "…")
		room := widths[i] - ansi.StringWidth(cell)
		if t.Columns[i].Right {
			blanks, room = blanks+room, 0
		}
		if cell != "" {
			line.WriteString(strings.Repeat(" ", blanks))
			blanks = 0
			if style != nil {
				cell = style(i, cell)
			}
			line.WriteString(cell)
		}
		blanks += room + len(gap)
	}
	_, err := fmt.Fprintln(w, line.String())
	return err
}
