package page

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// A sorter decides what each leaf of a page is.
type sorter struct {
	leaves []leaf
	texts  []string // of the leaves, on one line
	said   *sayings
	meta   *annotate.Meta

	title       int  // index of the leaf that is the title, -1 for none
	first, last int  // first and last leaf of the article
	prose       int  // first leaf of it that is prose
	headed      bool // the title stands before nearly all of it
}

// sort decides on all leaves.
func (s *sorter) sort() {
	s.readTexts()
	s.findTitle()
	s.findBody()
	s.findTop()
	s.takeBack()
	s.findHead()
	for i := range s.leaves {
		if s.leaves[i].Rule.Name == "" {
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
			s.texts[i] = draft.OneLine(s.leaves[i].Text())
		}
	}
}

// set decides on a leaf.
func (s *sorter) set(i int, kind annotate.Kind, r draft.Rule) {
	l := &s.leaves[i]
	l.Kind, l.Rule, l.Folded = kind, r, r.Folds(kind)
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
	case words.Normalize(s.texts[i]) == words.Normalize(s.meta.Title):
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

// findTop finds out whether the title stands at the top of the article. On some
// pages the heading that repeats it stands at the bottom.
func (s *sorter) findTop() {
	above, all := 0, 0
	for i, l := range s.leaves {
		if l.isKept() {
			all += l.size
			if i < s.title {
				above += l.size
			}
		}
	}
	s.headed = above*5 <= all
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
	s.takeLead()
}

// takeLead keeps prose between the title and what the classifier keeps.
func (s *sorter) takeLead() {
	if s.title < 0 || s.first-s.title > headDepth {
		return
	}
	for i := s.title + 1; i < s.first; i++ {
		l := &s.leaves[i]
		if l.hints&misplaced == 0 && isProse(s.texts[i]) && s.isSentence(i) {
			l.keptSize = l.size
		}
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
			s.signedBy(furniture.BylineName(text))
		case !date && s.isDate(i):
			date = true
			s.set(i, annotate.Date, ruleDate)
			s.signedBy(creditedIn(text))
		case !byline && !date && s.isCredit(i):
			byline, date = true, true
			s.set(i, annotate.Byline, ruleByline)
			s.signedBy(creditedIn(text))
		case l.size <= largestLine && l.Kind == annotate.Heading && l.Level >= 4 && furniture.IsByline(text):
			s.signedBy(furniture.BylineName(text))
		case l.isKept() && isProse(text):
			prose++
		}
	}
}

// signedBy takes a name for that of the author, unless the page told one.
func (s *sorter) signedBy(name string) {
	if s.meta.Byline == "" {
		s.meta.Byline = joinNames([]string{name})
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
	return slices.ContainsFunc(s.said.decks(), func(said string) bool { return words.Normalize(said) == words.Normalize(text) })
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

// isCredit reports whether leaf i says in one line when the article was written
// and by whom.
func (s *sorter) isCredit(i int) bool {
	l, text := s.leaves[i], s.texts[i]
	if l.size > largestLine || l.Kind == annotate.Heading || words.EndsSentence(text) || creditedIn(text) == "" {
		return false
	}
	_, ok := dateIn(text, false)
	return ok && words.Count(text, proseWords) < proseWords
}

func (s *sorter) isDate(i int) bool {
	l, text := s.leaves[i], s.texts[i]
	return l.size <= largestLine && (furniture.IsDateLine(text) || l.hints&namedDate != 0 && words.Count(text, 15) < 15 && strings.ContainsAny(text, "0123456789"))
}

// proseWords make a block with the end of a sentence prose.
const proseWords = 15

// isProse reports whether text is long enough to be read as text. A leaf too
// long to be looked at has the text "".
func isProse(text string) bool {
	return text == "" || words.Count(text, proseWords) == proseWords && words.EndsSentence(text)
}
