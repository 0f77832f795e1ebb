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

// The rules of plain text that go by how lines are set.
var (
	ruleList     = draft.Rule{Name: "B2 list mark", Sureness: .95}
	ruleQuoted   = draft.Rule{Name: "S2 quote mark", Sureness: .95}
	ruleIndented = draft.Rule{Name: "S3 set in", Sureness: .8}
	ruleVerse    = draft.Rule{Name: "S4 short lines", Sureness: .7}
)

// A wordRule goes by the words of a block and its neighbours.
type wordRule struct {
	draft.Rule
	kind  annotate.Kind
	level uint8
	fits  func(p page, i int) bool
}

// wordRules are tried in order on each block that is a paragraph so far; the
// first that fits decides.
func wordRules() []wordRule {
	return []wordRule{
		{draft.Rule{Name: "H3 date line", Sureness: .99}, annotate.Date, 0, page.isDate},
		{draft.Rule{Name: "H4 byline", Sureness: .98}, annotate.Byline, 0, page.isByline},
		{draft.Rule{Name: "H1 first line", Sureness: .98}, annotate.Title, 0, page.isTitle},
		{ruleRepeat, annotate.Furniture, 0, page.isRepeat},
		{draft.Rule{Name: "H5 after the title", Sureness: .94}, annotate.Deck, 0, page.isDeck},
		{draft.Rule{Name: "H6 summary", Sureness: .9}, annotate.Heading, 2, page.isSummary},
		{draft.Rule{Name: "B3 short line before prose", Sureness: .5}, annotate.Heading, 2, page.isHeading},
	}
}

// Bounds of the rules.
const (
	shortest     = 3   // words of a first line that needs no blank line after it
	longest      = 30  // words of a title
	shortLine    = 14  // words of a date line, byline or heading
	deckBytes    = 500 // bytes beyond which no block is a title or a deck
	shortBytes   = 200 // bytes beyond which no block is a short line
	proseWords   = 15  // words that make a block with an end of sentence prose
	headerDepth  = 12  // blocks at the top among which bylines are looked for
	summaryDepth = 40  // blocks at the top among which a summary is looked for
)

// A page is the blocks that rules look at.
type page struct {
	b          *builder
	firstAlone bool  // a blank line follows the first block
	title      int   // the block that is the title, -1: none yet
	paste      paste // what surrounds the article
}

// classify decides on the kinds of paragraphs, and reads from them what the
// text says of itself.
func classify(b *builder, firstAlone bool) annotate.Meta {
	p := page{b: b, firstAlone: firstAlone, title: -1}
	p.paste = p.findPaste()
	rules := wordRules()
	for i := range b.blocks {
		if p.judge(i) || b.blocks[i].Kind != annotate.Paragraph || !p.isShort(i) {
			continue
		}
		if p.decide(i, rules) && b.blocks[i].Kind == annotate.Title {
			p.title = i
		}
	}
	p.surround()
	return p.meta()
}

// classifyHead decides on the kinds of the paragraphs between the title and the
// beginning of an article whose headings its source marked: deck, byline, date.
func classifyHead(b *builder) annotate.Meta {
	p := page{b: b, title: -1}
	head := b.blocks[:min(len(b.blocks), headerDepth)]
	title := slices.IndexFunc(head, func(b annotate.Block) bool { return b.Kind == annotate.Title })
	if title < 0 {
		return p.meta()
	}
	rules := slices.DeleteFunc(wordRules(), func(r wordRule) bool {
		return r.kind == annotate.Title || r.kind == annotate.Heading || r.kind == annotate.Furniture
	})
	for i := title + 1; i < len(head) && head[i].Kind == annotate.Paragraph && head[i].Level == 0 && p.isShort(i); i++ {
		if !p.decide(i, rules) {
			break
		}
	}
	return p.meta()
}

// decide gives block i the kind of the first rule that fits, and reports
// whether one does.
func (p page) decide(i int, rules []wordRule) bool {
	for _, r := range rules {
		if r.fits(p, i) {
			block := &p.b.blocks[i]
			block.Kind, block.Level, block.Rule, block.Sureness = r.kind, r.level, r.Name, r.Sureness
			block.Folded = r.Folds(r.kind)
			return true
		}
	}
	return false
}

