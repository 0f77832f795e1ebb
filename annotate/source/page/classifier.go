package page

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// A classifier decides what each leaf of a page is.
type classifier struct {
	leaves []leaf
	info   *pageInfo
	meta   *annotate.Meta

	title        int  // index of the title among the leaves, or -1
	first, last  int  // indexes of the first and the last leaf of the article
	prose        int  // index of its first leaf that is prose
	wall         int  // index of the line from which on the page is for subscribers, or len(leaves)
	isTitleOnTop bool // the title precedes nearly all of the article
}

func newClassifier(leaves []leaf, info *pageInfo, meta *annotate.Meta) *classifier {
	for i := range leaves {
		if l := &leaves[i]; l.size <= maxPart {
			l.text = draft.OneLine(l.Text())
		}
	}
	return &classifier{leaves: leaves, info: info, meta: meta}
}

func (c *classifier) classify() {
	c.findBody()
	c.findTop()
	c.restoreDropped()
	c.findHead()
	for i := range c.leaves {
		if c.leaves[i].Rule.Name == "" {
			c.decide(i)
		}
	}
	c.foldLinkLists()
	c.foldRelated()
	tail{c}.fold()
	c.foldNotes()
	c.foldEmptyHeadings()
}

// setKind sets the kind of a leaf and the rule that gave it.
func (l *leaf) setKind(kind annotate.Kind, r draft.Rule) {
	l.Kind, l.Rule, l.Folded = kind, r, r.Folds(kind)
	if kind != annotate.Heading && kind != annotate.ListItem {
		l.Level = 0
	}
}

// findTitle chooses the title and the leaf that shows it.
func (c *classifier) findTitle() {
	var headings []string
	site := c.meta.Site
	for i := range c.leaves {
		switch l := &c.leaves[i]; {
		case l.Kind != annotate.Heading || l.Level != 1 || l.hints&hidden != 0:
		case c.isLogo(l):
			site = cmp.Or(site, l.text)
		default:
			headings = append(headings, l.text)
		}
	}
	c.meta.Title = c.info.titleFrom(headings, site)
	c.title = -1
	best := 0
	for i := range c.leaves {
		if l := &c.leaves[i]; !c.isLogo(l) {
			if rank := l.titleRank(c.meta.Title); rank > best {
				c.title, best = i, rank
			}
		}
	}
	if c.title < 0 {
		c.findHeadline()
	}
	if c.title >= 0 {
		c.leaves[c.title].setKind(annotate.Title, ruleTitle)
	}
}

// minHeadline is the minimum number of words of a headline that the page does not
// declare.
const minHeadline = 3

// findHeadline makes the only heading of the first level at the article its title, also
// if the page declares another, as for search engines.
func (c *classifier) findHeadline() {
	const excluded = hidden | inNav | inAside | inFooter | namedRelated | namedComments
	for i := range c.leaves {
		l := &c.leaves[i]
		if l.Kind != annotate.Heading || l.Level != 1 || l.size > maxText || l.hints&excluded != 0 || c.isLogo(l) || isSiteName(l.text, c.meta.Site) {
			continue
		}
		if c.title >= 0 { // which of two?
			c.title = -1
			return
		}
		if l.hints&inArticle != 0 && words.Count(l.text, minHeadline) == minHeadline || words.Similar(l.text, c.meta.Title) {
			c.title = i
		}
	}
	if c.title >= 0 {
		c.meta.Title = c.leaves[c.title].text
	}
}

// isLogo reports whether a leaf is the name of the site: the page calls it that, or all
// of it links to the front page.
func (c *classifier) isLogo(l *leaf) bool {
	if l.hints&namedLogo != 0 {
		return true
	}
	if l.size == 0 || !l.isLink() || len(l.Pieces) == 0 || l.size > maxLine {
		return false
	}
	for _, p := range l.Pieces {
		if p.Href != "" {
			_, rest, _ := strings.Cut(p.Href, "://")
			_, path, _ := strings.Cut(rest, "/")
			return strings.TrimPrefix(path, "index.html") == ""
		}
	}
	return false
}

// titleRank returns how likely a leaf is to show the title, from 1 to 4, or 0 if it
// does not.
func (l *leaf) titleRank(title string) int {
	if title == "" || l.size > maxText || l.hints&(hidden|namedRelated|inNav|inFooter) != 0 || !isTitleOf(l.text, title) {
		return 0
	}
	switch {
	case l.Kind == annotate.Heading && l.Level == 1:
		return 4
	case l.Kind == annotate.Heading && l.Level == 2, l.hints&namedHeadline != 0:
		return 3
	case l.Kind == annotate.Heading:
		return 2
	case words.Normalize(l.text) == words.Normalize(title):
		return 1
	}
	return 0
}

