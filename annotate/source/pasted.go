package source

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// The rules for the surroundings of an article apply only to a text that shows signs
// of having been copied from a page. Letters, poems and books are not changed.

// Bounds of a copy of a page.
const (
	maxPaste      = 1 << 18 // maximum size in bytes; a larger text is a book
	minSigns      = 2       // minimum number of different signs
	blocksPerSign = 100     // number of blocks that require one more sign
	proseSigns    = 3       // minimum number of signs to fold text that reads like prose
	minKept       = 250     // minimum number of bytes of prose that stay unfolded
)

// A paste describes the page that a plain text was copied from.
type paste struct {
	verdicts map[int]furniture.Verdict // by block; nil if the text is not such a copy
	isProse  []bool                    // by block, whatever its verdict
	prose    annotate.Span             // the range of blocks from the first prose to the last
}

// signs counts the signs that a text is a copy of a page.
type signs struct {
	count int
	sorts map[string]bool // the rules that matched
	firm  int             // number of blocks of furniture that do not read like prose
	kept  int             // number of bytes of prose that no rule matches
}

// findPaste judges each block by itself, then decides whether there are enough signs.
func (c classifier) findPaste() paste {
	if c.b.text.len() > maxPaste {
		return paste{}
	}
	p := paste{verdicts: map[int]furniture.Verdict{}, isProse: make([]bool, len(c.b.blocks))}
	s := signs{sorts: map[string]bool{}}
	for i := range c.b.blocks {
		prose := c.isProse(i)
		if p.isProse[i] = prose; prose {
			if p.prose.End == 0 {
				p.prose.Start = i
			}
			p.prose.End = i + 1
		}
		v, ok := c.verdict(i)
		switch {
		case ok:
			p.verdicts[i] = v
			s.add(v.Name)
			if !prose && v.Folded {
				s.firm++
			}
		case prose:
			s.kept += c.b.blocks[i].Span.Len()
		}
		if sign := c.headSign(i); sign != "" {
			s.add(sign)
		}
	}
	if !s.suffice(len(c.b.blocks)) {
		return paste{}
	}
	if s.count < proseSigns {
		for i := range p.verdicts {
			if p.isProse[i] {
				delete(p.verdicts, i)
			}
		}
	}
	return p
}

func (s *signs) add(sort string) {
	s.count++
	s.sorts[sort] = true
}

// suffice reports whether the signs are enough for a text with that many blocks.
func (s *signs) suffice(blocks int) bool {
	return s.firm > 0 && s.kept >= minKept && len(s.sorts) >= minSigns && s.count >= minSigns+blocks/blocksPerSign
}

// verdict judges block i by itself, unless it is of a kind that is never furniture.
func (c classifier) verdict(i int) (furniture.Verdict, bool) {
	kind, text := c.b.blocks[i].Kind, c.text(i)
	if (kind != annotate.Paragraph && kind != annotate.ListItem) || !c.isShort(i) || strings.Contains(text, "\n") ||
		furniture.IsDateLine(text) || furniture.IsByline(text) {
		return furniture.Verdict{}, false
	}
	return furniture.Judge(text)
}

// headSign returns the sort of sign that block i is as part of the head of an article,
// or "" if it is none.
func (c classifier) headSign(i int) string {
	text := c.text(i)
	switch {
	case i >= headerDepth:
		return ""
	case furniture.IsDateLine(text):
		return "date"
	case furniture.IsByline(text):
		return "byline"
	case furniture.IsDateline(text):
		return "dateline"
	case i > 0 && c.isShort(0) && c.isShort(i) && words.Similar(c.text(0), text):
		return ruleRepeat.Name
	}
	return ""
}

// isRepeat matches a line near the top that repeats the title, if prose follows. The
// line of verse that gave a poem its title does not match, nor does prose.
func (c classifier) isRepeat(i int) bool {
	if i >= headerDepth || c.title < 0 || c.isProse(i) || !words.Similar(c.text(c.title), c.text(i)) {
		return false
	}
	for next := i + 1; next < len(c.b.blocks) && next <= i+headerDepth; next++ {
		if c.isProse(next) {
			return true
		}
	}
	return false
}

// markAuthors marks author notes among the last blocks of prose.
func (c classifier) markAuthors() {
	const maxProse = 3 // blocks
	for i, seen := len(c.b.blocks)-1, 0; i >= 0 && seen < maxProse; i-- {
		block := &c.b.blocks[i]
		if block.Kind != annotate.Paragraph || block.Rule != "" {
			continue
		}
		if c.isShort(i) && furniture.IsAuthorNote(c.text(i)) {
			setRule(block, ruleAuthor)
		}
		if c.isProse(i) {
			seen++
		}
	}
}

// markEdges marks the short lines that no rule has decided on before the first prose
// and after the last.
func (c classifier) markEdges() {
	var edges []int
	count := map[string]int{}
	for i, block := range c.b.blocks {
		if (i < c.paste.prose.Start || i >= c.paste.prose.End) && block.Kind == annotate.Paragraph && block.Rule == "" &&
			len(c.text(i)) <= maxShortLine {
			edges = append(edges, i)
			count[c.text(i)]++
		}
	}
	for _, i := range edges {
		rule := ruleEdge
		if count[c.text(i)] > 1 {
			rule = ruleTwice
		}
		setRule(&c.b.blocks[i], rule)
	}
}
