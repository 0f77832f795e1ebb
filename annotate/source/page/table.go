package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// table collects a table of data as one block, a row on each line, cells
// parted by " | ". A table that only lays out a page is collected as if its
// cells were blocks.
func (w *walker) table(n *html.Node, at place) {
	if !isData(n) {
		at.kind, at.level = blockKind(at), at.depth
		w.children(n, at)
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			w.element(c, at)
		}
	}
	at.kind, at.level = annotate.Table, at.depth
	rows := &rowWalk{w: w}
	rows.rows(n, at)
	w.flush()
}

// blockKind is what a block is in a cell that lays out a page.
func blockKind(at place) annotate.Kind {
	if at.kind == annotate.Quotation {
		return annotate.Quotation
	}
	return annotate.Paragraph
}

// A rowWalk collects the rows of one table.
type rowWalk struct {
	w       *walker
	started bool // a row has been written
}

// rows collects the rows below n.
func (r *rowWalk) rows(n *html.Node, at place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || isUnseen(c) || isHidden(c) {
			continue
		}
		at := at
		at.hints |= hintsOf(c)
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			r.rows(c, at)
		case atom.Tr:
			r.row(c, at)
		}
	}
}

// row collects one row, if it has any text.
func (r *rowWalk) row(n *html.Node, at place) {
	var cells []*html.Node
	hasText := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if (c.DataAtom == atom.Td || c.DataAtom == atom.Th) && !isHidden(c) {
			cells = append(cells, c)
			hasText = hasText || holdsText(c)
		}
	}
	if !hasText {
		return
	}
	if r.started {
		r.w.broken = 1
	}
	r.started = true
	for i, cell := range cells {
		if i > 0 {
			r.w.piece(" | ", at)
		}
		at := at
		at.hints |= hintsOf(cell)
		r.cell(cell, at)
	}
}

// cell collects the text of a cell on one line.
func (r *rowWalk) cell(n *html.Node, at place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			r.text(c, at)
		case c.Type != html.ElementNode || isUnseen(c) || isHidden(c):
		case c.DataAtom == atom.Br:
			r.blank(at)
		default:
			at := at
			at.style |= styleOf(c)
			if c.DataAtom == atom.A {
				if href := r.w.addresses.resolve(attribute(c, "href")); href != "" {
					at.style, at.href = at.style|annotate.Link, href
				}
			}
			inline := isInline(c)
			if !inline {
				r.blank(at)
			}
			r.cell(c, at)
			if !inline {
				r.blank(at)
			}
		}
	}
}

func (r *rowWalk) text(n *html.Node, at place) {
	if isBlank(n.Data) {
		r.blank(at)
		return
	}
	r.w.text(n, at)
}

// blank parts what stands on lines of its own in a cell.
func (r *rowWalk) blank(place) {
	if n := len(r.w.flow.Pieces); n > 0 && r.w.broken == 0 {
		r.w.flow.Pieces = append(r.w.flow.Pieces, draft.Piece{Text: " "})
	}
}

// longestCell is how many characters the cell of a table of data may have.
const longestCell = 600

// isData reports whether a table says something by its rows and columns.
func isData(table *html.Node) bool {
	switch attribute(table, "role") {
	case "presentation", "none":
		return false
	}
	var t tableShape
	t.add(table)
	if t.layout {
		return false
	}
	return t.headed || (t.rows > 1 && t.columns > 1 && !t.nested)
}

// A tableShape is what tells tables of data from those that lay out a page.
type tableShape struct {
	rows, columns int
	headed        bool // has a caption or a cell that is a heading
	nested        bool // blocks stand in cells
	layout        bool // surely no data
}

func (t *tableShape) add(n *html.Node) {
	for c := n.FirstChild; c != nil && !t.layout; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			t.add(c)
		case atom.Caption:
			t.headed = true
		case atom.Tr:
			t.row(c)
		}
	}
}

func (t *tableShape) row(row *html.Node) {
	columns := 0
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || c.Type != html.ElementNode {
			continue
		}
		columns++
		t.headed = t.headed || c.DataAtom == atom.Th
		t.cell(c, new(int))
	}
	t.columns = max(t.columns, columns)
	if columns > 0 {
		t.rows++
	}
}

// cell looks for what no table of data holds.
func (t *tableShape) cell(n *html.Node, size *int) {
	for c := n.FirstChild; c != nil && !t.layout; c = c.NextSibling {
		if c.Type == html.TextNode {
			if *size += visible(c.Data); *size > longestCell {
				t.layout = true
			}
			continue
		}
		switch c.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.Blockquote, atom.Pre, atom.Article, atom.Section, atom.Form:
			t.layout = true
		case atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Figure:
			t.nested = true
		}
		if c.Type == html.ElementNode && !isUnseen(c) {
			t.cell(c, size)
		}
	}
}

// holdsText reports whether anything visible stands below n.
func holdsText(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			if !isBlank(c.Data) {
				return true
			}
		case c.Type == html.ElementNode && !isUnseen(c) && !isHidden(c) && holdsText(c):
			return true
		}
	}
	return false
}
