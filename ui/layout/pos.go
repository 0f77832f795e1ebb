package layout

import "cmp"

// A Pos addresses a row of a Layout. Positions are ordered as the rows are;
// the zero value is the first row.
type Pos struct {
	Block int // index into Article.Blocks; of folded blocks shown as one row, the first
	Piece int // of the block, from 0
	Row   int // of the piece; those of text are the multiples of Spacing, those before 0 blank rows above
}

// Compare returns -1, 0 or +1 as p stands above, at or below q.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.Block, q.Block), cmp.Compare(p.Piece, q.Piece), cmp.Compare(p.Row, q.Row))
}
