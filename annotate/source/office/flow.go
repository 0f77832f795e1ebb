package office

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// A flow collects the blocks of a document in either format. Table cells, notes and
// text boxes may begin within a paragraph, so each has its own frame.
//
//	f.begin(block) … f.add(text, style, href) … f.end()
//	f.openTable() f.openRow() f.openFrame() … f.closeCell() f.closeTable()
type flow struct {
	frames []frame // the open frames; the first is the document
	tables []table // the open tables, outermost first
	flat   int     // number of open frames beyond maxFrames, which share the innermost frame
}

// maxFrames is the maximum number of frames that are open at once.
const maxFrames = 16

// A frame is a sequence of blocks.
type frame struct {
	blocks []draft.Block
	open   *draft.Block  // nil between blocks
	after  []draft.Block // the blocks that follow the open block
}

type table struct {
	rows   [][]cell
	folded []draft.Block // furniture of its cells, which follows it
	span   int           // number of columns of the open cell, or 0 for one
}

type cell struct {
	blocks []draft.Block
	span   int // number of columns that it extends over
}

func newFlow() *flow { return &flow{frames: make([]frame, 1)} }

func (f *flow) top() *frame { return &f.frames[len(f.frames)-1] }

// begin ends the open block and opens another.
func (f *flow) begin(b draft.Block) {
	f.end()
	f.top().open = &b
}

// block returns the open block, or nil.
func (f *flow) block() *draft.Block { return f.top().open }

func (f *flow) isOpen() bool { return f.block() != nil }

// end ends the open block, if any. A block without text is dropped, unless it is
// an empty line of code.
func (f *flow) end() {
	top := f.top()
	if top.open != nil {
		top.blocks = join(top.blocks, *top.open)
		top.open = nil
	}
	top.blocks = append(top.blocks, top.after...)
	top.after = nil
}

// endWithHidden ends the open block. Hidden text follows it as furniture.
func (f *flow) endWithHidden(pieces []draft.Piece) {
	if hidden := (draft.Block{Pieces: pieces}); hasLetter(hidden.Text()) {
		f.addAfter(asFurniture(hidden, ruleHidden))
	}
	f.end()
}

// join appends b to blocks. Successive lines of code become one block.
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

// add appends text to the open block. Text outside a block is dropped.
func (f *flow) add(p draft.Piece) {
	if b := f.block(); b != nil {
		b.Pieces = appendPiece(b.Pieces, p)
	}
}

// addText is like add for text without a style.
func (f *flow) addText(text string) { f.add(draft.Piece{Text: text}) }

// appendPiece adds the text of p to the last piece if that is short and has the same
// style, or else as a new piece.
func appendPiece(pieces []draft.Piece, p draft.Piece) []draft.Piece {
	if p.Text == "" {
		return pieces
	}
	if n := len(pieces); n > 0 {
		if last := &pieces[n-1]; last.Style == p.Style && last.Href == p.Href && last.Script == p.Script && len(last.Text) < 1<<10 {
			last.Text += p.Text
			return pieces
		}
	}
	p.Break = false
	return append(pieces, p)
}

func (f *flow) lineBreak() {
	if b := f.block(); b != nil {
		b.Pieces = append(b.Pieces, draft.Piece{Break: true})
	}
}

// addAfter adds blocks after the open one.
func (f *flow) addAfter(blocks ...draft.Block) {
	top := f.top()
	top.after = append(top.after, blocks...)
	if top.open == nil {
		f.end()
	}
}

func (f *flow) openFrame() {
	if len(f.frames) == maxFrames {
		f.end()
		f.flat++
		return
	}
	f.frames = append(f.frames, frame{})
}

// closeFrame ends the innermost frame and returns its blocks. Those of a frame that is
// nested too deeply stay in the one around it.
func (f *flow) closeFrame() []draft.Block {
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

// finish closes all frames and returns the blocks of the document.
func (f *flow) finish() []draft.Block {
	for len(f.frames) > 1 {
		f.addAfter(f.closeFrame()...)
	}
	f.end()
	return f.frames[0].blocks
}

// openTable opens a table, which follows the open paragraph.
func (f *flow) openTable() {
	f.end()
	f.tables = append(f.tables, table{})
}

func (f *flow) openRow() {
	if t := f.table(); t != nil {
		t.rows = append(t.rows, nil)
	}
}

// closeCell ends the frame of a cell and adds it to the open row.
func (f *flow) closeCell() {
	blocks := f.closeFrame()
	t := f.table()
	if t == nil {
		f.addAfter(blocks...)
		return
	}
	if len(t.rows) == 0 {
		t.rows = append(t.rows, nil)
	}
	isFolded := func(b draft.Block) bool { return b.Folded }
	for _, b := range blocks {
		if isFolded(b) {
			t.folded = append(t.folded, b)
		}
	}
	blocks = slices.DeleteFunc(blocks, isFolded)
	row := &t.rows[len(t.rows)-1]
	*row = append(*row, cell{blocks, max(t.span, 1)})
	t.span = 0
}

// spanColumns sets the number of columns of the open cell.
func (f *flow) spanColumns(n int) {
	const maxColumns = 100
	if t := f.table(); t != nil {
		t.span = min(n, maxColumns)
	}
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
	f.addAfter(t.blocks()...)
}

// blocks returns the table as one block of lines, or the blocks in its cells if
// it has a single column.
func (t table) blocks() []draft.Block {
	columns := 0
	for _, row := range t.rows {
		columns = max(columns, len(row))
	}
	var framed []draft.Block
	whole := draft.Block{Kind: annotate.Table}
	for _, row := range t.rows {
		if columns > 1 {
			whole.Pieces = appendRow(whole.Pieces, row)
			continue
		}
		for _, c := range row {
			framed = append(framed, c.blocks...)
		}
	}
	if columns <= 1 {
		return append(framed, t.folded...)
	}
	return append([]draft.Block{whole}, t.folded...)
}

// appendRow adds a line with the cells of a row, unless all are empty. As many
// separators follow a cell as it has columns.
func appendRow(pieces []draft.Piece, row []cell) []draft.Piece {
	var line []draft.Piece
	filled, space := false, draft.Piece{Text: " "}
	for i, c := range row {
		if i > 0 {
			line = appendPiece(line, draft.Piece{Text: strings.Repeat(" | ", row[i-1].span)})
		}
		for j, b := range c.blocks {
			if j > 0 {
				line = appendPiece(line, space)
			}
			for _, p := range b.Pieces {
				if p.Break {
					line = appendPiece(line, space)
				}
				line = appendPiece(line, p)
				filled = filled || strings.TrimSpace(p.Text) != ""
			}
		}
	}
	if !filled {
		return pieces
	}
	line[0].Break = len(pieces) > 0
	return append(pieces, line...)
}
