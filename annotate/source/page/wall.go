package page

import (
	"galley/annotate/source/furniture"
)

// findWall finds the line from which on the page is for subscribers only, and drops what the
// library keeps after it. Such a line is right below the text of the article, and little text
// follows.
func (c *classifier) findWall() {
	const excluded = hidden | inNav | inFooter | namedComments
	c.wall = len(c.leaves)
	sizes, after := c.textSizes()
	before, last := 0, 0
	for i := max(c.title, 0); i < len(c.leaves); i++ {
		l := &c.leaves[i]
		switch {
		case sizes[i] > 0:
			before, after, last = before+sizes[i], after-sizes[i], i
		case l.isLinkedLine(): // a teaser
			last = i - headDepth - 1
		case before > 0 && (after < minKept || after*5 <= before) && i-last <= headDepth && l.hints&excluded == 0 && furniture.IsWall(l.text):
			c.wall = i
			for ; i < len(c.leaves); i++ {
				c.leaves[i].keptSize = 0
			}
		}
	}
}

// textSizes returns the number of visible characters of each leaf from the title on that is a
// sentence of the article, or 0, and their sum. If the library keeps hardly anything, all
// sentences count.
func (c *classifier) textSizes() (sizes []int, sum int) {
	kept := 0
	for i := range c.leaves {
		if c.leaves[i].isKept() {
			kept += c.leaves[i].size
		}
	}
	sizes = make([]int, len(c.leaves))
	for i := max(c.title, 0); i < len(c.leaves); i++ {
		l := &c.leaves[i]
		if l.isSentence() && (kept < minKept && l.hints&(misplacedHints&^inHeader) == 0 || l.isKept()) && !furniture.IsWall(l.text) {
			sizes[i] = l.size
			sum += l.size
		}
	}
	return sizes, sum
}
