package layout

import (
	"cmp"
	"sort"

	"galley/annotate"

	"github.com/charmbracelet/x/ansi"
)

// Options configure a layout.
type Options struct {
	Measure int                  // maximum width of a row, in cells; less than 1 counts as 1
	Method  ansi.Method          // must be the one that the terminal renderer draws with
	Folded  func(block int) bool // reports whether a block is folded: each run of them is one row; nil: none is
	Spacing int                  // line spacing within a block, in rows; less than 1 counts as 1
}

// A Layout is an article at one width. It is cheap to create, so make a new one
// for another measure. It keeps a cache and is not safe for concurrent use.
type Layout struct {
	article   *annotate.Article
	options   Options
	decorator decorator
	folds     folds
	pieces    cache
	laidOut   int // number of pieces laid out so far, for tests
}

// New returns the layout of a. Pieces are laid out on first use.
func New(a *annotate.Article, o Options) *Layout {
	o.Measure, o.Spacing = max(o.Measure, 1), max(o.Spacing, 1)
	return &Layout{
		article: a, options: o, decorator: decorator{ruler{o.Method}, o.Measure},
		folds: folds{blocks: a.Blocks, folded: o.Folded},
	}
}

// A Pos addresses a row of a Layout. Positions are ordered as the rows are; the
// zero value is the first row.
type Pos struct {
	Block int // index into Article.Blocks; of folded blocks shown as one row, the first
	Piece int // of the block, from 0
	Row   int // of the piece; rows of text are the multiples of Spacing, negative ones are blank rows above
}

// Compare returns -1, 0 or +1 if p is above, at or below q.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.Block, q.Block), cmp.Compare(p.Piece, q.Piece), cmp.Compare(p.Row, q.Row))
}

// isSeparator reports whether p is the blank row above a block.
func (p Pos) isSeparator() bool { return p.Piece == 0 && p.Row < 0 }

// PosAt returns the row that shows the byte at off. The text between two blocks
// belongs to the last row of the earlier one.
func (l *Layout) PosAt(off int) Pos {
	block := l.folds.run(l.article.BlockAt(off)).Start
	n := l.pieceAt(block, off)
	p := l.piece(block, n)
	rel := int32(off - p.span.Start)
	line := sort.Search(len(p.ends), func(i int) bool { return p.ends[i] > rel })
	return Pos{block, n, l.rowOf(min(line, len(p.ends)-1))}
}

// First returns the first row.
func (l *Layout) First() Pos { return Pos{} }

// Last returns the last row.
func (l *Layout) Last() Pos { return l.lastOf(len(l.article.Blocks) - 1) }

// lastOf returns the last row of a block.
func (l *Layout) lastOf(block int) Pos {
	block = l.folds.run(block).Start
	n := l.pieceCount(block) - 1
	return Pos{block, n, l.lastRow(l.piece(block, n))}
}

// Next returns the row below p; ok is false on the last one.
func (l *Layout) Next(p Pos) (next Pos, ok bool) {
	p, piece := l.at(p)
	switch below := l.folds.run(p.Block).End; {
	case p.Row < l.lastRow(piece):
		return Pos{p.Block, p.Piece, p.Row + 1}, true
	case p.Piece+1 < l.pieceCount(p.Block):
		return Pos{p.Block, p.Piece + 1, l.firstRow(p.Block, p.Piece+1)}, true
	case below < len(l.article.Blocks):
		return Pos{below, 0, l.firstRow(below, 0)}, true
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
		return Pos{p.Block, p.Piece - 1, l.lastRow(l.piece(p.Block, p.Piece-1))}, true
	case p.Block > 0:
		return l.lastOf(p.Block - 1), true
	}
	return p, false
}

// at returns p, or the row nearest to it if there is no such row, and the piece
// that contains it.
func (l *Layout) at(p Pos) (Pos, *piece) {
	p.Block = l.folds.run(min(max(p.Block, 0), len(l.article.Blocks)-1)).Start
	p.Piece = min(max(p.Piece, 0), l.pieceCount(p.Block)-1)
	piece := l.piece(p.Block, p.Piece)
	p.Row = min(max(p.Row, l.firstRow(p.Block, p.Piece)), l.lastRow(piece))
	return p, piece
}

// firstRow returns the first row of a piece: the blank row above a block, or
// those between a piece and the one before.
func (l *Layout) firstRow(block, piece int) int {
	switch {
	case piece > 0:
		return 1 - l.options.Spacing
	case l.isSeparated(block):
		return -1
	}
	return 0
}

// lastRow returns the row of a piece that shows its last line.
func (l *Layout) lastRow(p *piece) int { return l.rowOf(len(p.ends) - 1) }

// rowOf returns the row of a piece that shows one of its lines.
func (l *Layout) rowOf(line int) int { return line * l.options.Spacing }

// lineOf returns the line that a row of a piece shows. If ok is false the row
// is a blank one above that line.
func (l *Layout) lineOf(row int) (line int, ok bool) {
	line = (row + l.options.Spacing - 1) / l.options.Spacing
	return line, l.rowOf(line) == row
}

// isSeparated reports whether there is a blank row above a block: between any
// two blocks, but between list items only if one is folded or Spacing also puts
// blank rows between the rows of a block.
func (l *Layout) isSeparated(block int) bool {
	if block == 0 {
		return false
	}
	above, here := l.article.Blocks[block-1], l.article.Blocks[block]
	bothItems := above.Kind == annotate.ListItem && here.Kind == annotate.ListItem
	return !bothItems || l.options.Spacing > 1 || l.folds.has(block) || l.folds.has(block-1)
}
