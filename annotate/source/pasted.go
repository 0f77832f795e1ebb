package source

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// The rules for what surrounds an article in a text that was copied from a
// page, besides those of package furniture for one block alone. They apply only
// where the text shows that it is such a copy: a letter, a poem or a book is
// left as it is.
var (
	ruleRepeat = draft.Rule{Name: "H2 repeated title", Sureness: .89}
	ruleTail   = draft.Rule{Name: "T1 after end matter", Sureness: .97}
	ruleTwice  = draft.Rule{Name: "P8 line that comes twice", Sureness: .83}
	ruleAuthor = draft.Rule{Name: "T4 author note", Sureness: .8}
	ruleEdge   = draft.Rule{Name: "T2 short line outside the prose", Sureness: .6}
)

// Bounds of what is taken for a copy of a page.
const (
	largestPaste  = 1 << 18 // bytes; what is larger is a book
	signsOfPage   = 2       // that a text shows at least, of as many sorts
	blocksPerSign = 100     // blocks that ask for one sign more
	proseSigns    = 3       // signs that it takes to fold what reads like prose
	leastKept     = 250     // bytes of prose that stay unfolded
)

// A paste is what a plain text shows of the page that it was copied from.
type paste struct {
	verdicts map[int]furniture.Verdict // by block; nil: the text is no page
	isProse  []bool                    // of each block, before any was judged
	prose    annotate.Span             // blocks from the first of prose to behind the last
}

// The signs that a text is a page.
type signs struct {
	count, firm int             // all, and the furniture that does not read like prose
	sorts       map[string]bool // rules that fitted
	kept        int             // bytes of prose that no rule fits
}

// findPaste looks at each block alone, and then at whether there is enough that
// only pages have.
func (p page) findPaste() paste {
	if p.b.text.len() > largestPaste {
		return paste{}
	}
	found := paste{verdicts: map[int]furniture.Verdict{}, isProse: make([]bool, len(p.b.blocks))}
	s := signs{sorts: map[string]bool{}}
	for i := range p.b.blocks {
		prose := p.isProse(i)
		if found.isProse[i] = prose; prose {
			if found.prose.End == 0 {
				found.prose.Start = i
			}
			found.prose.End = i + 1
		}
		v, ok := p.verdict(i)
		switch {
		case ok:
			found.verdicts[i] = v
			s.add(v.Name, !prose && v.Folded)
		case prose:
			s.kept += p.b.blocks[i].Span.Len()
		}
		if sign := p.headSign(i); sign != "" {
			s.add(sign, false)
		}
	}
	if !s.isPage(len(p.b.blocks)) {
		return paste{}
	}
	if s.count < proseSigns {
		found.spareProse()
	}
	return found
}

func (s *signs) add(sort string, firm bool) {
	s.count++
	s.sorts[sort] = true
	if firm {
		s.firm++
	}
}

func (s *signs) isPage(blocks int) bool {
	return s.firm > 0 && s.kept >= leastKept && len(s.sorts) >= signsOfPage && s.count >= signsOfPage+blocks/blocksPerSign
}

// verdict judges block i alone, unless it is of a sort that is never furniture.
func (p page) verdict(i int) (furniture.Verdict, bool) {
	kind, text := p.b.blocks[i].Kind, p.text(i)
	if (kind != annotate.Paragraph && kind != annotate.ListItem) || !p.isShort(i) || strings.Contains(text, "\n") ||
		furniture.IsDateLine(text) || furniture.IsByline(text) {
		return furniture.Verdict{}, false
	}
	return furniture.Judge(text)
}

// headSign names what block i near the top of an article tells of being one, ""
// if nothing.
func (p page) headSign(i int) string {
	text := p.text(i)
	switch {
	case i >= headerDepth:
		return ""
	case furniture.IsDateLine(text):
		return "date"
	case furniture.IsByline(text):
		return "byline"
	case furniture.IsDateline(text):
		return "dateline"
	case i > 0 && p.isShort(0) && p.isShort(i) && words.Similar(p.text(0), text):
		return ruleRepeat.Name
	}
	return ""
}

// spareProse forgets the verdicts on what reads like prose.
func (found paste) spareProse() {
	for i := range found.verdicts {
		if found.isProse[i] {
			delete(found.verdicts, i)
		}
	}
}

// isProse reports whether block i is a paragraph with as many words as prose
// has, that ends as a sentence does.
func (p page) isProse(i int) bool {
	text := p.text(i)
	return p.b.blocks[i].Kind == annotate.Paragraph && words.EndsSentence(text) && !strings.Contains(text, "\n") &&
		words.Count(text, proseWords) == proseWords
}

// judge makes block i what the rules for one block alone found, and reports
// whether they found anything.
func (p page) judge(i int) bool {
	v, ok := p.paste.verdicts[i]
	if ok {
		block := &p.b.blocks[i]
		block.Kind, block.Level, block.Rule, block.Sureness, block.Folded = v.Kind, 0, v.Name, v.Sureness, v.Folded
	}
	return ok
}

// isRepeat fits a line near the top that says what the title says, if prose
// follows. A line of verse that gave the poem its title has none.
func (p page) isRepeat(i int) bool {
	if i >= headerDepth || p.title < 0 || !words.Similar(p.text(p.title), p.text(i)) {
		return false
	}
	for next := i + 1; next < len(p.b.blocks) && next <= i+headerDepth; next++ {
		if p.isProse(next) {
			return true
		}
	}
	return false
}

// surround decides on what follows the end of an article, and marks what may
// well not belong to it.
func (p page) surround() {
	if p.paste.verdicts == nil {
		return
	}
	p.foldTail()
	p.markAuthors()
	p.markEdges()
}

// markAuthors marks author notes among the last blocks of prose.
func (p page) markAuthors() {
	const last = 3
	for i, seen := len(p.b.blocks)-1, 0; i >= 0 && seen < last; i-- {
		block := &p.b.blocks[i]
		if block.Kind != annotate.Paragraph || block.Rule != "" {
			continue
		}
		if p.isShort(i) && furniture.IsAuthorNote(p.text(i)) {
			block.Rule, block.Sureness = ruleAuthor.Name, ruleAuthor.Sureness
		}
		if p.isProse(i) {
			seen++
		}
	}
}

// markEdges marks the short lines before the first prose and after the last.
func (p page) markEdges() {
	count := map[string]int{}
	for i := range p.b.blocks {
		if p.isEdge(i) {
			count[p.text(i)]++
		}
	}
	for i := range p.b.blocks {
		if !p.isEdge(i) {
			continue
		}
		mark := ruleEdge
		if count[p.text(i)] > 1 {
			mark = ruleTwice
		}
		p.b.blocks[i].Rule, p.b.blocks[i].Sureness = mark.Name, mark.Sureness
	}
}

// isEdge reports whether block i is a short line outside the prose that no rule
// has decided on.
func (p page) isEdge(i int) bool {
	block := p.b.blocks[i]
	return (i < p.paste.prose.Start || i >= p.paste.prose.End) && block.Kind == annotate.Paragraph && block.Rule == "" &&
		len(p.text(i)) <= shortBytes
}
