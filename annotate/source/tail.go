package source

import (
	"slices"

	"galley/annotate"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// foldTail makes everything after the end of the article furniture.
func (c classifier) foldTail() {
	for i := c.findTail(); i < len(c.b.blocks); i++ {
		block := &c.b.blocks[i]
		switch {
		case block.Folded:
		case block.Kind == annotate.Code: // keeps its spaces
			block.Folded = true
			setRule(block, ruleTail)
		default:
			setKind(block, annotate.Furniture, ruleTail)
		}
	}
}

// An ending describes the text before and after a block that may end an article.
type ending struct {
	before, after int  // bytes of prose before and after it
	commentHeads  int  // number of headings of comments after it
	byline        bool // another article begins after it
	foot          bool // furniture other than links to articles follows
}

// findTail returns the index after the first line that ends an article, or the
// number of blocks.
func (c classifier) findTail() int {
	var e ending
	lastByline, lastFoot := -1, -1
	for i := range c.b.blocks {
		e.after += c.proseBytes(i)
		e.commentHeads += c.commentHead(i)
		if furniture.IsByline(c.text(i)) {
			lastByline = i
		}
		if v := c.paste.verdicts[i]; v.Folded && v.Name != furniture.Related {
			lastFoot = i
		}
	}
	for i := range c.b.blocks {
		n := c.proseBytes(i)
		e.before, e.after, e.commentHeads = e.before+n, e.after-n, e.commentHeads-c.commentHead(i)
		e.byline, e.foot = lastByline > i, lastFoot > i
		if e.before >= minKept && c.ends(i, e) {
			return i + 1
		}
	}
	return len(c.b.blocks)
}

// ends reports whether block i ends an article. Little prose follows an end; where
// readers comment, there may be more of it than in the article, but not another
// article.
func (c classifier) ends(i int, e ending) bool {
	const (
		headWords = 5 // of the line above a list of other articles
		teasers   = 6 // short lines that such a list begins with; one within an article has fewer
	)
	switch c.paste.verdicts[i].Name {
	case furniture.EndMatter, furniture.Links:
		return e.after*5 <= e.before
	case furniture.Comments:
		return e.after*5 <= e.before || (e.after <= 2*e.before && e.commentHeads <= 1 && !e.byline)
	case furniture.Copyright:
		return e.after == 0
	case furniture.Related:
		next := c.paste.isProse[i+1 : min(i+1+teasers, len(c.paste.isProse))]
		return e.foot && words.Count(c.text(i), headWords+1) <= headWords &&
			(e.after == 0 || (e.after*10 <= e.before && !slices.Contains(next, true)))
	}
	return false
}

// commentHead returns 1 if block i is between prose and comments, else 0.
func (c classifier) commentHead(i int) int {
	if c.paste.verdicts[i].Name == furniture.Comments && i > 0 && c.paste.isProse[i-1] {
		return 1
	}
	return 0
}

// proseBytes returns the length of block i if it is prose that is not folded.
func (c classifier) proseBytes(i int) int {
	if c.b.blocks[i].Folded || !c.paste.isProse[i] {
		return 0
	}
	return c.b.blocks[i].Span.Len()
}
