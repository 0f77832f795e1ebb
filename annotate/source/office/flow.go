package office

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// A flow collects the blocks of a document whose format has been understood.
// Tables, notes and text boxes begin within a paragraph or another table: each
// has a frame of its own until it ends.
//
//	f.begin(block) … f.add(text, style, href) … f.end()
//	f.openTable() f.openRow() f.openCell() … f.closeCell() f.closeTable()
type flow struct {
	frames []frame // the document itself is the first
	tables []table // that are open, outermost first
	flat   int     // how many frames are open beyond the most: they have none of their own
}

// mostFrames is how deep frames nest.
const mostFrames = 16

// A frame is where blocks go.
type frame struct {
	blocks []draft.Block
	now    *draft.Block  // being written, nil between blocks
	after  []draft.Block // what follows the block being written
}

// A table is one that is open.
type table struct {
	rows [][][]draft.Block // the blocks of each cell of each row
}

func newFlow() *flow { return &flow{frames: make([]frame, 1)} }

func (f *flow) top() *frame { return &f.frames[len(f.frames)-1] }

// begin begins a block; one that is open ends.
func (f *flow) begin(b draft.Block) {
	f.end()
	f.top().now = &b
}

// writing reports whether a block is open.
func (f *flow) writing() bool { return f.top().now != nil }

// end ends the block, if one is open. Without text it leaves no trace, but for
// an empty line of code.
func (f *flow) end() {
	top := f.top()
	if top.now != nil {
		top.blocks = join(top.blocks, *top.now)
		top.now = nil
	}
	top.blocks = append(top.blocks, top.after...)
	top.after = nil
}

// join adds b to blocks. Lines of code that follow each other are one block.
func join(blocks []draft.Block, b draft.Block) []draft.Block {
	if n := len(blocks); b.Kind == annotate.Code && n > 0 && blocks[n-1].Kind == annotate.Code {
		last := &blocks[n-1]
		last.Pieces = append(append(last.Pieces, draft.Piece{Break: true}), b.Pieces...)
		return blocks
	}
	if len(b.Pieces) == 0 {
		return blocks
	}
	return append(blocks, b)
}

// add writes text into the block that is open. Outside a block it is no text of
// the document.
func (f *flow) add(text string, style annotate.Style, href string) {
	b := f.top().now
	if b == nil || text == "" {
		return
	}
	if n := len(b.Pieces); n > 0 {
		if last := &b.Pieces[n-1]; last.Style == style && last.Href == href && len(last.Text) < 1<<10 {
			last.Text += text
			return
		}
	}
	b.Pieces = append(b.Pieces, draft.Piece{Text: text, Style: style, Href: href})
}

// lineBreak breaks the line in the block that is open.
func (f *flow) lineBreak() {
	if b := f.top().now; b != nil {
		b.Pieces = append(b.Pieces, draft.Piece{Break: true})
	}
}

// later has blocks follow the one that is open.
func (f *flow) later(blocks ...draft.Block) {
	top := f.top()
	top.after = append(top.after, blocks...)
	if top.now == nil {
		f.end()
	}
}

// open begins a frame.
func (f *flow) open() {
	if len(f.frames) == mostFrames {
		f.end()
		f.flat++
		return
	}
	f.frames = append(f.frames, frame{})
}

// close ends the frame and returns its blocks; those of one too deep are in the
// frame around it already.
func (f *flow) close() []draft.Block {
	f.end()
	if f.flat > 0 {
		f.flat--
		return nil
	}
	if len(f.frames) == 1 {
		return nil
	}
	blocks := f.top().blocks
	f.frames = f.frames[:len(f.frames)-1]
	return blocks
}

// all ends everything and returns the blocks of the document.
func (f *flow) all() []draft.Block {
	for len(f.frames) > 1 {
		f.later(f.close()...)
	}
	f.end()
	return f.frames[0].blocks
}

// openTable begins a table; the paragraph that is open, if any, comes before
// it.
func (f *flow) openTable() {
	f.end()
	f.tables = append(f.tables, table{})
}

func (f *flow) openRow() {
	if t := f.table(); t != nil {
		t.rows = append(t.rows, nil)
	}
}

func (f *flow) openCell() { f.open() }

// closeCell ends a cell that is as many columns wide.
func (f *flow) closeCell() {
	blocks := f.close()
	t := f.table()
	if t == nil {
		f.later(blocks...)
		return
	}
	if len(t.rows) == 0 {
		t.rows = append(t.rows, nil)
	}
	row := &t.rows[len(t.rows)-1]
	*row = append(*row, blocks)
}

func (f *flow) table() *table {
	if len(f.tables) == 0 {
		return nil
	}
	return &f.tables[len(f.tables)-1]
}

func (f *flow) closeTable() {
	t := f.table()
	if t == nil {
		return
	}
	f.tables = f.tables[:len(f.tables)-1]
	f.later(t.blocks()...)
}

// blocks is what the table leaves: one block of lines, or what it frames.
func (t table) blocks() []draft.Block {
	columns := 0
	for _, row := range t.rows {
		columns = max(columns, len(row))
	}
	var framed []draft.Block
	whole := draft.Block{Kind: annotate.Table}
	for _, row := range t.rows {
		if columns == 1 {
			for _, cell := range row {
				framed = append(framed, cell...)
			}
			continue
		}
		whole.Pieces = appendRow(whole.Pieces, row)
	}
	if columns <= 1 {
		return framed
	}
	return []draft.Block{whole}
}

// appendRow adds a line with the cells of a row, unless all are empty.
func appendRow(pieces []draft.Piece, row [][]draft.Block) []draft.Piece {
	var line rowLine
	for i, cell := range row {
		if i > 0 {
			line.add(draft.Piece{Text: " | "})
		}
		for j, b := range cell {
			if j > 0 {
				line.add(draft.Piece{Text: " "})
			}
			for _, p := range b.Pieces {
				if p.Break {
					line.add(draft.Piece{Text: " "})
				}
				line.add(p)
				line.filled = line.filled || strings.TrimSpace(p.Text) != ""
			}
		}
	}
	if !line.filled {
		return pieces
	}
	line.end()
	line.pieces[0].Break = len(pieces) > 0
	return append(pieces, line.pieces...)
}

// A rowLine joins pieces on one line: tables stand in tables, and what is joined
// at each level must stay few.
type rowLine struct {
	pieces []draft.Piece
	text   strings.Builder
	last   draft.Piece // the style of text
	filled bool
}

func (l *rowLine) add(p draft.Piece) {
	if p.Style != l.last.Style || p.Href != l.last.Href {
		l.end()
		l.last = draft.Piece{Style: p.Style, Href: p.Href}
	}
	l.text.WriteString(p.Text)
}

// end ends the piece that is being joined.
func (l *rowLine) end() {
	if l.text.Len() > 0 {
		l.last.Text = l.text.String()
		l.pieces = append(l.pieces, l.last)
		l.text.Reset()
	}
}
