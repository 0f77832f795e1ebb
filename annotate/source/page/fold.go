package page

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// foldLinkLists folds lists of links, unless they are most of the article.
func (c *classifier) foldLinkLists() {
	lists, size := c.linkLists()
	if size*2 > c.shownSize() {
		return
	}
	for _, list := range lists {
		for i := range list {
			list[i].setKind(annotate.Furniture, ruleLinkList)
		}
	}
}

// linkLists returns the lists in which every item is a link, and the number of their
// visible characters.
func (c *classifier) linkLists() (lists [][]leaf, size int) {
	for i := 0; i < len(c.leaves); {
		n, listSize, allLinks := i, 0, true
		for ; n < len(c.leaves) && c.leaves[n].Kind == annotate.ListItem && c.leaves[n].Rule.Name == ""; n++ {
			l := &c.leaves[n]
			allLinks = allLinks && l.isLink()
			listSize += l.size
		}
		if n-i >= 2 && allLinks && !c.isIntroduced(i) {
			lists = append(lists, c.leaves[i:n])
			size += listSize
		}
		i = max(n, i+1)
	}
	return lists, size
}

// shownSize returns the number of visible characters of the article outside folded
// blocks.
func (c *classifier) shownSize() int {
	size := 0
	for i := range c.leaves {
		if l := &c.leaves[i]; l.isKept() && !l.Folded {
			size += l.size
		}
	}
	return size
}

// isIntroduced reports whether the block before leaf i is part of the article and
// ends with a colon.
func (c *classifier) isIntroduced(i int) bool {
	return i > 0 && c.leaves[i-1].isKept() && !c.leaves[i-1].Folded && strings.HasSuffix(c.leaves[i-1].text, ":")
}

// foldRelated folds the links below a line such as "Read more:".
func (c *classifier) foldRelated() {
	for i := range c.leaves {
		if !c.leaves[i].isRelatedHead() {
			continue
		}
		for n := i + 1; n <= c.last; n++ {
			l := &c.leaves[n]
			if !l.isKept() {
				continue
			}
			if l.Rule.Name != "" && !l.Folded || l.linkSize*10 < l.size*8 {
				break
			}
			if l.Rule.Name == "" {
				l.setKind(annotate.Furniture, draft.Rule{Name: furniture.Related, Confidence: .9})
			}
		}
	}
}

// isRelatedHead reports whether a leaf is a short line that introduces links to
// other articles.
func (l *leaf) isRelatedHead() bool {
	return l.Rule.Name == furniture.Related && l.Folded && l.Kind == annotate.Furniture && l.isKept() &&
		words.Count(l.text, 6) < 6 && l.linkSize*2 <= l.size
}

// foldEmptyHeadings folds headings at the end of the article that have no text below
// them.
func (c *classifier) foldEmptyHeadings() {
	for i := c.last; i > c.prose; i-- {
		switch l := &c.leaves[i]; {
		case l.Folded || l.Kind == annotate.Caption || l.Kind == annotate.Date || l.Kind == annotate.Byline:
		case l.Kind == annotate.Heading:
			l.setKind(annotate.Furniture, ruleEmpty)
		default:
			return
		}
	}
}

// foldNotes folds notes about the author among the last blocks.
func (c *classifier) foldNotes() {
	for i, seen := c.last, 0; i > c.first && seen < 3; i-- {
		l := &c.leaves[i]
		if l.Rule.Name != "" {
			continue
		}
		seen++
		if l.Kind == annotate.Paragraph && (l.hints&namedBio != 0 || furniture.IsAuthorNote(l.text)) {
			l.setKind(annotate.Furniture, ruleNote)
		}
	}
}
