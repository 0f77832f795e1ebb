package table

import (
	"slices"

	"github.com/charmbracelet/x/ansi"
)

// A setting is a column that is printed, and its width in cells.
type setting struct{ column, width int }

// fit chooses the columns that are printed, and their widths.
func (t *Table) fit() []setting {
	set := make([]setting, len(t.Columns))
	for i, c := range t.Columns {
		set[i] = setting{i, ansi.StringWidth(c.Name)}
		for _, row := range t.Rows {
			set[i].width = max(set[i].width, ansi.StringWidth(row[i]))
		}
	}
	if t.Width <= 0 {
		return set
	}
	for t.least(set) > t.Width {
		spare := t.sparest(set)
		if spare < 0 {
			break
		}
		set = slices.Delete(set, spare, spare+1)
	}
	flexible := func(s setting) bool { return t.Columns[s.column].Flex && s.width > narrowest }
	over := giveWay(set, total(set)-t.Width, flexible)
	giveWay(set, over, func(s setting) bool { return s.width > 1 })
	return set
}

// total is how wide a row is.
func total(set []setting) int {
	width := len(gap) * (len(set) - 1)
	for _, s := range set {
		width += s.width
	}
	return width
}

// least is how narrow rows can be made while every column keeps its sense.
func (t *Table) least(set []setting) int {
	width := total(set)
	for _, s := range set {
		if t.Columns[s.column].Flex {
			width -= max(s.width-narrowest, 0)
		}
	}
	return width
}

// sparest is the index of the column that is missed least, -1 if none may be
// left out.
func (t *Table) sparest(set []setting) int {
	sparest, most := -1, 0
	for i, s := range set {
		if spare := t.Columns[s.column].Spare; spare > most {
			sparest, most = i, spare
		}
	}
	return sparest
}

// giveWay makes columns narrower by over cells in all, the widest first, as
// long as may allows it. It returns by how much rows are still too wide.
func giveWay(set []setting, over int, may func(setting) bool) int {
	for ; over > 0; over-- {
		widest := -1
		for i, s := range set {
			if may(s) && (widest < 0 || s.width > set[widest].width) {
				widest = i
			}
		}
		if widest < 0 {
			return over
		}
		set[widest].width--
	}
	return 0
}
