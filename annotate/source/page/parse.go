package page

import (
	"slices"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// Parse reads a page in UTF-8 as a website serves it. base is its address, or ""
// if unknown: then relative links are resolved against the address that the page
// gives, or become plain text. Blocks outside the article are folded. A page
// without text has no blocks. The only error is [ErrTooLarge].
func Parse(source []byte, base string) (draft.Document, error) {
	root, err := parseTree(source)
	if err != nil {
		return draft.Document{}, err
	}
	info := readInfo(root, base)
	doc := draft.Document{Meta: info.meta(base), Canonical: info.address()}
	w := walker{addresses: info.addresses, keepHidden: true}
	w.walk(root)
	if isTooCostly(root) || w.markKept(root) != nil {
		w.markKeptByHints()
	}
	c := newClassifier(w.leaves, info, &doc.Meta)
	c.findTitle()
	c.findWall()
	if w.keptSize() < minKept || w.keptProse() < minKept && len(info.body()) > 0 {
		doc.Blocks = c.fallback()
	} else {
		c.classify()
		doc.Blocks = c.blocks()
	}
	c.completeMeta()
	return doc, nil
}

// minKept is the minimum number of visible characters in an article.
const minKept = 250

// keptSize returns the number of visible characters that the readability library
// keeps.
func (w *walker) keptSize() int {
	size := 0
	for i := range w.leaves {
		if l := &w.leaves[i]; l.isKept() {
			size += l.size
		}
	}
	return size
}

// keptProse returns the number of visible characters of the prose that the readability
// library keeps.
func (w *walker) keptProse() int {
	size := 0
	for i := range w.leaves {
		if l := &w.leaves[i]; l.isKept() && l.isProse() {
			size += l.size
		}
	}
	return size
}

// markKeptByHints keeps the leaves outside navigation, asides and footers. If the page
// has a long enough <article>, it keeps only leaves inside it.
func (w *walker) markKeptByHints() {
	const excluded = hidden | inNav | inAside | inFooter | inForm | namedRelated | namedShare | namedComments | namedNav | namedTags
	article := 0
	for i := range w.leaves {
		l := &w.leaves[i]
		l.keptSize = 0
		if l.hints&excluded == 0 && l.linkSize*2 < l.size {
			l.keptSize = l.size
			if l.hints&inArticle != 0 {
				article += l.size
			}
		}
	}
	if article < minKept {
		return
	}
	for i := range w.leaves {
		if w.leaves[i].hints&inArticle == 0 {
			w.leaves[i].keptSize = 0
		}
	}
}

func (c *classifier) blocks() []draft.Block {
	blocks := make([]draft.Block, len(c.leaves))
	for i := range c.leaves {
		blocks[i] = c.leaves[i].Block
	}
	return blocks
}

// fallback returns the blocks of a page in which no article was found. If the page has
// a long enough text for machines, that text follows the title and the prose below it, and
// the rest of the page is furniture. Otherwise the blocks are everything that the page shows and, if that is
// little, also hidden blocks, navigation and footers.
func (c *classifier) fallback() []draft.Block {
	if body := c.info.body(); len(body) > 0 {
		c.wall = len(c.leaves)
		c.classify()
		at := c.title + 1
		for i := range c.leaves {
			switch l := &c.leaves[i]; {
			case l.Folded || l.Rule.Name != "" && !l.Kind.Numbered() && l.Kind != annotate.Heading:
			case l.isProse() && c.title >= 0 && i >= at && i <= c.title+headDepth && !slices.ContainsFunc(body, func(b draft.Block) bool { return draft.OneLine(b.Text()) == l.text }):
				at = i + 1
			default:
				l.setKind(annotate.Furniture, ruleOutside)
			}
		}
		return slices.Insert(c.blocks(), at, body...)
	}
	const excluded = hidden | inNav | inFooter
	shown := 0
	for i := range c.leaves {
		if l := &c.leaves[i]; l.hints&excluded == 0 {
			shown += l.size
		}
	}
	hasWall := c.wall < len(c.leaves)
	for i := range c.leaves {
		l := &c.leaves[i]
		if isOutside := hasWall && (i < c.title || i >= c.wall); !isOutside && (l.hints&excluded == 0 || shown < minKept && !hasWall) {
			l.keptSize = l.size
		}
	}
	c.findBody()
	c.findHead()
	for i := range c.leaves {
		switch l := &c.leaves[i]; {
		case l.Rule.Name != "":
		case i == c.wall:
			l.setKind(annotate.Furniture, ruleWall)
		case l.isKept():
			l.Rule = ruleShort
		default:
			l.setKind(annotate.Furniture, ruleOutside)
		}
	}
	return c.blocks()
}
