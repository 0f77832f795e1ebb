package page

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// restoreDropped keeps parts of the article that the readability library drops:
// quoted posts from other sites, single sentences, headings, sources, and its beginning.
func (c *classifier) restoreDropped() {
	for i := c.first; i < c.last; {
		n := i
		for n < c.last && !c.leaves[n].isKept() {
			n++
		}
		for j := i; j < n; j++ {
			l := &c.leaves[j]
			if l.hints&misplacedHints == 0 && (l.hints&embedded != 0 || n-i <= 2 && l.isSentence()) {
				l.keptSize = l.size
			}
		}
		i = n + 1
	}
	for i := c.first; i < c.last; i++ {
		if c.isHeadingOfKept(i) {
			c.leaves[i].keptSize = c.leaves[i].size
		}
	}
	c.restoreSources()
	c.restoreBeginning()
}

// isHeadingOfKept reports whether a leaf is the heading of a section, no link or furniture, and what
// follows it is kept, but for controls beside it such as "Copy link".
func (c *classifier) isHeadingOfKept(i int) bool {
	l := &c.leaves[i]
	if l.Kind != annotate.Heading || l.Level == 1 || l.isKept() || l.hints&misplacedHints != 0 || l.linkSize > 0 || isFurniture(l.text) {
		return false
	}
	for i++; i < c.last && (c.leaves[i].size <= 1 || isFurniture(c.leaves[i].text)); i++ {
	}
	return c.leaves[i].Kind != annotate.Heading && c.leaves[i].isKept()
}

func isFurniture(text string) bool {
	_, ok := furniture.Judge(text)
	return ok
}

// restoreSources keeps a list of sources right after the article: a heading such as
// "References", and the lines below it that are not all links.
func (c *classifier) restoreSources() {
	i := c.last + 1
	if i >= len(c.leaves) || c.leaves[i].Kind != annotate.Heading || !wordLists().Has("sources", strings.ToLower(strings.TrimRight(c.leaves[i].text, ":"))) {
		return
	}
	end := i + 1
	for end < len(c.leaves) && c.leaves[end].Kind == annotate.ListItem && !c.leaves[end].isLink() && c.leaves[end].hints&misplacedHints == 0 {
		end++
	}
	if end > i+1 {
		for ; i < end; i++ {
			c.leaves[i].keptSize = c.leaves[i].size
		}
		c.last = end - 1
	}
}

// restoreBeginning keeps the prose between the title, or the beginning of the first
// <article> if no title is above, and the text that the library keeps, whatever
// the elements around it are called; and with much of it also the lines between.
func (c *classifier) restoreBeginning() {
	const (
		excluded = hidden | inNav | inAside | inFooter | inFigure | inForm | namedComments | namedCaption | namedBio
		long     = 40 // words of prose that is not a teaser
	)
	start := c.title + 1
	if c.title < 0 || c.title > c.prose {
		start = slices.IndexFunc(c.leaves, func(l leaf) bool { return l.hints&inArticle != 0 })
	}
	if start < 0 {
		return
	}
	beginning, restored, size := c.leaves[start:max(start, c.prose)], -1, 0
	for i := range beginning {
		l := &beginning[i]
		if !l.isProse() || !l.isSentence() || l.hints&excluded != 0 {
			continue
		}
		if isLong := words.Count(l.text, long) == long; isLong || l.hints&misplacedHints == 0 && len(beginning) <= headDepth {
			l.keptSize = l.size
			size += l.size
			if isLong && restored < 0 {
				restored = i
			}
		}
	}
	if restored >= 0 && size >= minKept {
		c.dropBeside(beginning[restored].article)
	}
	if restored < 0 || c.title < 0 || c.title > c.prose {
		return
	}
	for i := range beginning {
		if l := &beginning[i]; l.hints&misplacedHints == 0 && l.linkSize*3 < l.size && (i > restored || l.isProse()) {
			l.keptSize = l.size
		}
	}
}

// dropBeside drops the text in articles beside a, whose prose the library drops in favor of
// theirs.
func (c *classifier) dropBeside(a article) {
	for i := range c.leaves {
		if l := &c.leaves[i]; i != c.title && l.article.isBeside(a) {
			l.keptSize = 0
		}
	}
	c.findBody()
}

// misplacedHints is the set of hints that a block within the article does not belong
// to it.
const misplacedHints = hidden | inNav | inAside | inFooter | inHeader | inFigure | inForm | namedCaption | namedCredit | namedRelated |
	namedShare | namedPromotion | namedComments | namedBio | namedNav | namedTags | namedPull
