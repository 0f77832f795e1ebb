package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// table collects a data table as one block, with a line per row and " | " between
// cells. The cells of a layout table are collected as blocks.
func (w *walker) table(n *html.Node, sc scope) {
	sc.level = sc.depth
	if !isDataTable(n) {
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
	sc.kind = annotate.Table
	w.rows(n, sc)
	w.flush()
}

func (w *walker) rows(n *html.Node, sc scope) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || hasNoText(c) || isHidden(c) {
			continue
		}
		sc := sc
		sc.hints |= hintsOf(c)
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			w.rows(c, sc)
		case atom.Tr:
			w.row(c, sc)
		}
	}
}

// row collects one row, unless it has no text.
func (w *walker) row(n *html.Node, sc scope) {
	var cells []*html.Node
	hasText := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if (c.DataAtom == atom.Td || c.DataAtom == atom.Th) && !isHidden(c) {
			cells = append(cells, c)
			hasText = hasText || hasVisibleText(c)
		}
	}
	if !hasText {
		return
	}
	if len(w.open.Pieces) > 0 {
		w.breaks = 1
	}
	for i, cell := range cells {
		if i > 0 {
			w.piece(" | ", sc)
		}
		sc := sc
		sc.hints |= hintsOf(cell)
		w.cell(cell, sc)
	}
}

// cell collects the text of a cell on one line, with spaces between its blocks.
func (w *walker) cell(n *html.Node, sc scope) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && !isBlank(c.Data):
			w.text(c, sc)
		case c.Type == html.TextNode:
			w.cellSpace()
		case c.Type != html.ElementNode || hasNoText(c) || isHidden(c):
		case c.DataAtom == atom.Br:
			w.cellSpace()
		case isInline(c):
			w.cell(c, w.addStyle(c, sc))
		default:
			w.cellSpace()
			w.cell(c, w.addStyle(c, sc))
			w.cellSpace()
		}
	}
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

// isDataTable reports whether the rows and columns of a table are meaningful.
func isDataTable(table *html.Node) bool {
	switch attribute(table, "role") {
	case "presentation", "none":
		return false
	}
	var t tableShape
	t.add(table)
	return !t.isLayout && (t.hasHeaders || (t.rows > 1 && t.columns > 1 && !t.hasBlocks))
}

// A tableShape holds what distinguishes data tables from those that lay out a page.
type tableShape struct {
	rows, columns int
	hasHeaders    bool // there is a caption or a header cell
	hasBlocks     bool // there are blocks in cells
	isLayout      bool // it is definitely not a data table
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
