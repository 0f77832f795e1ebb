package table

import (
	"cmp"
	"slices"

	"github.com/charmbracelet/x/ansi"
)

// A slot is a printed column and its width in cells.
type slot struct{ column, width int }

// minFlex is the width, in cells, to which flexible columns are narrowed before
// any other column is.
const minFlex = 12

// fit chooses the columns to print and their widths.
func (t *Table) fit() []slot {
	slots := make([]slot, len(t.Columns))
	for i, c := range t.Columns {
		slots[i] = slot{i, ansi.StringWidth(c.Name)}
		for _, row := range t.Rows {
			if len(row[i]) > slots[i].width { // a byte is at most one cell
				slots[i].width = max(slots[i].width, ansi.StringWidth(row[i]))
			}
		}
	}
	if t.Width <= 0 {
		return slots
	}
	byDrop := func(a, b slot) int { return cmp.Compare(t.Columns[a.column].Drop, t.Columns[b.column].Drop) }
	for t.minWidth(slots) > t.Width {
		last := slices.MaxFunc(slots, byDrop)
		if t.Columns[last.column].Drop == 0 {
			break
		}
		slots = slices.DeleteFunc(slots, func(s slot) bool { return s == last })
	}
	excess := narrow(slots, total(slots)-t.Width, func(s slot) bool { return t.Columns[s.column].Flex && s.width > minFlex })
	narrow(slots, excess, func(s slot) bool { return s.width > 1 })
	return slots
}

// total returns the width of a row in cells.
func total(slots []slot) int {
	width := len(gap) * (len(slots) - 1)
	for _, s := range slots {
		width += s.width
	}
	return width
}

// minWidth returns the width of a row in cells if no flexible column is wider
// than minFlex.
func (t *Table) minWidth(slots []slot) int {
	width := total(slots)
	for _, s := range slots {
		if t.Columns[s.column].Flex {
			width -= max(s.width-minFlex, 0)
		}
	}
	return width
}

// narrow takes excess cells from the columns that may shrink, one at a time from
// the widest. It returns the number of cells by which rows are still too wide.
func narrow(slots []slot, excess int, mayShrink func(slot) bool) int {
	for ; excess > 0; excess-- {
		widest := -1
		for i, s := range slots {
			if mayShrink(s) && (widest < 0 || s.width > slots[widest].width) {
				widest = i
			}
		}
		if widest < 0 {
			return excess
		}
		slots[widest].width--
	}
	return 0
}
