// Package layout breaks an article into rows of cells at one width. It is pure:
// no terminal, no clock, no input or output. Use it wherever article text is
// drawn or a position on the screen must become an offset into the text.
//
// # Units
//
//   - off: byte offset into [annotate.Article.Text].
//   - col: cells from the left edge of the text column, from 0, including
//     decoration (bullets, quotation bars, indents).
//   - measure: width of the text column in cells.
//
// There are no global row numbers: counting them would mean laying out
// everything above. A row is addressed by a [Pos] instead, which costs only the
// piece that contains it. Keep a reading position as an offset and ask
// [Layout.PosAt]; a Pos is not valid in a Layout of another measure.
//
// # Pieces
//
// The unit of work is a piece: a block, or at most 16 KiB of a longer one. Each
// piece is laid out separately when it is first needed and kept in a bounded
// cache, so that opening, scrolling and jumping cost the same in a note and in a
// book. Where a long block is cut depends only on its text.
//
// # Laws
//
//   - The spans of the rows tile the text; those of a block tile its span. Rows
//     that Spacing puts between them have empty spans.
//   - Every grapheme cluster that is drawn has exactly one cell. Line feeds have
//     none. Blanks at a soft line end hang: they belong to the row, and those
//     that do not fit in the measure have no cell.
//   - OffsetAt(PosAt(off), ColOf(PosAt(off), off)) = off for the off of each cell.
//   - No row is wider than the measure, and no cluster is cut.
//   - Cells never hold a control character.
package layout
