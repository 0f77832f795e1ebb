package layout

import (
	"sort"

	"galley/annotate"

	"github.com/charmbracelet/x/ansi"
)

// Options say how to lay out.
type Options struct {
	Measure int                  // widest row in cells; less than 1 counts as 1
	Method  ansi.Method          // must be the one that the terminal renderer draws with
	Folded  func(block int) bool // blocks of which each run is shown as one row; nil: none
	Spacing int                  // rows from one row of a block to the next; less than 1 counts as 1
}

// A Layout is an article at one width. It costs next to nothing to make, so
// another measure is another Layout. It keeps a cache and is not safe for
// concurrent use.
type Layout struct {
	article *annotate.Article
	options Options
	ruler   ruler
	pieces  cache
	laid    int           // how many pieces were laid out, for tests
	run     annotate.Span // block indices of the run of folded blocks asked for last
}

// New returns the layout of a, of which nothing is laid out yet.
func New(a *annotate.Article, o Options) *Layout {
	o.Measure, o.Spacing = max(o.Measure, 1), max(o.Spacing, 1)
	return &Layout{article: a, options: o, ruler: ruler{o.Method}, pieces: newCache()}
}

// PosAt returns the row that shows the byte at off. What stands between two
// blocks belongs to the last row of the earlier one.
func (l *Layout) PosAt(off int) Pos {
	block := l.head(l.article.BlockAt(off))
	n := l.pieceAt(block, off)
	p := l.piece(block, n)
	rel := int32(off - p.span.Start)
	row := sort.Search(len(p.ends), func(i int) bool { return p.ends[i] > rel })
	return Pos{block, n, l.rowOf(min(row, len(p.ends)-1))}
}

// First is the first row.
func (l *Layout) First() Pos { return Pos{} }

// Last is the last row.
func (l *Layout) Last() Pos { return l.bottom(len(l.article.Blocks) - 1) }

// Next returns the row below p; ok is false on the last one.
func (l *Layout) Next(p Pos) (next Pos, ok bool) {
	p, piece := l.at(p)
	switch block := l.below(p.Block); {
	case p.Row < l.rowOf(len(piece.ends)-1):
		return Pos{p.Block, p.Piece, p.Row + 1}, true
	case p.Piece+1 < l.pieceCount(p.Block):
		return Pos{p.Block, p.Piece + 1, l.firstRow(p.Block, p.Piece+1)}, true
	case block < len(l.article.Blocks):
		return l.top(block), true
	}
	return p, false
}

// Prev returns the row above p; ok is false on the first one.
func (l *Layout) Prev(p Pos) (prev Pos, ok bool) {
	p, _ = l.at(p)
	switch {
	case p.Row > l.firstRow(p.Block, p.Piece):
		return Pos{p.Block, p.Piece, p.Row - 1}, true
	case p.Piece > 0:
		above := l.piece(p.Block, p.Piece-1)
		return Pos{p.Block, p.Piece - 1, l.rowOf(len(above.ends) - 1)}, true
	case p.Block > 0:
		return l.bottom(p.Block - 1), true
	}
	return p, false
}

// top is the first row of a block, the blank row above it included.
func (l *Layout) top(block int) Pos { return Pos{block, 0, l.firstRow(block, 0)} }

// firstRow is the first row of a piece: the blank row above a block, or what
// parts a piece from the one before.
func (l *Layout) firstRow(block, piece int) int {
	switch {
	case piece > 0:
		return 1 - l.options.Spacing
	case l.separated(block):
		return -1
	}
	return 0
}

// rowOf is the row of a piece that shows its i-th row of text.
func (l *Layout) rowOf(i int) int { return i * l.options.Spacing }

// lineOf is the row of text that a row of a piece shows. ok is false where it
// shows none, but stands above that one.
func (l *Layout) lineOf(row int) (i int, ok bool) {
	i = (row + l.options.Spacing - 1) / l.options.Spacing
	return i, l.rowOf(i) == row
}

// bottom is the last row of a block.
func (l *Layout) bottom(block int) Pos {
	block = l.head(block)
	n := l.pieceCount(block) - 1
	return Pos{block, n, l.rowOf(len(l.piece(block, n).ends) - 1)}
}

// separated reports whether a blank row stands above a block: there is one
// between any two blocks, but between list items only where the rows of a block
// are parted too.
func (l *Layout) separated(block int) bool {
	if block == 0 {
		return false
	}
	above, here := l.article.Blocks[block-1], l.article.Blocks[block]
	bothItems := above.Kind == annotate.ListItem && here.Kind == annotate.ListItem
	return !bothItems || l.options.Spacing > 1 || l.folded(block) || l.folded(block-1)
}

// at returns p, or the row nearest to it if there is no such row, and the
// piece that it lies in.
func (l *Layout) at(p Pos) (Pos, *piece) {
	p.Block = l.head(min(max(p.Block, 0), len(l.article.Blocks)-1))
	p.Piece = min(max(p.Piece, 0), l.pieceCount(p.Block)-1)
	piece := l.piece(p.Block, p.Piece)
	p.Row = min(max(p.Row, l.firstRow(p.Block, p.Piece)), l.rowOf(len(piece.ends)-1))
	return p, piece
}
