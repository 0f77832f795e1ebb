package page

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// A tail folds what follows the end of an article.
type tail struct{ *classifier }

func (c tail) fold() {
	size, prose := c.sizes(c.first, c.last)
	before, proseBefore := c.sizes(c.first, c.prose)
	for i := c.prose + 1; i <= c.last; i++ {
		if c.endsAt(i, ending{before, size - before, proseBefore, prose - proseBefore}) {
			for ; i <= c.last; i++ {
				if l := &c.leaves[i]; !l.Folded {
					l.setKind(annotate.Furniture, ruleTail)
				}
			}
			return
		}
		s, p := c.sizes(i, i)
		before, proseBefore = before+s, proseBefore+p
	}
}

// An ending holds the sizes of what is shown before a leaf, and from it on.
type ending struct{ before, after, proseBefore, proseAfter int }

// sizes returns the number of visible characters that are shown from one leaf to
// another, and how many of them are prose.
func (c tail) sizes(from, to int) (size, prose int) {
	for i := from; i <= to; i++ {
		l := &c.leaves[i]
		if l.Folded || !l.isKept() {
			continue
		}
		size += l.size
		if l.isProse() {
			prose += l.size
		}
	}
	return size, prose
}

// endsAt reports whether the article has ended before leaf i.
func (c tail) endsAt(i int, e ending) bool {
	l := &c.leaves[i]
	switch {
	case !l.isKept() || e.proseBefore < minKept || e.before < e.after:
		return false
	case l.Rule.Name == furniture.EndMatter:
		return e.proseAfter*5 <= e.proseBefore
	case l.Folded && !l.isRelatedHead():
		return false
	}
	return c.areTeasers(i) || c.areLinksBelow(i) || c.isAboutBelow(i)
}

// areTeasers reports whether leaf i and those after it are teasers of other articles:
// two or more headings, or three or more lines, that are links within the site, with a
// few blocks each.
func (c tail) areTeasers(i int) bool {
	const maxBlocks = 3 // between two links
	if l := &c.leaves[i]; l.isProse() || !l.isLinkedLine() && words.Count(l.text, headWords+1) > headWords {
		return false
	}
	headings, links, blocks := 0, 0, 0
	for ; i <= c.last; i++ {
		l := &c.leaves[i]
		switch {
		case l.Folded:
		case l.isLinkedLine():
			blocks = 0
			if c.isOwnLink(l) {
				links++
			}
			if c.isOwnLink(l) && l.Kind == annotate.Heading {
				headings++
			}
		case blocks == maxBlocks, links == 0 && l.isProse():
			return false
		default:
			blocks++
		}
	}
	return headings >= 2 || links >= 3
}

// headWords is the maximum number of words of a line above teasers.
const headWords = 6

// isLinkedLine reports whether a leaf is a link of a few words, like the title of another
// article.
func (l *leaf) isLinkedLine() bool {
	switch l.Kind {
	case annotate.Heading, annotate.Paragraph, annotate.ListItem:
		return l.size > 0 && l.isLink() && words.Count(l.text, 4) == 4
	}
	return false
}

// isOwnLink reports whether the links of a leaf are within the site, or relative.
func (c tail) isOwnLink(l *leaf) bool {
	for _, p := range l.Pieces {
		if p.Href != "" {
			return c.info.addresses.isOwn(p.Href)
		}
	}
	return true
}

// areLinksBelow reports whether leaf i introduces other articles, and all below it is links.
func (c tail) areLinksBelow(i int) bool {
	if l := &c.leaves[i]; !l.isRelatedHead() && !(c.isHead(l) && furniture.IsMore(l.text)) {
		return false
	}
	links := 0
	for _, l := range c.leaves[i+1 : c.last+1] {
		if !l.isKept() || l.Folded {
			continue
		}
		if l.linkSize == 0 || l.Kind == annotate.Paragraph && l.isProse() {
			return false
		}
		links++
	}
	return links > 0
}

// isHead reports whether a leaf is a heading, or a line that looks like one.
func (c tail) isHead(l *leaf) bool {
	if l.Kind == annotate.Heading {
		return true
	}
	for _, p := range l.Pieces {
		if p.Style&annotate.Strong == 0 && !isBlank(p.Text) {
			return false
		}
	}
	return l.Kind == annotate.Paragraph
}

// isAboutBelow reports whether leaf i introduces what a company says about itself, up
// to the end.
func (c tail) isAboutBelow(i int) bool {
	l := &c.leaves[i]
	head, next, isTwo := strings.Cut(l.Text(), "\n")
	for n := i + 1; n <= c.last && !isTwo; n++ {
		if c.leaves[n].isKept() && !c.leaves[n].Folded {
			next, isTwo = c.leaves[n].text, true
		}
	}
	return c.leaves[i].size > 0 && furniture.IsAbout(draft.OneLine(head), next)
}
