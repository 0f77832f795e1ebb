package page

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// decide decides on a leaf that is not of the head of the article.
func (s *sorter) decide(i int) {
	l, text := s.leaves[i], s.texts[i]
	switch {
	case l.hints&hidden != 0:
		s.set(i, annotate.Furniture, ruleHidden)
	case !l.isKept():
		s.set(i, annotate.Furniture, s.outside(i))
	case l.Kind == annotate.Code || l.Kind == annotate.Table:
	case s.title >= 0 && i != s.title && l.size <= largestText && i < s.first+headDepth && words.Normalize(text) == words.Normalize(s.meta.Title):
		s.set(i, annotate.Furniture, ruleRepeated)
	case l.isCaption():
		s.set(i, annotate.Caption, ruleCaption)
	case i < s.title && s.headed, s.isLabel(i):
		s.set(i, annotate.Furniture, ruleAbove)
	default:
		s.judge(i)
	}
}

// isCaption reports whether the page says that a leaf of the article belongs to
// a picture.
func (l leaf) isCaption() bool {
	switch {
	case l.Kind == annotate.Caption:
		return true
	case l.Kind == annotate.Heading:
		return l.hints&inFigure != 0
	case l.hints&(namedCaption|namedCredit) != 0:
		return true
	}
	return l.hints&inFigure != 0 && l.Kind == annotate.Paragraph && l.size <= largestText
}

// isLabel reports whether leaf i stands before the first sentence of the
// article and is nothing but a link of a few words: the name of the section.
func (s *sorter) isLabel(i int) bool {
	l := s.leaves[i]
	return i < s.prose && l.Kind == annotate.Paragraph && l.linkSize*10 >= l.size*9 && words.Count(s.texts[i], 5) < 5
}

// outside is the rule for what the classifier drops.
func (s *sorter) outside(i int) draft.Rule {
	if verdict, ok := furniture.Judge(s.texts[i]); ok && verdict.Folded {
		return verdict.Rule
	}
	return ruleOutside
}

// judge decides on a block of the article by its words and names.
func (s *sorter) judge(i int) {
	l, text := s.leaves[i], s.texts[i]
	if text == "" {
		return
	}
	verdict, ok := furniture.Judge(text)
	switch {
	case ok && s.agrees(verdict, i):
		s.set(i, verdict.Kind, verdict.Rule)
	case l.hints&(namedPromotion|namedComments|inFooter) != 0 && !isProse(text) && words.Count(text, longNote) < longNote,
		l.hints&(namedRelated|namedShare) != 0 && !isProse(text) && words.Count(text, longNote) < longNote && (l.linkSize > 0 || !s.isSentence(i)),
		l.hints&(namedNav|namedTags|inNav) != 0 && l.linkSize*2 >= l.size:
		s.set(i, annotate.Furniture, ruleNamed)
	case l.Kind != annotate.Heading && s.atEdge(i) && s.isDate(i):
		s.set(i, annotate.Date, ruleDate)
	case l.Kind != annotate.Heading && (s.atEdge(i) || l.hints&namedByline != 0) && s.isByline(i):
		s.set(i, annotate.Byline, ruleByline)
	case l.Kind != annotate.Heading && isFollow(l, text):
		s.set(i, annotate.Furniture, draft.Rule{Name: furniture.Plug, Sureness: .94})
	case l.Kind == annotate.Paragraph && isLinkLine(l, text):
		s.set(i, annotate.Furniture, ruleLinkLine)
	}
}

// edge is how many blocks at either end of an article may still be of its head
// or its foot.
const edge = 6

// atEdge reports whether leaf i is at the beginning or the end of the article.
func (s *sorter) atEdge(i int) bool { return i < s.first+edge || i > s.last-edge }

// longNote is how many words make a block a part of the article whatever the
// page calls it.
const longNote = 40

// agrees reports whether the page itself does not speak against what the words
// of leaf i say. What is prose is a plug only if it is mostly a link, or if the
// page names it so; headings need such a name too.
func (s *sorter) agrees(v furniture.Verdict, i int) bool {
	l, text := s.leaves[i], s.texts[i]
	switch v.Name {
	case furniture.Plug:
		if l.hints&(namedPromotion|inForm|inAside) != 0 || l.linkSize*3 >= l.size {
			return true
		}
		return l.Kind != annotate.Heading && (!isProse(text) || i >= s.last-1)
	case furniture.Copyright:
		return i > s.last-edge || strings.Contains(text, "©") || !isProse(text)
	}
	return true
}

// isLinkLine reports whether a leaf is nothing but links in capitals, or
// several of a few words each.
func isLinkLine(l leaf, text string) bool {
	if l.linkSize*10 < l.size*9 || l.size == 0 {
		return false
	}
	if strings.ToUpper(text) == text && strings.ToLower(text) != text && words.Count(text, 4) > 2 {
		return true
	}
	links, href := 0, ""
	for _, p := range l.Pieces {
		if p.Href != "" && p.Href != href {
			links++
		}
		href = p.Href
	}
	return links >= 3 && words.Count(text, 4*links+1) <= 4*links
}

// isFollow reports whether a leaf asks to follow someone on another site, to
// which it links.
func isFollow(l leaf, text string) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(text), "please "), " ")
	switch first {
	case "follow", "like", "find", "join", "connect", "suivez", "síguenos", "sigue", "folgen", "folge", "segui", "seguici", "siga", "volg":
		return words.Count(text, longNote) < longNote && slices.ContainsFunc(l.Pieces, func(p draft.Piece) bool { return isProfile(p.Href) })
	}
	return false
}

// isProfile reports whether an address is of a site where people are followed.
func isProfile(address string) bool {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	host = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(host), "www."), "m.")
	switch host {
	case "twitter.com", "x.com", "facebook.com", "instagram.com", "linkedin.com", "youtube.com", "tiktok.com", "threads.net", "bsky.app", "plus.google.com":
		return true
	}
	return false
}
