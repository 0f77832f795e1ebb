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
	commentHeads  int  // number of comment headings after it
	hasByline     bool // another article begins after it
	hasFoot       bool // furniture other than links to articles follows
}

// findTail returns the index after the first line that ends an article, or of the first
// line that what a company says about itself or a wall begins with, or the number of blocks.
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
		e.hasByline, e.hasFoot = lastByline > i, lastFoot > i
		switch {
		case e.before < minKept:
		case c.ends(i, e):
			return i + 1
		case n == 0 && e.after <= e.before && furniture.IsAbout(c.text(i), c.text(i+1)), e.after < minKept && furniture.IsWall(c.text(i)):
			return i
		}
	}
	return len(c.b.blocks)
}

// ends reports whether block i ends an article. Little prose follows an end;
// comments may be longer than the article, but no other article may follow.
func (c classifier) ends(i int, e ending) bool {
	const (
		maxHeadWords = 5 // words of the line above a list of other articles
		minTeasers   = 6 // short lines that begin such a list; one within an article has fewer
	)
	switch c.paste.verdicts[i].Name {
	case furniture.EndMatter, furniture.Links:
		return e.after*5 <= e.before
	case furniture.Comments:
		return e.after*5 <= e.before || (e.after <= 2*e.before && e.commentHeads <= 1 && !e.hasByline)
	case furniture.Copyright:
		return e.after == 0
	case furniture.Related:
		next := c.paste.isProse[i+1 : min(i+1+minTeasers, len(c.paste.isProse))]
		return e.hasFoot && words.Count(c.text(i), maxHeadWords+1) <= maxHeadWords &&
			(e.after == 0 || (e.after*10 <= e.before && !slices.Contains(next, true)))
	}
	return false
}

// commentHead returns 1 if block i is between prose and comments, otherwise 0.
func (c classifier) commentHead(i int) int {
	if c.paste.verdicts[i].Name == furniture.Comments && i > 0 && c.paste.isProse[i-1] {
		return 1
	}
	return 0
}

// proseBytes returns the length of block i if it is unfolded prose, otherwise 0.
func (c classifier) proseBytes(i int) int {
	if c.b.blocks[i].Folded || !c.paste.isProse[i] {
		return 0
	}
	return c.b.blocks[i].Span.Len()
}

// EndsAtWall reports whether an article is only the part of a page that is not for
// subscribers.
func EndsAtWall(a *annotate.Article) bool {
	return slices.ContainsFunc(a.Blocks, func(b annotate.Block) bool { return b.Rule == furniture.Wall })
}
