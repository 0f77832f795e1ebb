// Package list is the choice among many things, one below the other, that the
// lists of Galley share: which is chosen, which are on the screen, and what
// the motions do. It knows nothing of what is listed and draws nothing.
package kit

import "galley/ui/keys"

// A List is a small value. The zero value is an empty list.
type List struct {
	at, top   int // the chosen one and the first on the screen, from 0
	size, fit int // how many there are and how many fit on the screen
}

// Sized is the list with that many things, of which fit are on the screen at
// once. The choice stays where it is if it can.
func (l List) Sized(size, fit int) List {
	l.size, l.fit = size, max(fit, 1)
	return l.To(l.at)
}

// At is the index of the chosen one, from 0; ok is false in an empty list.
func (l List) At() (at int, ok bool) { return l.at, l.size > 0 }

// Shown is the range of indices on the screen, from ≤ i < to.
func (l List) Shown() (from, to int) { return l.top, min(l.top+l.fit, l.size) }

// To is the list with that one chosen, or the nearest.
func (l List) To(at int) List {
	l.at = max(min(at, l.size-1), 0)
	l.top = max(min(l.top, l.at), l.at-l.fit+1)
	l.top = max(min(l.top, l.size-l.fit), 0)
	return l
}

// Scroll moves the list under the screen by n, down if positive, as the wheel
// does. The choice comes along where it would leave the screen.
func (l List) Scroll(n int) List {
	l.top = max(min(l.top+n, l.size-l.fit), 0)
	return l.To(max(min(l.at, l.top+l.fit-1), l.top))
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

// Far is more than any list is long.
const Far = 1 << 30

// Steps is how far a motion goes among things of which page are a screen: up if
// negative, [Far] to the ends. ok is false for any other action.
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
