package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// The rules for plain text, in addition to those of package furniture. Their confidence
// was measured on 181 news pages.
var (
	ruleList     = draft.Rule{Name: "B2 list mark", Confidence: .95}
	ruleQuoted   = draft.Rule{Name: "S2 quote mark", Confidence: .95}
	ruleIndented = draft.Rule{Name: "S3 indented", Confidence: .8}
	ruleVerse    = draft.Rule{Name: "S4 short lines", Confidence: .7}

	ruleFirstLine = draft.Rule{Name: "H1 first line", Confidence: .98}
	ruleRepeat    = draft.Rule{Name: "H2 repeated title", Confidence: .89}
	ruleTail      = draft.Rule{Name: "T1 after end matter", Confidence: .97}
	ruleTwice     = draft.Rule{Name: "P8 repeated line", Confidence: .83}
	ruleAuthor    = draft.Rule{Name: "T4 author note", Confidence: .8}
	ruleEdge      = draft.Rule{Name: "T2 short line outside the prose", Confidence: .6}
)

// newBlock returns a block whose kind was set by rule.
func newBlock(kind annotate.Kind, rule draft.Rule) annotate.Block {
	return annotate.Block{Kind: kind, Rule: rule.Name, Confidence: rule.Confidence}
}

// setKind sets the kind of a block and the rule that decided on it.
func setKind(block *annotate.Block, kind annotate.Kind, rule draft.Rule) {
	block.Kind, block.Level, block.Folded = kind, 0, rule.Folds(kind)
	setRule(block, rule)
}

func setRule(block *annotate.Block, rule draft.Rule) {
	block.Rule, block.Confidence = rule.Name, rule.Confidence
}

// A kindRule sets the kind of a block based on its words and its neighbors.
type kindRule struct {
	draft.Rule
	kind    annotate.Kind
	level   uint8
	matches func(c classifier, i int) bool
}

// kindRules returns the rules that are tried on each block that is still a paragraph.
// The first one that matches decides.
func kindRules() []kindRule {
	return []kindRule{
		{draft.Rule{Name: "H3 date line", Confidence: .99}, annotate.Date, 0, classifier.isDate},
		{draft.Rule{Name: "H4 byline", Confidence: .98}, annotate.Byline, 0, classifier.isByline},
		{ruleFirstLine, annotate.Title, 0, classifier.isTitle},
		{ruleRepeat, annotate.Furniture, 0, classifier.isRepeat},
		{draft.Rule{Name: "H5 after the title", Confidence: .94}, annotate.Deck, 0, classifier.isDeck},
		{draft.Rule{Name: "H6 summary", Confidence: .9}, annotate.Heading, 2, classifier.isSummary},
		{draft.Rule{Name: "B3 short line before prose", Confidence: .5}, annotate.Heading, 2, classifier.isHeading},
	}
}

// Bounds of the rules.
const (
	minTitleWords = 3   // words of a title; a shorter first line is one only before a blank line
	maxTitleWords = 30  // words of a title
	maxDeck       = 500 // bytes of a title or deck
	maxShortLine  = 200 // bytes of a short line
	minProseWords = 15  // words of prose
	headerDepth   = 12  // number of blocks at the top that may be bylines
	summaryDepth  = 40  // number of blocks at the top that may be the heading of a summary
)

type classifier struct {
	b            *builder
	isFirstAlone bool  // a blank line follows the first block
	title        int   // index of the title, or -1
	paste        paste // the surroundings of the article
}

// classify sets the kinds of paragraphs and returns the metadata in them.
func classify(c classifier) annotate.Meta {
	c.title = -1
	c.paste = c.findPaste()
	rules := kindRules()
	for i := range c.b.blocks {
		block := &c.b.blocks[i]
		if v, ok := c.paste.verdicts[i]; ok {
			setKind(block, v.Kind, v.Rule)
		} else if block.Kind == annotate.Paragraph && c.isShort(i) && c.decide(i, rules) && block.Kind == annotate.Title {
			c.title = i
		}
	}
	if c.paste.verdicts != nil {
		c.foldTail()
		c.markAuthors()
		c.markEdges()
	}
	return c.meta()
}

// classifyHead sets the kinds of the paragraphs after the title of an article
// whose headings its source marks: deck, byline, date.
func classifyHead(b *builder) annotate.Meta {
	c := classifier{b: b, title: -1}
	head := b.blocks[:min(len(b.blocks), headerDepth)]
	title := slices.IndexFunc(head, func(b annotate.Block) bool { return b.Kind == annotate.Title })
	if title < 0 {
		return c.meta()
	}
	rules := slices.DeleteFunc(kindRules(), func(r kindRule) bool {
		return r.kind == annotate.Title || r.kind == annotate.Heading || r.kind == annotate.Furniture
	})
	for i := title + 1; i < len(head) && head[i].Kind == annotate.Paragraph && head[i].Level == 0 && c.isShort(i); i++ {
		if !c.decide(i, rules) {
			break
		}
	}
	return c.meta()
}

