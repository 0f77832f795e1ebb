package page

import (
	"slices"
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
		if l.Rule.Name != "" && (l.Kind != annotate.Byline || i <= c.prose) {
			continue
		}
		seen++
		if furniture.IsAuthorNote(l.text) || l.Kind == annotate.Paragraph && (l.hints&namedBio != 0 || c.isBio(i)) {
			l.setKind(annotate.Furniture, ruleNote)
		}
	}
}

// isBio reports whether leaf i, after the prose, says who the author is: it begins with
// the name, or with the first name and “is”, neither of which is in the article before.
func (c *classifier) isBio(i int) bool {
	name, _, _ := strings.Cut(c.meta.Byline, ",")
	first, _, _ := strings.Cut(name, " ")
	text := words.Normalize(c.leaves[i].text)
	begins := strings.HasPrefix(text+" ", words.Normalize(name)+" ")
	if rest, ok := strings.CutPrefix(text, words.Normalize(first)+" "); ok && !begins {
		verb, _, _ := strings.Cut(rest, " ")
		begins = wordLists().Has("is", verb)
	}
	if first == name || !begins || words.Count(c.leaves[i].text, maxBio) == maxBio {
		return false
	}
	return !slices.ContainsFunc(c.leaves[c.prose:i], func(l leaf) bool {
		return l.isKept() && l.Kind != annotate.Byline && !l.Folded && strings.Contains(l.text, first)
	})
}

// maxBio is the number of words that a note about the author has not.
const maxBio = 90
