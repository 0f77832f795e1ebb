package review

import (
	"cmp"
	"sort"
)

// A place addresses a row of the document. The zero value is the first row.
type place struct{ part, row int }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.part, q.part), cmp.Compare(p.row, q.row))
}

// rows returns how many rows of the document are on the screen.
func (m *Model) rows() int { return max(m.Canvas.Height-1-m.Canvas.HeadRows(), 1) }

// step moves n rows from p, up if n is negative, and returns how far it got.
func (m *Model) step(p place, n int) (place, int) {
	done := 0
	for ; done < n; done++ {
		switch {
		case p.row+1 < len(m.draw(p.part)):
			p.row++
		case p.part+1 < len(m.parts):
			p = place{p.part + 1, 0}
		default:
			return p, done
		}
	}
	for ; done > n; done-- {
		switch {
		case p.row > 0:
			p.row--
		case p.part > 0:
			p = place{p.part - 1, len(m.draw(p.part-1)) - 1}
		default:
			return p, done
		}
	}
	return p, done
}

// bottom returns the last place on the screen.
func (m *Model) bottom() place {
	p, _ := m.step(m.top, m.rows()-1)
	return p
}

// scroll moves the document by n rows and keeps the current entry on the
// screen: if it leaves the screen, the first one with a visible head becomes
// current.
func (m *Model) scroll(n int) {
	if m.Canvas.Width == 0 || len(m.parts) == 0 {
		return // nothing can be drawn yet
	}
	m.clampTop()
	m.top, _ = m.step(m.top, n)
	m.fill()
	if len(m.entries) == 0 || m.isSeen(m.index) {
		return
	}
	m.index = sort.Search(len(m.entries), func(i int) bool { return place{m.entries[i], 0}.compare(m.top) >= 0 })
	if m.index > 0 && (m.index == len(m.entries) || !m.isSeen(m.index)) {
		m.index--
	}
}

// clampTop moves the top to an existing row: there may be fewer parts and rows
// now.
func (m *Model) clampTop() {
	m.top.part = min(m.top.part, len(m.parts)-1)
	m.top.row = min(m.top.row, len(m.draw(m.top.part))-1)
}

// fill scrolls back if the document would end above the last row of the screen.
func (m *Model) fill() {
	if _, n := m.step(m.top, m.rows()-1); n < m.rows()-1 {
		m.toEnd()
	}
}

// toEnd shows the end of the document.
func (m *Model) toEnd() {
	last := len(m.parts) - 1
	m.top, _ = m.step(place{last, len(m.draw(last)) - 1}, 1-m.rows())
}

// isSeen reports whether the head of an entry is on the screen.
func (m *Model) isSeen(entry int) bool {
	head := place{m.entries[entry], 0}
	return head.compare(m.top) >= 0 && head.compare(m.bottom()) <= 0
}

// show makes an entry, or the nearest existing one, current, and scrolls unless
// all of it is on the screen.
func (m *Model) show(entry int) {
	m.index = max(min(entry, len(m.entries)-1), 0)
	if len(m.entries) == 0 || m.Canvas.Width == 0 {
		return
	}
	m.clampTop()
	part := m.entries[m.index]
	if !m.isSeen(m.index) || (place{part, len(m.draw(part)) - 1}).compare(m.bottom()) > 0 {
		m.top = place{part, 0}
		if part == m.entries[0] {
			m.top, _ = m.step(m.top, -len(m.draw(part-1))) // with its heading
		}
	}
	m.fill()
}