// findBody finds where the article begins and ends.
func (c *classifier) findBody() {
	c.first, c.last = len(c.leaves), -1
	for i := range c.leaves {
		if l := &c.leaves[i]; l.isKept() && l.hints&hidden == 0 {
			c.first, c.last = min(c.first, i), i
		}
	}
	for c.prose = c.first; c.prose < c.last; c.prose++ {
		if l := &c.leaves[c.prose]; l.isKept() && l.isProse() {
			break
		}
	}
}

// findTop determines whether the title is at the top of the article. On some pages,
// the heading that repeats it is at the bottom.
func (c *classifier) findTop() {
	above, all := 0, 0
	for i := range c.leaves {
		if l := &c.leaves[i]; l.isKept() {
			all += l.size
			if i < c.title {
				above += l.size
			}
		}
	}
	c.isTitleOnTop = above*5 <= all
}

// headDepth is the number of blocks of an article that are searched for bylines and
// dates.
const headDepth = 8

// findHead finds the deck, the byline and the date around the title.
func (c *classifier) findHead() {
	var deck, byline, date bool
	start, end := c.title+1, min(len(c.leaves), max(c.first, c.title)+headDepth)
	if c.title < 0 {
		deck, start = true, max(0, c.first-headDepth)
	}
	prose := 0
	for i := start; i < end && prose < 2; i++ {
		switch l := &c.leaves[i]; {
		case l.hints&(hidden|namedRelated|namedComments|inNav) != 0 || l.Kind == annotate.Caption:
		case !deck && c.isDeck(l):
			deck = true
			l.setKind(annotate.Deck, ruleDeck)
			c.meta.Deck = l.text
		case !byline && l.isByline():
			byline = true
			l.setKind(annotate.Byline, ruleByline)
			c.setByline(furniture.BylineName(l.text))
		case !date && l.isDate():
			date = true
			l.setKind(annotate.Date, ruleDate)
			c.setByline(creditedName(l.text))
		case !byline && !date && l.isCredit():
			byline, date = true, true
			l.setKind(annotate.Byline, ruleByline)
			c.setByline(creditedName(l.text))
		case l.size <= maxLine && l.Kind == annotate.Heading && l.Level >= 4 && furniture.IsByline(l.text):
			c.setByline(furniture.BylineName(l.text))
		case l.isKept() && l.isProse():
			prose++
		}
	}
}

// setByline sets the name of the author, unless the page declares one.
func (c *classifier) setByline(name string) {
	if c.meta.Byline == "" {
		c.meta.Byline = joinNames([]string{name})
	}
}

// isDeck reports whether a leaf, between the title and the article, is the deck.
func (c *classifier) isDeck(l *leaf) bool {
	if n := words.Count(l.text, 81); n < 4 || n > 80 || l.hints&(inNav|inFigure|inForm) != 0 || l.linkSize*2 > l.size {
		return false
	}
	if l.hints&namedDeck != 0 {
		return true
	}
	if l.isKept() && l.Kind != annotate.Heading {
		return false
	}
	return slices.ContainsFunc(c.info.decks(), func(deck string) bool { return words.Normalize(deck) == words.Normalize(l.text) })
}

// isSentence reports whether a leaf reads like a part of the article.
func (l *leaf) isSentence() bool {
	switch l.Kind {
	case annotate.Paragraph, annotate.ListItem, annotate.Quotation:
		return l.linkSize*3 < l.size && words.Count(l.text, 8) == 8 && (words.EndsSentence(l.text) || strings.HasSuffix(l.text, ":"))
	}
	return false
}

func (l *leaf) isByline() bool {
	if l.size > maxLine || l.Kind == annotate.Heading {
		return false
	}
	if furniture.IsByline(l.text) {
		return true
	}
	return l.hints&namedByline != 0 && l.hints&(inForm|inNav|namedShare) == 0 && words.Count(l.text, 15) < 15 && !words.EndsSentence(l.text) &&
		!furniture.IsDateLine(l.text) && authorName(l.text) != ""
}

// isCredit reports whether a leaf is one line that says when the article was written
// and who wrote it.
func (l *leaf) isCredit() bool {
	if l.size > maxLine || l.Kind == annotate.Heading || words.EndsSentence(l.text) || creditedName(l.text) == "" {
		return false
	}
	_, ok := dateIn(l.text, dayFirst)
	return ok && words.Count(l.text, proseWords) < proseWords
}

func (l *leaf) isDate() bool {
	return l.size <= maxLine && (furniture.IsDateLine(l.text) || l.hints&namedDate != 0 && words.Count(l.text, 15) < 15 && strings.ContainsAny(l.text, "0123456789"))
}

// proseWords is the minimum number of words in prose.
const proseWords = 15

// isProse reports whether a leaf is running text. A leaf that is too long for its text
// to be set is prose.
func (l *leaf) isProse() bool {
	return l.text == "" || words.Count(l.text, proseWords) == proseWords && words.EndsSentence(l.text)
}
