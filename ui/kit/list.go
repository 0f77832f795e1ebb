package kit

import (
	"galley/ui/keys"
	"galley/ui/theme"
)

// A List tracks a vertical list of items: the selected one and those on the
// screen. It is a value; the zero value is an empty list.
type List struct {
	at, top   int // the selected item and the first on the screen, from 0
	size, fit int // how many items there are and how many fit on the screen
}

// Sized returns the list with size items, of which fit are on the screen at
// once. The selection stays where it is if possible.
func (l List) Sized(size, fit int) List {
	l.size, l.fit = size, max(fit, 1)
	return l.To(l.at)
}

// At returns the index of the selected item, from 0; ok is false in an empty
// list.
func (l List) At() (at int, ok bool) { return l.at, l.size > 0 }

// IsAt reports whether the item at an index is selected.
func (l List) IsAt(index int) bool { return l.size > 0 && l.at == index }

// Visible returns the range of indices on the screen, from ≤ i < to.
func (l List) Visible() (from, to int) { return l.top, min(l.top+l.fit, l.size) }

// View returns the rows of the items on the screen, with a bar at the left of the
// selected one. item returns the rows of an item; style is that of its title.
func (l List) View(t *theme.Theme, item func(index int, style theme.Style) []string) []string {
	var rows []string
	from, to := l.Visible()
	for i := from; i < to; i++ {
		bar, style := " ", t.Plain
		if l.IsAt(i) {
			bar, style = t.Chosen.Render("▌"), t.Chosen
		}
		for _, row := range item(i, style) {
			rows = append(rows, bar+row)
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
// the list; each item takes tall rows. again reports that it was already
// selected. A row without an item changes nothing.
func (l List) Click(row, tall int) (_ List, again bool) {
	index := l.top + row/tall
	if row < 0 || index >= min(l.top+l.fit, l.size) {
		return l, false
	}
	return l.To(index), index == l.at
}

// Do carries out a motion; ok is false for any other action. count is 0 if none
// was typed; with one, [keys.Goto] goes to that place, counted from 1.
func (l List) Do(action keys.Action, count int) (_ List, ok bool) {
	if action == keys.Goto && count > 0 {
		return l.To(count - 1), true
	}
	n, ok := Steps(action, count, max(l.fit-1, 1))
	return l.To(l.at + n), ok
}

// Far is longer than any list.
const Far = 1 << 30

// Steps returns how many items a motion moves, where page is a screenful: up if
// negative, [Far] for the ends. ok is false for any other action.
func Steps(action keys.Action, count, page int) (n int, ok bool) {
	count = max(count, 1)
	switch action {
	case keys.Down:
		return count, true
	case keys.Up:
		return -count, true
	case keys.HalfDown:
		return count * max(page/2, 1), true
	case keys.HalfUp:
		return -count * max(page/2, 1), true
	case keys.PageDown:
		return count * page, true
	case keys.PageUp:
		return -count * page, true
	case keys.Top:
		return -Far, true
	case keys.Goto:
		return Far, true
	}
	return 0, false
}
