package page

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// Parse reads a page in UTF-8 as a website serves it. base is its address, ""
// if that is not known: then relative links are read against what the page says
// of that, or are plain text. Blocks that are not the article are folded. A page
// without text has no blocks. The only error is [ErrTooLarge].
func Parse(source []byte, base string) (draft.Document, error) {
	root, err := treeOf(source)
	if err != nil {
		return draft.Document{}, err
	}
	said := readSayings(root, base)
	doc := draft.Document{Meta: said.meta(base), Canonical: said.address()}
	w := walker{addresses: said.addresses, keepHidden: true}
	w.tree(root)
	if isTooHard(root) || w.classify(root) != nil {
		w.classifyPlainly()
	}
	s := sorter{leaves: w.leaves, said: said, meta: &doc.Meta}
	if w.keptSize() < leastKept {
		doc.Blocks = s.rescued()
	} else {
		s.sort()
		doc.Blocks = s.blocks(0)
	}
	s.fillMeta()
	return doc, nil
}

// leastKept is the size in characters below which no article was found.
const leastKept = 250

// keptSize counts the characters that the classifier keeps.
func (w *walker) keptSize() int {
	size := 0
	for _, l := range w.leaves {
		if l.isKept() {
			size += l.size
		}
	}
	return size
}

// classifyPlainly keeps what stands in paragraphs, headings and lists outside
// navigation, asides and footers, and within the article where the page has
// one.
func (w *walker) classifyPlainly() {
	const out = hidden | inNav | inAside | inFooter | inForm | namedRelated | namedShare | namedComments | namedNav | namedTags
	article := 0
	for i := range w.leaves {
		l := &w.leaves[i]
		l.keptSize = 0
		if l.hints&out == 0 && l.linkSize*2 < l.size {
			l.keptSize = l.size
			if l.hints&inArticle != 0 {
				article += l.size
			}
		}
	}
	if article < leastKept {
		return
	}
	for i := range w.leaves {
		if w.leaves[i].hints&inArticle == 0 {
			w.leaves[i].keptSize = 0
		}
	}
}

// blocks are the leaves as blocks, with room for more before them.
func (s *sorter) blocks(more int) []draft.Block {
	blocks := make([]draft.Block, more, more+len(s.leaves))
	for _, l := range s.leaves {
		blocks = append(blocks, l.Block)
	}
	return blocks
}

// rescued are the blocks of a page in which no article was found: the text that
// the page has for machines, if it is long, before a page that is all
// furniture; else all that the page shows, and what it hides and repeats on
// every page too if that is little.
func (s *sorter) rescued() []draft.Block {
	body := s.said.body()
	if len(body) > 0 {
		s.sort()
		for i := range s.leaves {
			if l := &s.leaves[i]; !l.Folded && (l.Rule.Name == "" || l.Kind.Numbered() || l.Kind == annotate.Heading) {
				s.set(i, annotate.Furniture, ruleOutside)
			}
		}
		return append(body, s.blocks(0)...)
	}
	const out = hidden | inNav | inFooter
	shown := 0
	for _, l := range s.leaves {
		if l.hints&out == 0 {
			shown += l.size
		}
	}
	for i := range s.leaves {
		if l := &s.leaves[i]; l.hints&out == 0 || shown < leastKept {
			l.keptSize = l.size
		}
	}
	s.readTexts()
	s.findTitle()
	s.findBody()
	s.findHead()
	for i := range s.leaves {
		switch l := &s.leaves[i]; {
		case l.Rule.Name != "":
		case l.isKept():
			l.Rule = ruleShort
		default:
			s.set(i, annotate.Furniture, ruleOutside)
		}
	}
	return s.blocks(0)
}

// body is the text of the article that a page has for machines, nil if it has
// none or a short one.
func (s *sayings) body() []draft.Block {
	text := s.things.text(s.things.article(), "articleBody", "text")
	if visible(text) < leastKept {
		return nil
	}
	if raw, ok := s.things.article()["articleBody"].(string); ok {
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
				blocks = append(blocks, draft.Block{Kind: annotate.Paragraph, Pieces: []draft.Piece{{Text: unescaped(line)}}})
			}
		}
	}
	for i := range blocks {
		blocks[i].Rule = ruleDescribed
	}
	return blocks
}

