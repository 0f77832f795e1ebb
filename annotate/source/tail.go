package source

import (
	"slices"

	"galley/annotate"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// Bounds of a list of other articles at the end of a page.
const (
	headWords = 5 // words of the line above it
	teasers   = 6 // short lines that it begins with; lists in mid-article have fewer before prose goes on
)

// foldTail makes furniture of all that follows the end of an article.
func (p page) foldTail() {
	for i := p.tail(); i < len(p.b.blocks); i++ {
		if block := &p.b.blocks[i]; !block.Folded {
			block.Folded = true
			if block.Kind != annotate.Code { // its blanks count
				block.Kind, block.Level = annotate.Furniture, 0
			}
			block.Rule, block.Sureness = ruleTail.Name, ruleTail.Sureness
		}
	}
}

// An ending is what stands before and after a block that may end an article.
type ending struct {
	before, after int  // bytes of prose
	talks         int  // heads of comments after it
	byline        bool // another article begins after it
	foot          bool // furniture follows that is no other article
}

// tail is the first block behind the first line that ends an article.
func (p page) tail() int {
	var e ending
	lastByline, lastFoot := -1, -1
	for i := range p.b.blocks {
		e.after += p.proseBytes(i)
		e.talks += p.talk(i)
		if furniture.IsByline(p.text(i)) {
			lastByline = i
		}
		if v := p.paste.verdicts[i]; v.Folded && v.Name != furniture.Related {
			lastFoot = i
		}
	}
	for i := range p.b.blocks {
		n := p.proseBytes(i)
		e.before, e.after, e.talks = e.before+n, e.after-n, e.talks-p.talk(i)
		e.byline, e.foot = lastByline > i, lastFoot > i
		if e.before >= leastKept && p.ends(i, e) {
			return i + 1
		}
	}
	return len(p.b.blocks)
}

// ends reports whether block i ends an article. Little prose follows an end;
// where readers comment, it may be more than the article, but not another one.
func (p page) ends(i int, e ending) bool {
	switch p.paste.verdicts[i].Name {
	case furniture.EndMatter, furniture.Links:
		return e.after*5 <= e.before
	case furniture.Comments:
		return e.after*5 <= e.before || (e.after <= 2*e.before && e.talks <= 1 && !e.byline)
	case furniture.Copyright:
		return e.after == 0
	case furniture.Related:
		return e.foot && words.Count(p.text(i), headWords+1) <= headWords &&
			(e.after == 0 || (e.after*10 <= e.before && !p.proseWithin(i+1, teasers)))
	}
	return false
}

// proseWithin reports whether one of n blocks from block i on is prose.
func (p page) proseWithin(i, n int) bool {
	return slices.Contains(p.paste.isProse[i:min(i+n, len(p.paste.isProse))], true)
}

// talk is 1 if block i stands between prose and what readers wrote, else 0.
func (p page) talk(i int) int {
	if p.paste.verdicts[i].Name == furniture.Comments && i > 0 && p.paste.isProse[i-1] {
		return 1
	}
	return 0
}

// proseBytes is the length of block i if it is prose that is not folded.
func (p page) proseBytes(i int) int {
	if p.b.blocks[i].Folded || !p.paste.isProse[i] {
		return 0
	}
	return p.b.blocks[i].Span.Len()
}
