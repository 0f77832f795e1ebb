package page

import (
	"strings"

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
	if w.keptSize() < minKept {
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

// fallback returns the blocks of a page in which no article was found. If the
// structured data of the page has a long enough text, that text comes first, and the
// page itself is all furniture. Otherwise the blocks are everything that the page shows
// and, if that is little, also hidden blocks, navigation and footers.
func (c *classifier) fallback() []draft.Block {
	if body := c.info.body(); len(body) > 0 {
		c.classify()
		for i := range c.leaves {
			if l := &c.leaves[i]; !l.Folded && (l.Rule.Name == "" || l.Kind.Numbered() || l.Kind == annotate.Heading) {
				l.setKind(annotate.Furniture, ruleOutside)
			}
		}
		return append(body, c.blocks()...)
	}
	const excluded = hidden | inNav | inFooter
	shown := 0
	for i := range c.leaves {
		if l := &c.leaves[i]; l.hints&excluded == 0 {
			shown += l.size
		}
	}
	for i := range c.leaves {
		if l := &c.leaves[i]; l.hints&excluded == 0 || shown < minKept {
			l.keptSize = l.size
		}
	}
	c.findTitle()
	c.findBody()
	c.findHead()
	for i := range c.leaves {
		switch l := &c.leaves[i]; {
		case l.Rule.Name != "":
		case l.isKept():
			l.Rule = ruleShort
		default:
			l.setKind(annotate.Furniture, ruleOutside)
		}
	}
	return c.blocks()
}

// body returns the text of the article in the structured data of a page, or nil
// if it is missing or too short.
func (p *pageInfo) body() []draft.Block {
	text := p.objects.text(p.objects.article(), "articleBody", "text")
	if visibleLen(text) < minKept {
		return nil
	}
	if raw, ok := p.objects.article()["articleBody"].(string); ok {
		text = raw
	}
	var blocks []draft.Block
	if strings.Contains(text, "</p>") {
		doc, err := Walk([]byte(text), "")
		if err != nil {
			return nil
		}
		blocks = doc.Blocks
	} else {
		for line := range strings.Lines(text) {
			if !isBlank(line) {
				blocks = append(blocks, draft.Block{Kind: annotate.Paragraph, Pieces: []draft.Piece{{Text: unescape(line)}}})
			}
		}
	}
	for i := range blocks {
		blocks[i].Rule = ruleDescribed
	}
	return blocks
}