// meta reads the first block of each kind.
func (p page) meta() annotate.Meta {
	var m annotate.Meta
	for i, block := range p.b.blocks[:min(len(p.b.blocks), headerDepth)] {
		field := fieldOf(&m, block.Kind)
		if field != nil && *field == "" {
			*field = strings.Clone(CleanLine(p.text(i)))
		}
	}
	m.Byline = furniture.BylineName(m.Byline)
	return m
}

// fieldOf is the field of m that a block of that kind tells, nil for none.
func fieldOf(m *annotate.Meta, kind annotate.Kind) *string {
	switch kind {
	case annotate.Title:
		return &m.Title
	case annotate.Deck:
		return &m.Deck
	case annotate.Byline:
		return &m.Byline
	case annotate.Date:
		return &m.Published
	}
	return nil
}

// text is the text of block i, "" if there is none.
func (p page) text(i int) string {
	if i < 0 || i >= len(p.b.blocks) {
		return ""
	}
	return p.b.written(i)
}

// isShort reports whether block i may be anything but prose.
func (p page) isShort(i int) bool { return p.b.blocks[i].Span.Len() <= deckBytes }

// words counts the words of block i, up to one more than the longest title
// has.
func (p page) words(i int) int { return words.Count(p.text(i), longest+1) }

// isTitle fits the first line that is neither a date nor a byline nor furniture,
// of some words, without a stop at the end, if something follows.
func (p page) isTitle(i int) bool {
	if i+1 == len(p.b.blocks) || i >= headerDepth {
		return false
	}
	for before := range i {
		if kind := p.b.blocks[before].Kind; kind != annotate.Date && kind != annotate.Byline && kind != annotate.Furniture {
			return false
		}
	}
	n := p.words(i)
	return n <= longest && (n >= shortest || p.firstAlone || i > 0) &&
		!strings.ContainsRune(".,;:。，、", words.LastMark(p.text(i))) && !strings.Contains(p.text(i), "\n")
}

// isDeck fits the block after the title if what follows shows that the article
// has not begun yet.
func (p page) isDeck(i int) bool {
	if i == 0 || p.b.blocks[i-1].Kind != annotate.Title {
		return false
	}
	if n := words.Count(p.text(i), 61); n < 6 || n > 60 || words.Similar(p.text(i-1), p.text(i)) {
		return false
	}
	next := p.text(i + 1)
	return p.isDate(i+1) || p.isByline(i+1) || p.isSummary(i+1) || furniture.IsDateline(next) ||
		(len(next) <= deckBytes && words.Similar(p.text(i-1), next))
}

func (p page) isDate(i int) bool { return furniture.IsDateLine(p.text(i)) }

// isByline fits a line such as "By Ada Lund" near the top.
func (p page) isByline(i int) bool {
	return i < headerDepth && furniture.IsByline(p.text(i))
}

// isSummary fits the words that stand above the summary of an article. Farther
// down, they are a heading like others.
func (p page) isSummary(i int) bool {
	text := p.text(i)
	return i < summaryDepth && len(text) <= shortBytes/4 && furniture.IsSummary(text)
}

// isHeading fits a short line with capitals, or with a question mark, before
// prose or a list.
func (p page) isHeading(i int) bool {
	text := p.text(i)
	if len(text) > shortBytes || words.Count(text, shortLine+1) > shortLine || strings.Contains(text, "\n") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(".,;:。，", last) || (words.EndsSentence(text) && last != '?') {
		return false
	}
	return (last == '?' || words.CapitalShare(text) >= .6) && p.isBody(i+1)
}

// isBody reports whether block i is prose or an item of a list.
func (p page) isBody(i int) bool {
	if i >= len(p.b.blocks) {
		return false
	}
	switch p.b.blocks[i].Kind {
	case annotate.ListItem:
		return true
	case annotate.Paragraph:
		_, judged := p.paste.verdicts[i]
		return !judged && p.isProse(i)
	}
	return false
}