// fillMeta completes what the head of the page did not say by what its blocks
// show.
func (s *sorter) fillMeta() {
	s.signedBelow()
	if s.meta.Byline == "" {
		s.meta.Byline = s.said.ofSite
	}
	switch date := s.shownDate(false); {
	case s.meta.Published == "":
		s.meta.Published = date
	case isUniversal(s.meta.Published) && isNextDay(date, s.meta.Published):
		s.meta.Published = date // as the readers of the page have it
	}
	for _, changed := range [...]func() string{s.said.modified, func() string { return s.shownDate(true) }} {
		if s.meta.Published == "" {
			s.meta.Published = changed()
		}
	}
}

// signedBelow looks for the author in the last lines of the article.
func (s *sorter) signedBelow() {
	for i := max(s.last-edge, s.prose+1); i <= s.last && i < len(s.leaves); i++ {
		if text := s.texts[i]; s.leaves[i].size <= largestLine && furniture.IsByline(text) {
			s.signedBy(furniture.BylineName(text))
		}
	}
}

// headAbove is how many blocks above the title may be of the head of the article.
const headAbove = 4

// shownDate is the first date in the blocks where the most likely ones are: a
// date line of the article, what stands above its first sentence, what the page
// calls a date, any date line, what the first sentence begins with. changed asks
// for the dates of changes, which are passed over otherwise.
func (s *sorter) shownDate(changed bool) string {
	const aside = hidden | inNav | inAside | namedRelated | namedComments
	for _, likely := range [...]func(i int, l leaf) bool{
		func(_ int, l leaf) bool { return l.Kind == annotate.Date },
		func(_ int, l leaf) bool { return l.Kind == annotate.Byline },
		func(i int, l leaf) bool { return i > s.title-headAbove && i < s.prose && l.size <= largestLine },
		func(_ int, l leaf) bool { return l.hints&namedDate != 0 },
		func(i int, l leaf) bool { return (!l.isKept() || s.atEdge(i)) && furniture.IsDateLine(s.texts[i]) },
		func(i int, l leaf) bool { return i > s.last-edge && l.size <= largestNotice && isNotice(s.texts[i]) },
	} {
		for i, l := range s.leaves {
			if l.hints&aside != 0 || !likely(i, l) {
				continue
			}
			text := sincePublished(s.texts[i])
			if moment, ok := momentIn(text[:min(len(text), longestMoment)], s.said.monthFirst(text)); ok && isOfChange(text) == changed {
				return moment
			}
		}
	}
	if changed {
		return ""
	}
	return s.leadingDate()
}

// largestNotice is the size in characters of a sentence that says when a page
// was published, at most.
const largestNotice = 300

// leadingDate is the date that the first or second paragraph of the article
// begins with, "" if others begin with one too, as in a chronicle.
func (s *sorter) leadingDate() string {
	date, dates, prose := "", 0, 0
	for i := s.first; i <= s.last; i++ {
		if !s.leaves[i].isKept() || !isProse(s.texts[i]) {
			continue
		}
		prose++
		if d := leadingDate(s.texts[i], s.said.monthFirst("/")); d != "" {
			dates++
			if prose <= 2 {
				date = d
			}
		}
	}
	if dates > 1 {
		return ""
	}
	return date
}

// leadingDate is the date that a text begins with, as a report does: "(4 March
// 2026) The crews …", "HAVEN, 4 March 2026 – The crews …".
func leadingDate(text string, monthFirst bool) string {
	head := text[:min(len(text), longestLead)]
	for _, sign := range [...]string{" – ", " — ", " - ", ") ", ": "} {
		if lead, _, ok := strings.Cut(head, sign); ok && isLead(strings.TrimLeft(lead, "(")) {
			date, _ := dateIn(lead, monthFirst)
			return date
		}
	}
	return ""
}

// isLead reports whether text is a date, or a place in capitals and a date, as
// against "On 4 March".
func isLead(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	first = strings.TrimRight(first, ",.")
	return furniture.IsDateLine(text) && (strings.ToUpper(first) == first || words.Month(strings.ToLower(first)) > 0)
}

// longestLead is the length in bytes of what stands before the first sentence of
// a report, at most.
const longestLead = 60
