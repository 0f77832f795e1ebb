package page

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// A rule names what decided on a block, and how sure that is: the share of the
// blocks of news pages that it hit rightly.
type rule struct {
	name     string
	sureness float32
}

// The rules of pages. Those by the words of a block alone are in package
// furniture.
var (
	ruleHidden    = rule{"W0 hidden by the page", .95}
	ruleOutside   = rule{"W1 outside the article", .93}
	ruleNamed     = rule{"W2 named so by the page", .9}
	ruleRepeated  = rule{"H2 repeated title", .89}
	ruleAbove     = rule{"W3 above the article", .95}
	ruleLinkList  = rule{"D3 list of links", .87}
	ruleLinkLine  = rule{"W4 line of links", .9}
	ruleCaption   = rule{"D2 caption", .83}
	ruleTitle     = rule{"W5 title of the page", .98}
	ruleDeck      = rule{"W6 below the title", .9}
	ruleByline    = rule{"H4 byline", .93}
	ruleDate      = rule{"H3 date line", .93}
	ruleNote      = rule{"T4 author note", .9}
	ruleEmpty     = rule{"W9 heading of nothing", .9}
	ruleShort     = rule{"W7 nothing long enough found", .5}
	ruleDescribed = rule{"W8 text in the page's data", .6}
)

// A sorter decides what each leaf of a page is.
type sorter struct {
	leaves []leaf
	texts  []string // of the leaves, on one line
	said   *sayings
	meta   *annotate.Meta

	title       int // index of the leaf that is the title, -1 for none
	first, last int // first and last leaf of the article
	prose       int // first leaf of it that is prose
}

// sort decides on all leaves.
func (s *sorter) sort() {
	s.readTexts()
	s.findTitle()
	s.findBody()
	s.takeBack()
	s.findHead()
	for i := range s.leaves {
		if s.leaves[i].Rule == "" {
			s.decide(i)
		}
	}
	s.foldLists()
	s.foldLed()
	s.foldNotes()
	s.foldEnds()
}

func (s *sorter) readTexts() {
	s.texts = make([]string, len(s.leaves))
	for i := range s.leaves {
		if s.leaves[i].size <= largestPart {
			s.texts[i] = oneLine(s.leaves[i].Text())
		}
	}
}

// set decides on a leaf.
func (s *sorter) set(i int, kind annotate.Kind, r rule) {
	l := &s.leaves[i]
	l.Kind, l.Rule, l.Sureness = kind, r.name, r.sureness
	l.Folded = kind == annotate.Furniture && r.sureness >= furniture.FoldFrom
	if kind != annotate.Heading && kind != annotate.ListItem {
		l.Level = 0
	}
}

// findTitle chooses the title and the leaf that shows it.
func (s *sorter) findTitle() {
	var headings []string
	for i, l := range s.leaves {
		if l.Kind == annotate.Heading && l.Level == 1 && l.hints&hidden == 0 {
			headings = append(headings, s.texts[i])
		}
	}
	s.meta.Title = s.said.titleFrom(headings, s.meta.Site)
	s.title = -1
	best := 0
	for i, l := range s.leaves {
		if rank := s.titleRank(i, l); rank > best {
			s.title, best = i, rank
		}
	}
	if s.title >= 0 {
		s.set(s.title, annotate.Title, ruleTitle)
	}
}

// titleRank tells how well a leaf would do as the title, 0 for not at all.
func (s *sorter) titleRank(i int, l leaf) int {
	if s.meta.Title == "" || l.size > largestText || l.hints&(hidden|namedRelated|inNav|inFooter) != 0 || !isTitleOf(s.texts[i], s.meta.Title) {
		return 0
	}
	switch {
	case l.Kind == annotate.Heading && l.Level == 1:
		return 4
	case l.Kind == annotate.Heading && l.Level == 2, l.hints&namedHeadline != 0:
		return 3
	case l.Kind == annotate.Heading:
		return 2
	case bare(s.texts[i]) == bare(s.meta.Title):
		return 1
	}
	return 0
}

// findBody finds where the article begins and ends.
func (s *sorter) findBody() {
	s.first, s.last = len(s.leaves), -1
	for i, l := range s.leaves {
		if l.isKept() && l.hints&hidden == 0 {
			s.first, s.last = min(s.first, i), i
		}
	}
	for s.prose = s.first; s.prose < s.last; s.prose++ {
		if s.leaves[s.prose].isKept() && isProse(s.texts[s.prose]) {
			break
		}
	}
}

// takeBack keeps what the classifier drops within the article though it looks
// like the rest: posts of other sites that are quoted, and single sentences.
func (s *sorter) takeBack() {
	for i := s.first; i < s.last; {
		n := i
		for n < s.last && !s.leaves[n].isKept() {
			n++
		}
		for j := i; j < n; j++ {
			l := &s.leaves[j]
			if l.hints&misplaced == 0 && (l.hints&inlay != 0 || n-i <= 2 && s.isSentence(j)) {
				l.keptSize = l.size
			}
		}
		i = n + 1
	}
}

