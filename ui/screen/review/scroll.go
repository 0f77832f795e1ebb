package review

import (
	"cmp"
	"sort"

	"galley/ui/effect"
)

// A place addresses a row of the document. The zero value is the first row.
type place struct{ part, row int }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.part, q.part), cmp.Compare(p.row, q.row))
}

// rows is how many rows of the document are on the screen.
func (r Review) rows() int { return max(r.canvas.Height-2, 1) }

// step goes n rows on from p, back if n is negative, and returns how far it
// got.
func (r Review) step(p place, n int) (place, int) {
	done := 0
	for ; done < n; done++ {
		switch {
		case p.row+1 < len(r.draw(p.part)):
			p.row++
		case p.part+1 < len(r.parts):
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
			p = place{p.part - 1, len(r.draw(p.part-1)) - 1}
		default:
			return p, done
		}
	}
	return p, done
}

// bottom is the last place on the screen.
func (r Review) bottom() place {
	p, _ := r.step(r.top, r.rows()-1)
	return p
}

// Scroll moves the document by that many rows of the screen.
func (r Review) Scroll(rows int) (Review, []effect.Effect) { return r.scroll(rows), nil }

// scroll moves the document by n rows and keeps the current entry on the
// screen: where it leaves it, the first whose head is seen becomes current.
func (r Review) scroll(n int) Review {
	if r.canvas.Width == 0 || len(r.parts) == 0 {
		return r // nothing can be drawn yet
	}
	r = r.exact()
	r.top, _ = r.step(r.top, n)
	r = r.full()
	if len(r.entries) == 0 || r.seen(r.at) {
		return r
	}
	first := sort.Search(len(r.entries), func(i int) bool { return place{r.entries[i], 0}.compare(r.top) >= 0 })
	switch {
	case first < len(r.entries) && r.seen(first), first == 0:
		r.at = first
	default:
		r.at = first - 1
	}
	return r
}

// exact makes the top a row that exists: parts and their rows may have become
// fewer.
func (r Review) exact() Review {
	r.top.part = min(r.top.part, len(r.parts)-1)
	r.top.row = min(r.top.row, len(r.draw(r.top.part))-1)
	return r
}

// full scrolls back where the document would end above the last row of the
// screen.
func (r Review) full() Review {
	if _, n := r.step(r.top, r.rows()-1); n < r.rows()-1 {
		return r.toEnd()
	}
	return r
}

// toEnd shows the end of the document.
func (r Review) toEnd() Review {
	last := len(r.parts) - 1
	r.top, _ = r.step(place{last, len(r.draw(last)) - 1}, 1-r.rows())
	return r
}

// seen reports whether the head of an entry is on the screen.
func (r Review) seen(entry int) bool {
	head := place{r.entries[entry], 0}
	return head.compare(r.top) >= 0 && head.compare(r.bottom()) <= 0
}

// show makes an entry current, or the nearest that there is, and scrolls if it
// is not on the screen as a whole.
func (r Review) show(entry int) Review {
	r.at = max(min(entry, len(r.entries)-1), 0)
	if len(r.entries) == 0 || r.canvas.Width == 0 {
		return r
	}
	r = r.exact()
	at := r.entries[r.at]
	if r.seen(r.at) && (place{at, len(r.draw(at)) - 1}).compare(r.bottom()) <= 0 {
		return r.full()
	}
	r.top = place{at, 0}
	if at == r.entries[0] {
		r.top, _ = r.step(r.top, -len(r.draw(at-1))) // with its heading
	}
	return r.full()
}