// decide applies the first rule that matches block i and reports whether one does.
func (c classifier) decide(i int, rules []kindRule) bool {
	for _, r := range rules {
		if r.matches(c, i) {
			setKind(&c.b.blocks[i], r.kind, r.Rule)
			c.b.blocks[i].Level = r.level
			return true
		}
	}
	return false
}

// meta returns the metadata: the text of the first block of each kind near the top.
func (c classifier) meta() annotate.Meta {
	var m annotate.Meta
	fields := map[annotate.Kind]*string{annotate.Title: &m.Title, annotate.Deck: &m.Deck, annotate.Byline: &m.Byline, annotate.Date: &m.Published}
	for i, block := range c.b.blocks[:min(len(c.b.blocks), headerDepth)] {
		if field := fields[block.Kind]; field != nil && *field == "" {
			*field = strings.Clone(CleanLine(c.text(i)))
		}
	}
	m.Byline = furniture.BylineName(m.Byline)
	return m
}

// text returns the text of block i, or "" if there is none.
func (c classifier) text(i int) string {
	if i < 0 || i >= len(c.b.blocks) {
		return ""
	}
	return c.b.blockText(i)
}

// isShort reports whether block i is short enough not to be prose.
func (c classifier) isShort(i int) bool { return c.b.blocks[i].Span.Len() <= maxDeck }

// isTitle matches the first line that is not a date, a byline or furniture, if it has
// a few words and no full stop at the end, and if something follows.
func (c classifier) isTitle(i int) bool {
	if i+1 == len(c.b.blocks) || i >= headerDepth {
		return false
	}
	for _, before := range c.b.blocks[:i] {
		if before.Kind != annotate.Date && before.Kind != annotate.Byline && before.Kind != annotate.Furniture {
			return false
		}
	}
	text := c.text(i)
	n := words.Count(text, maxTitleWords+1)
	return n <= maxTitleWords && (n >= minTitleWords || c.isFirstAlone || i > 0) &&
		!strings.ContainsRune(".,;:。，、", words.LastMark(text)) && !strings.Contains(text, "\n")
}

// isDeck matches the block after the title if the block after it shows that the
// article has not begun yet.
func (c classifier) isDeck(i int) bool {
	if i == 0 || c.b.blocks[i-1].Kind != annotate.Title {
		return false
	}
	title := c.text(i - 1)
	if n := words.Count(c.text(i), 61); n < 6 || n > 60 || words.Similar(title, c.text(i)) {
		return false
	}
	next := c.text(i + 1)
	return c.isDate(i+1) || c.isByline(i+1) || c.isSummary(i+1) || furniture.IsDateline(next) ||
		(len(next) <= maxDeck && words.Similar(title, next))
}

func (c classifier) isDate(i int) bool { return furniture.IsDateLine(c.text(i)) }

// isByline matches a line such as "By Ada Lund" near the top.
func (c classifier) isByline(i int) bool { return i < headerDepth && furniture.IsByline(c.text(i)) }

// isSummary matches the heading of an article's summary. Further down, such a heading
// is an ordinary one.
func (c classifier) isSummary(i int) bool {
	text := c.text(i)
	return i < summaryDepth && len(text) <= maxShortLine/4 && furniture.IsSummary(text)
}

// isHeading matches a short line that is capitalized or ends with a question mark, and
// precedes prose or a list.
func (c classifier) isHeading(i int) bool {
	const maxWords = 14
	text := c.text(i)
	if len(text) > maxShortLine || words.Count(text, maxWords+1) > maxWords || strings.Contains(text, "\n") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(".,;:。，", last) || (words.EndsSentence(text) && last != '?') {
		return false
	}
	return (last == '?' || words.CapitalShare(text) >= .6) && c.isBody(i+1)
}

// isBody reports whether block i is prose or a list item.
func (c classifier) isBody(i int) bool {
	if i >= len(c.b.blocks) {
		return false
	}
	switch c.b.blocks[i].Kind {
	case annotate.ListItem:
		return true
	case annotate.Paragraph:
		_, hasVerdict := c.paste.verdicts[i]
		return !hasVerdict && c.isProse(i)
	}
	return false
}

// isProse reports whether block i is a paragraph that ends with a sentence and has
// enough words to be prose.
func (c classifier) isProse(i int) bool {
	text := c.text(i)
	return c.b.blocks[i].Kind == annotate.Paragraph && words.EndsSentence(text) && !strings.Contains(text, "\n") &&
		words.Count(text, minProseWords) == minProseWords
}
