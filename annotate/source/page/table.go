package page

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// table collects a data table as one block, with a line per row and " | " between
// cells. The cells of a layout table are collected as blocks.
func (w *walker) table(n *html.Node, sc scope) {
	sc.level = sc.depth
	var shape tableShape
	if !shape.isData(n) {
		if sc.kind != annotate.Quotation {
			sc.kind = annotate.Paragraph
		}
		w.children(n, sc)
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			w.element(c, sc)
		}
	}
	sc.kind, sc.isCell = annotate.Table, true
	w.rows(n, sc, grid{columns: min(shape.columns, maxColumns)})
	w.flush()
}

// rows collects the rows of a table or of a part of it.
func (w *walker) rows(n *html.Node, sc scope, g grid) {
	g.held = nil
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || hasNoText(c) || isHidden(c) {
			continue
		}
		sc := sc
		sc.hints |= hintsOf(c)
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			w.rows(c, sc, g)
		case atom.Tr:
			w.row(c, sc, &g)
		}
	}
}

// A grid is the columns of a table.
type grid struct {
	columns int
	held    []int // by column, the number of rows that the cell above still extends over
}

// maxColumns is the maximum number of columns that cells extend over.
const maxColumns = 64

// place returns the column of the next cell at or after column, and the column after
// that cell.
func (g *grid) place(cell *html.Node, column int) (start, end int) {
	for column < len(g.held) && g.held[column] > 0 {
		column++
	}
	end = max(min(column+span(cell, "colspan"), g.columns), column+1)
	if rows := span(cell, "rowspan"); rows > 1 && end <= maxColumns {
		g.held = append(g.held, make([]int, max(end-len(g.held), 0))...)
		for i := column; i < end; i++ {
			g.held[i] = rows
		}
	}
	return column, end
}

// endRow takes one row off every cell.
func (g *grid) endRow() {
	for i := range g.held {
		g.held[i] = max(g.held[i]-1, 0)
	}
}

// span returns the number of rows or columns that a cell extends over.
func span(cell *html.Node, name string) int {
	const toEnd = 1 << 16
	n, err := strconv.Atoi(strings.TrimSpace(attribute(cell, name)))
	switch {
	case err != nil || n < 0:
		return 1
	case n == 0 && name == "rowspan":
		return toEnd
	}
	return min(max(n, 1), toEnd)
}

// row collects one row, unless it has no text. Each cell follows as many separators as
// there are columns before it.
func (w *walker) row(n *html.Node, sc scope, g *grid) {
	hasText := hasVisibleText(n)
	if hasText && len(w.open.Pieces) > 0 {
		w.breaks = 1
	}
	column, end := 0, 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || isHidden(c) {
			continue
		}
		before := column
		column, end = g.place(c, end)
		if !hasText {
			continue
		}
		if column > before {
			w.piece(strings.Repeat(" | ", column-before), sc)
		}
		sc := sc
		sc.hints |= hintsOf(c)
		w.children(c, sc)
	}
	g.endRow()
}

// cellSpace adds a space, unless a row begins.
func (w *walker) cellSpace() {
	if len(w.open.Pieces) > 0 && w.breaks == 0 {
		w.open.Pieces = append(w.open.Pieces, draft.Piece{Text: " "})
	}
}

func hasVisibleText(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			if !isBlank(c.Data) {
				return true
			}
		case c.Type == html.ElementNode && !hasNoText(c) && !isHidden(c) && hasVisibleText(c):
			return true
		}
	}
	return false
}

// A tableShape holds what distinguishes data tables from those that lay out a page.
type tableShape struct {
	rows, columns int
	hasHeaders    bool // there is a caption or a header cell
	hasBlocks     bool // there are blocks in cells
	isLayout      bool // it is definitely not a data table
}

// isData reports whether the rows and columns of a table, which it adds, are meaningful.
func (t *tableShape) isData(table *html.Node) bool {
	switch attribute(table, "role") {
	case "presentation", "none":
		return false
	}
	t.add(table)
	return !t.isLayout && (t.hasHeaders || (t.rows > 1 && t.columns > 1 && !t.hasBlocks))
}

func (t *tableShape) add(n *html.Node) {
	for c := n.FirstChild; c != nil && !t.isLayout; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			t.add(c)
		case atom.Caption:
			t.hasHeaders = true
		case atom.Tr:
			t.addRow(c)
		}
	}
}

func (t *tableShape) addRow(row *html.Node) {
	columns := 0
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || c.Type != html.ElementNode {
			continue
		}
		columns++
		t.hasHeaders = t.hasHeaders || c.DataAtom == atom.Th
		t.addCell(c, new(int))
	}
	t.columns = max(t.columns, columns)
	if columns > 0 {
		t.rows++
	}
}

// addCell looks for elements that data tables do not have. size counts the visible
// characters of the cell.
func (t *tableShape) addCell(n *html.Node, size *int) {
	const maxSize = 600
	for c := n.FirstChild; c != nil && !t.isLayout; c = c.NextSibling {
		if c.Type == html.TextNode {
			*size += visibleLen(c.Data)
			t.isLayout = *size > maxSize
			continue
		}
		switch c.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.Blockquote, atom.Pre, atom.Article, atom.Section, atom.Form:
			t.isLayout = true
		case atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Figure:
			t.hasBlocks = true
		}
		if c.Type == html.ElementNode && !hasNoText(c) {
			t.addCell(c, size)
		}
	}
}
