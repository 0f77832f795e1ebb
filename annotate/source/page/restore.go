package page

import (
	"slices"

	"galley/annotate/source/words"
)

// restoreDropped keeps parts of the article that the readability library drops:
// quoted posts from other sites, single sentences, and its beginning.
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
	c.restoreBeginning()
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
