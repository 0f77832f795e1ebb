package kit

import (
	"strings"

	"galley/ui/keys"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// A List tracks a vertical list of items: the selected one and those on the
// screen. It is a value; the zero value is an empty list.
type List struct {
	Indent int // blank columns before the bar of the selected item

	at, top   int // the selected item and the first on the screen, from 0
	size, fit int // how many items there are and how many fit on the screen
}

// WithSize returns the list with size items, of which fit are on the screen at
// once. The selection stays where it is if possible.
func (l List) WithSize(size, fit int) List {
	l.size, l.fit = size, max(fit, 1)
	return l.To(l.at)
}

// At returns the index of the selected item, from 0; ok is false in an empty
// list.
func (l List) At() (at int, ok bool) { return l.at, l.size > 0 }

// IsAt reports whether the item at an index is selected.
func (l List) IsAt(index int) bool { return l.size > 0 && l.at == index }

// Visible returns the half-open range of indices on the screen.
func (l List) Visible() (from, to int) { return l.top, min(l.top+l.fit, l.size) }

// View returns the rows of the items on the screen, with a bar to the left of the
// selected one, except on blank rows. item returns the rows of an item, with its title in style.
func (l List) View(t *theme.Theme, item func(index int, style theme.Style) []string) []string {
	var rows []string
	indent := strings.Repeat(" ", l.Indent)
	from, to := l.Visible()
	for i := from; i < to; i++ {
		bar, style := " ", t.Plain
		if l.IsAt(i) {
			bar, style = t.Chosen.Render("▌"), t.Chosen
		}
		for _, row := range item(i, style) {
			if row != "" {
				row = indent + bar + row
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// To returns the list with the item at an index selected, or the nearest.
func (l List) To(at int) List {
	l.at = max(min(at, l.size-1), 0)
	l.top = max(min(l.top, l.at), l.at-l.fit+1)
	l.top = max(min(l.top, l.size-l.fit), 0)
	return l
}

// Scroll scrolls by n items, down if positive, as the wheel does. The selection
// moves only to stay on the screen.
func (l List) Scroll(n int) List {
	l.top = max(min(l.top+n, l.size-l.fit), 0)
	return l.To(max(min(l.at, l.top+l.fit-1), l.top))
}

// Click selects the item that is drawn on a row, counted from the first row of
// the list; each item takes itemRows rows. again reports whether it was selected
// before. A row without an item changes nothing.
func (l List) Click(row, itemRows int) (_ List, again bool) {
	index := l.top + row/itemRows
	if row < 0 || index >= min(l.top+l.fit, l.size) {
		return l, false
	}
	return l.To(index), index == l.at
}

// Do carries out a motion; ok is false for any other action. count is 0 if none
// was typed; with one, [keys.Goto] goes to that item, counted from 1.
func (l List) Do(action keys.Action, count int) (_ List, ok bool) {
	if action == keys.Goto && count > 0 {
		return l.To(count - 1), true
	}
	n, ok := Steps(action, count, max(l.fit-1, 1))
	return l.To(l.at + n), ok
}

// ToEnd is more steps than any list has items.
const ToEnd = 1 << 30

// Steps returns how many items a motion moves, where page is a screenful: up if
// negative, [ToEnd] for the ends. ok is false for any other action.
func Steps(action keys.Action, count, page int) (n int, ok bool) {
	count = max(count, 1)
	n, ok = map[keys.Action]int{
		keys.Down: count, keys.Up: -count,
		keys.HalfDown: count * max(page/2, 1), keys.HalfUp: -count * max(page/2, 1),
		keys.PageDown: count * page, keys.PageUp: -count * page,
		keys.Goto: ToEnd, keys.Top: -ToEnd,
	}[action]
	return n, ok
}

// A ListBase is a [Base] with a list of items below a few rows.
type ListBase struct {
	Base
	List     List
	head     int // rows above the list
	itemRows int // rows of each item
}

// Resize sets how many items there are, how many rows are above the first, and
// how many rows each of them takes.
func (b *ListBase) Resize(size, head, itemRows int) {
	b.head, b.itemRows = head, itemRows
	b.List = b.List.WithSize(size, (b.Canvas.Height-head-1)/itemRows)
}

// Handle handles a message as every list does: in addition to what
// [Base.Handle] does it moves, scrolls and selects. again reports a click on the
// selected item, which does what enter does.
func (b *ListBase) Handle(msg tea.Msg) (again bool) {
	b.Base.Handle(msg)
	switch msg := msg.(type) {
	case ActionMsg:
		b.List, _ = b.List.Do(msg.Action, msg.Count)
	case ScrollMsg:
		b.List = b.List.Scroll(msg.Rows)
	case tea.MouseClickMsg:
		b.List, again = b.List.Click(msg.Y-b.head, max(b.itemRows, 1))
	}
	return again
}