// misplaced are the hints of what stands within an article but is none of it.
const misplaced = hidden | inNav | inAside | inFooter | inHeader | inFigure | inForm | namedCaption | namedCredit | namedRelated |
	namedShare | namedPromotion | namedComments | namedBio | namedNav | namedTags | namedPull

// isSentence reports whether leaf i reads like a part of the article.
func (s *sorter) isSentence(i int) bool {
	l, text := s.leaves[i], s.texts[i]
	switch l.Kind {
	case annotate.Paragraph, annotate.ListItem, annotate.Quotation:
		return l.linkSize*3 < l.size && words.Count(text, 8) == 8 && (words.EndsSentence(text) || strings.HasSuffix(text, ":"))
	}
	return false
}

// headDepth is how many blocks of an article bylines and dates are looked for.
const headDepth = 8

// findHead finds the deck, the byline and the date around the title.
func (s *sorter) findHead() {
	var deck, byline, date bool
	start, end := s.title+1, min(len(s.leaves), max(s.first, s.title)+headDepth)
	if s.title < 0 {
		deck, start = true, max(0, s.first-headDepth)
	}
	prose := 0
	for i := start; i < end && prose < 2; i++ {
		l, text := s.leaves[i], s.texts[i]
		switch {
		case l.hints&(hidden|namedRelated|namedComments|inNav) != 0 || l.Kind == annotate.Caption:
		case !deck && s.isDeck(i):
			deck = true
			s.set(i, annotate.Deck, ruleDeck)
			s.meta.Deck = text
		case !byline && s.isByline(i):
			byline = true
			s.set(i, annotate.Byline, ruleByline)
			if s.meta.Byline == "" {
				s.meta.Byline = joinNames([]string{furniture.BylineName(text)})
			}
		case !date && s.isDate(i):
			date = true
			s.set(i, annotate.Date, ruleDate)
		case l.isKept() && isProse(text):
			prose++
		}
	}
}

// isDeck reports whether leaf i is what the page shows between the title and
// the article.
func (s *sorter) isDeck(i int) bool {
	l, text := s.leaves[i], s.texts[i]
	if n := words.Count(text, 81); n < 4 || n > 80 || l.hints&(inNav|inFigure|inForm) != 0 || l.linkSize*2 > l.size {
		return false
	}
	if l.hints&namedDeck != 0 {
		return true
	}
	if l.isKept() && l.Kind != annotate.Heading {
		return false
	}
	return slices.ContainsFunc(s.said.decks(), func(said string) bool { return bare(said) == bare(text) })
}

func (s *sorter) isByline(i int) bool {
	l, text := s.leaves[i], s.texts[i]
	if l.size > largestLine || l.Kind == annotate.Heading {
		return false
	}
	if furniture.IsByline(text) {
		return true
	}
	return l.hints&namedByline != 0 && l.hints&(inForm|inNav|namedShare) == 0 && words.Count(text, 15) < 15 && !words.EndsSentence(text) &&
		!furniture.IsDateLine(text) && nameOf(text) != ""
}

func (s *sorter) isDate(i int) bool {
	l, text := s.leaves[i], s.texts[i]
	return l.size <= largestLine && (furniture.IsDateLine(text) || l.hints&namedDate != 0 && words.Count(text, 15) < 15 && strings.ContainsAny(text, "0123456789"))
}

// decide decides on a leaf that is not of the head of the article.
func (s *sorter) decide(i int) {
	l, text := s.leaves[i], s.texts[i]
	switch {
	case l.hints&hidden != 0:
		s.set(i, annotate.Furniture, ruleHidden)
	case !l.isKept():
		s.set(i, annotate.Furniture, s.outside(i))
	case l.Kind == annotate.Code || l.Kind == annotate.Table:
	case s.title >= 0 && i != s.title && l.size <= largestText && i < s.first+headDepth && bare(text) == bare(s.meta.Title):
		s.set(i, annotate.Furniture, ruleRepeated)
	case l.isCaption(text):
		s.set(i, annotate.Caption, ruleCaption)
	case s.title > s.first && i < s.title, s.isLabel(i):
		s.set(i, annotate.Furniture, ruleAbove)
	default:
		s.judge(i)
	}
}

// isCaption reports whether the page says that a leaf of the article belongs to
// a picture.
func (l leaf) isCaption(text string) bool {
	switch {
	case l.Kind == annotate.Caption:
		return true
	case l.Kind == annotate.Heading:
		return l.hints&inFigure != 0
	case l.hints&(namedCaption|namedCredit) != 0:
		return true
	}
	return l.hints&inFigure != 0 && l.Kind == annotate.Paragraph && !isProse(text)
}

// isLabel reports whether leaf i stands before the first sentence of the
// article and is nothing but a link of a few words: the name of the section.
func (s *sorter) isLabel(i int) bool {
	l := s.leaves[i]
	return i < s.prose && l.Kind == annotate.Paragraph && l.linkSize*10 >= l.size*9 && words.Count(s.texts[i], 5) < 5
}

