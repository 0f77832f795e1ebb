package margin

// A slot is the place of a note, in rows of the text area.
type slot struct {
	want        int // row at which its annotation begins
	full        int // rows that the whole note has, at least 1
	top, height int // the rows that it gets
}

// A window holds which notes are drawn, and how many rows they share.
type window struct {
	start, end int // indices of notes, half-open
	rows       int
}

// choose picks the notes to draw if the current one, -1 for none, has height
// rows. Notes are left out only at the ends; the last row is then reserved for
// their number.
func choose(notes []Note, current, height, rows int) window {
	n, room := len(notes), max(rows-1, 1)
	switch {
	case current < 0 && n <= rows, current >= 0 && n-1+min(height, rows) <= rows:
		return window{0, n, rows}
	case current < 0:
		return window{0, room, room}
	}
	others := room - min(height, room)
	start := current - max(notes[current].Row, 0) // each row above it has a note
	start = min(max(start, current-others, 0), current, n-1-others)
	return window{start, start + 1 + others, room}
}

// arrange places slots in rows, from 0. There must be a row for each slot, and all
// rows of the current one; current is -1 for none.
func arrange(slots []slot, current, rows int) {
	if current < 0 {
		stack(slots, 0, rows)
		return
	}
	c, below := &slots[current], len(slots)-1-current
	c.height = min(c.full, rows)
	c.top = min(max(c.want, current), rows-c.height-below)
	stack(slots[:current], 0, c.top)
	stack(slots[current+1:], c.top+c.height, rows)
}

// drift is the maximum number of rows by which a note moves down to make room for
// the one before it.
const drift = otherRows

// stack places slots in the rows from start to end, at least one row each: where
// each wants to be or a little below, and further up only if there is no room.
func stack(slots []slot, start, end int) {
	next := start
	for i := range slots {
		s := &slots[i]
		s.top, s.height = max(s.want, next), s.full
		if i+1 < len(slots) {
			room := max(slots[i+1].want, start) + drift - s.top
			s.height = min(s.full, max(room, 1))
		}
		next = s.top + s.height
	}
	for i := len(slots) - 1; i >= 0; i-- {
		s := &slots[i]
		s.top = min(s.top, end-1)
		s.height = min(s.full, end-s.top) // grow into the free rows below
		end = s.top
	}
}
