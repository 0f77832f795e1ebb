package pdf

import (
	"slices"

	"galley/annotate/source/draft"
)

// A box is a rectangle on a page, in points from its top left corner.
type box struct{ left, top, right, bottom float64 }

// union returns the smallest box that contains both.
func (b box) union(o box) box {
	return box{min(b.left, o.left), min(b.top, o.top), max(b.right, o.right), max(b.bottom, o.bottom)}
}

// A line is a line of words. Lengths are in points.
type line struct {
	box
	size  float64 // the median height of its words
	first float64 // the width of its first word
	page  int     // from 0
	text  string
	isRTL bool // it is read from right to left

	atEdge    bool       // it is near the top or bottom of its page
	row       int        // the same for lines at the same position on their pages
	furniture draft.Rule // the rule that makes it furniture; zero for text
}

func (l line) isFurniture() bool { return l.furniture != draft.Rule{} }

// isRightOf reports whether l is to the right of another line, at its height.
func (l line) isRightOf(other line) bool {
	return l.page == other.page && l.left >= other.right && l.top < other.top+other.size/2 && l.top > other.top-other.size/2
}

// A region is a block of lines that the converter found within one column.
type region []line

func (r region) page() int {
	if len(r) == 0 {
		return -1
	}
	return r[0].page
}

func (r region) isFurniture() bool {
	return !slices.ContainsFunc(r, func(l line) bool { return !l.isFurniture() })
}

// textBox returns the box of the lines that are text.
func (r region) textBox() box {
	var b box
	first := true
	for _, l := range r {
		switch {
		case l.isFurniture():
		case first:
			b, first = l.box, false
		default:
			b = b.union(l.box)
		}
	}
	return b
}