// outside is the rule for what the classifier drops.
func (s *sorter) outside(i int) rule {
	if verdict, ok := furniture.Judge(s.texts[i]); ok && verdict.Folded {
		return rule{verdict.Rule, verdict.Sureness}
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
		s.set(i, verdict.Kind, rule{verdict.Rule, verdict.Sureness})
	case l.hints&(namedRelated|namedShare|namedPromotion|namedComments|inFooter) != 0 && !isProse(text),
		l.hints&(namedNav|namedTags|inNav) != 0 && l.linkSize*2 >= l.size:
		s.set(i, annotate.Furniture, ruleNamed)
	case l.Kind != annotate.Heading && s.atEdge(i) && s.isDate(i):
		s.set(i, annotate.Date, ruleDate)
	case l.Kind != annotate.Heading && (s.atEdge(i) || l.hints&namedByline != 0) && s.isByline(i):
		s.set(i, annotate.Byline, ruleByline)
	case l.Kind == annotate.Paragraph && isLinkLine(l, text):
		s.set(i, annotate.Furniture, ruleLinkLine)
	}
}

// edge is how many blocks at either end of an article may still be of its head
// or its foot.
const edge = 6

// atEdge reports whether leaf i is at the beginning or the end of the article.
func (s *sorter) atEdge(i int) bool { return i < s.first+edge || i > s.last-edge }

// agrees reports whether the page itself does not speak against what the words
// of leaf i say. What is prose is a plug only if it is mostly a link, or if the
// page names it so; headings need such a name too.
func (s *sorter) agrees(v furniture.Verdict, i int) bool {
	l, text := s.leaves[i], s.texts[i]
	switch v.Rule {
	case furniture.Plug:
		if l.hints&(namedPromotion|inForm|inAside) != 0 || l.linkSize*3 >= l.size {
			return true
		}
		return l.Kind != annotate.Heading && (!isProse(text) || i > s.last-edge/2)
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

// foldLists folds lists of nothing but links.
func (s *sorter) foldLists() {
	for i := 0; i < len(s.leaves); {
		n, linked := i, 0
		for n < len(s.leaves) && s.leaves[n].Kind == annotate.ListItem && s.leaves[n].Rule == "" {
			if l := s.leaves[n]; l.linkSize*10 >= l.size*9 {
				linked++
			}
			n++
		}
		if count := n - i; count >= 2 && linked == count && !s.introduced(i) {
			for ; i < n; i++ {
				s.set(i, annotate.Furniture, ruleLinkList)
			}
		}
		i = max(n, i+1)
	}
}

// introduced reports whether the block before leaf i is of the article and
// says what follows.
func (s *sorter) introduced(i int) bool {
	return i > 0 && s.leaves[i-1].isKept() && !s.leaves[i-1].Folded && strings.HasSuffix(s.texts[i-1], ":")
}

// foldLed folds the links below a line such as "Read more:".
func (s *sorter) foldLed() {
	for i := range s.leaves {
		if l := s.leaves[i]; l.Rule != furniture.Related || !l.Folded || l.Kind != annotate.Furniture || !l.isKept() ||
			words.Count(s.texts[i], 6) == 6 || l.linkSize*2 > l.size {
			continue
		}
		for n := i + 1; n <= s.last; n++ {
			l := s.leaves[n]
			if l.isKept() && (l.Rule != "" && !l.Folded || l.linkSize*10 < l.size*8) {
				break
			}
			if l.isKept() && l.Rule == "" {
				s.set(n, annotate.Furniture, rule{furniture.Related, .9})
			}
		}
	}
}

// foldEnds folds headings at the end of the article below which nothing of it
// is left.
func (s *sorter) foldEnds() {
	for i := s.last; i > s.prose; i-- {
		l := s.leaves[i]
		switch {
		case l.Folded || l.Kind == annotate.Caption || l.Kind == annotate.Date || l.Kind == annotate.Byline:
		case l.Kind == annotate.Heading:
			s.set(i, annotate.Furniture, ruleEmpty)
		default:
			return
		}
	}
}

// foldNotes folds what the last blocks say of the author.
func (s *sorter) foldNotes() {
	for i, seen := s.last, 0; i >= 0 && i > s.first && seen < 3; i-- {
		l := s.leaves[i]
		if l.Rule != "" {
			continue
		}
		seen++
		if l.Kind == annotate.Paragraph && (l.hints&namedBio != 0 || furniture.IsAuthorNote(s.texts[i])) {
			s.set(i, annotate.Furniture, ruleNote)
		}
	}
}

// proseWords make a block with the end of a sentence prose.
const proseWords = 15

// isProse reports whether text is long enough to be read as text. A leaf too
// long to be looked at has the text "".
func isProse(text string) bool {
	return text == "" || words.Count(text, proseWords) == proseWords && words.EndsSentence(text)
}
