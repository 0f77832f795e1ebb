package page

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// decide sets the kind of a leaf that is not in the head of the article.
func (c *classifier) decide(i int) {
	l := &c.leaves[i]
	switch {
	case l.hints&hidden != 0:
		l.setKind(annotate.Furniture, ruleHidden)
	case i == c.wall:
		l.setKind(annotate.Furniture, ruleWall)
	case !l.isKept():
		rule := ruleOutside
		if verdict, ok := furniture.Judge(l.text); ok && verdict.Folded {
			rule = verdict.Rule
		}
		l.setKind(annotate.Furniture, rule)
	case l.Kind == annotate.Code || l.Kind == annotate.Table:
	case c.title >= 0 && i != c.title && l.size <= maxText && i < c.first+headDepth && words.Normalize(l.text) == words.Normalize(c.meta.Title):
		l.setKind(annotate.Furniture, ruleRepeated)
	case l.isCaption():
		l.setKind(annotate.Caption, ruleCaption)
	case i < c.title && c.isTitleOnTop, i < c.prose && l.isLabel():
		l.setKind(annotate.Furniture, ruleAbove)
	case l.text != "":
		c.judge(i)
	}
}

// isCaption reports whether the page says that a leaf belongs to a picture.
func (l *leaf) isCaption() bool {
	switch {
	case l.Kind == annotate.Caption:
		return true
	case l.Kind == annotate.Heading:
		return l.hints&inFigure != 0
	case l.hints&(namedCaption|namedCredit) != 0:
		return true
	}
	return l.hints&inFigure != 0 && l.Kind == annotate.Paragraph && l.size <= maxText
}

// isLabel reports whether a leaf is only a link of a few words, like the name of the
// section above an article.
func (l *leaf) isLabel() bool {
	return l.Kind == annotate.Paragraph && l.isLink() && words.Count(l.text, 5) < 5
}

// isLink reports whether nearly all of a leaf is in links.
func (l *leaf) isLink() bool { return l.linkSize*10 >= l.size*9 }

// judge decides what a block of the article is by its words and the names around it.
func (c *classifier) judge(i int) {
	l := &c.leaves[i]
	isHeading := l.Kind == annotate.Heading
	isShort := !l.isProse() && words.Count(l.text, noteWords) < noteWords
	verdict, ok := furniture.Judge(l.text)
	switch {
	case ok && c.agrees(verdict, i):
		l.setKind(verdict.Kind, verdict.Rule)
	case isShort && l.hints&(namedPromotion|namedComments|inFooter) != 0,
		isShort && l.hints&(namedRelated|namedShare) != 0 && (l.linkSize > 0 || !l.isSentence()),
		l.hints&(namedNav|namedTags|inNav) != 0 && l.linkSize*2 >= l.size:
		l.setKind(annotate.Furniture, ruleNamed)
	case !isHeading && c.atEdge(i) && (l.Kind != annotate.ListItem || i < c.prose) && l.isDate():
		l.setKind(annotate.Date, ruleDate)
	case !isHeading && (c.atEdge(i) || l.hints&namedByline != 0) && l.isByline():
		l.setKind(annotate.Byline, ruleByline)
	case !isHeading && (l.isFollow() || furniture.IsWall(l.text)):
		l.setKind(annotate.Furniture, draft.Rule{Name: furniture.Plug, Confidence: .94})
	case l.Kind == annotate.Paragraph && l.isLinkLine():
		l.setKind(annotate.Furniture, ruleLinkLine)
	}
}

// edge is the number of blocks at either end of an article that may belong to its head
// or foot.
const edge = 6

// atEdge reports whether leaf i is at the beginning or the end of the article.
func (c *classifier) atEdge(i int) bool { return i < c.first+edge || i > c.last-edge }

// noteWords is the number of words that make a block part of the article, whatever the
// page calls it.
const noteWords = 40

// agrees reports whether the page agrees with a verdict on the words of leaf i. Prose
// is a plug only if much of it is a link, or if the page calls it one. A heading needs
// such evidence too.
func (c *classifier) agrees(v furniture.Verdict, i int) bool {
	l := &c.leaves[i]
	switch v.Name {
	case furniture.Plug:
		if l.hints&(namedPromotion|inForm|inAside) != 0 || l.linkSize*3 >= l.size {
			return true
		}
		return l.Kind != annotate.Heading && (!l.isProse() || i >= c.last-1)
	case furniture.Copyright:
		return i > c.last-edge || strings.Contains(l.text, "©") || !l.isProse()
	}
	return true
}

// isLinkLine reports whether a leaf consists only of links: in capitals, or several of
// a few words each.
func (l *leaf) isLinkLine() bool {
	if !l.isLink() || l.size == 0 {
		return false
	}
	if strings.ToUpper(l.text) == l.text && strings.ToLower(l.text) != l.text && words.Count(l.text, 4) > 2 {
		return true
	}
	links, href := 0, ""
	for _, p := range l.Pieces {
		if p.Href != "" && p.Href != href {
			links++
		}
		href = p.Href
	}
	return links >= 3 && words.Count(l.text, 4*links+1) <= 4*links
}

// isFollow reports whether a leaf asks to follow someone on another site and
// links to it.
func (l *leaf) isFollow() bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(l.text), "please "), " ")
	return wordLists().Has("follow", first) && words.Count(l.text, noteWords) < noteWords &&
		slices.ContainsFunc(l.Pieces, func(p draft.Piece) bool { return isProfile(p.Href) })
}

// isProfile reports whether an address is that of a social network.
func isProfile(address string) bool {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return wordLists().Has("social", strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(host), "www."), "m."))
}
