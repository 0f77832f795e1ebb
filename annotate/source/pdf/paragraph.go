package pdf

import (
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/words"
)

const (
	sizeRatio   = 1.1  // minimum ratio of two sizes that count as different
	gapRatio    = 1.45 // maximum ratio of a line distance within a paragraph to the usual one
	indentRatio = .6   // minimum ratio of an indentation to the size
	roomRatio   = .75  // minimum ratio of the room after a line that ends early to the size
)

// A paragraph is a run of lines that belong together.
type paragraph struct {
	lines    []line
	right    float64 // the right edge of its region
	indented bool    // its first line is indented
	size     float64
	kind     annotate.Kind
	level    uint8
	rule     draft.Rule
	bullet   int // length in bytes of its bullet, which is dropped
	isFolded bool
}

func (p paragraph) first() line { return p.lines[0] }
func (p paragraph) last() line  { return p.lines[len(p.lines)-1] }

// words returns the number of words in the paragraph. It stops counting beyond all
// bounds on words.
func (p paragraph) words() int {
	const enough = 100
	n := 0
	for i := 0; i < len(p.lines) && n < enough; i++ {
		n += len(strings.Fields(p.lines[i].text))
	}
	return n
}

// A typesetting describes what the lines of a document have in common.
type typesetting struct {
	body float64 // the size of most of its text
}

func newTypesetting(regions []region) typesetting {
	const grain = 4 // sizes are rounded to a quarter of a point
	weights := map[int]int{}
	for _, r := range regions {
		for _, l := range r {
			if !l.isFurniture() {
				weights[int(l.size*grain+.5)] += len(l.text)
			}
		}
	}
	best := 0
	for size, weight := range weights {
		if weight > weights[best] || weight == weights[best] && size < best {
			best = size
		}
	}
	return typesetting{float64(best) / grain}
}

func (t typesetting) blocks(regions []region) []draft.Block {
	var paragraphs []paragraph
	for _, r := range regions {
		paragraphs = append(paragraphs, t.split(r)...)
	}
	paragraphs = t.join(paragraphs)
	t.decide(paragraphs)
	v := newVocabulary(regions)
	var blocks []draft.Block
	for _, p := range paragraphs {
		blocks = append(blocks, p.block(v))
	}
	return blocks
}

// sameSize reports whether two sizes are practically equal.
func sameSize(a, b float64) bool { return a < b*sizeRatio && b < a*sizeRatio }

// split divides the lines of a region into paragraphs.
func (t typesetting) split(r region) []paragraph {
	lines := joinRows(r)
	shape := newShape(lines)
	var out []paragraph
	for i, l := range lines {
		if i == 0 || shape.begins(lines[i-1], l) {
			p := paragraph{right: shape.right, indented: shape.isIndented(l), size: l.size, rule: l.furniture, isFolded: l.isFurniture()}
			if !p.isFolded {
				if p.bullet = bulletLen(l.text); p.bullet > 0 {
					p.rule = ruleListMark
				}
			}
			out = append(out, p)
		}
		p := &out[len(out)-1]
		p.lines = append(p.lines, l)
	}
	return out
}

// joinRows joins lines that are next to each other and drops empty ones.
func joinRows(lines []line) []line {
	const maxBytes = 1 << 12 // of a joined line
	var rows []line
	for _, l := range lines {
		if l.text == "" {
			continue
		}
		if n := len(rows) - 1; n >= 0 && l.isRightOf(rows[n]) && l.furniture == rows[n].furniture && len(rows[n].text) < maxBytes {
			rows[n].text += " " + l.text
			rows[n].right = l.right
			continue
		}
		rows = append(rows, l)
	}
	return rows
}

// A shape describes how the lines of a region are set.
type shape struct {
	left, right float64
	leading     float64 // the usual distance between two lines
	hanging     bool    // the first line of a paragraph begins left of the others
	narrow      bool    // no line has more than a few words: a list, a column of a table
}

func newShape(lines []line) shape {
	const fewWords = 3
	if len(lines) == 0 {
		return shape{}
	}
	s := shape{left: lines[0].left, right: lines[0].right, narrow: true}
	var gaps []float64
	for i, l := range lines {
		s.narrow = s.narrow && strings.Count(l.text, " ") < fewWords
		s.left, s.right = min(s.left, l.left), max(s.right, l.right)
		if i > 0 && l.top > lines[i-1].top {
			gaps = append(gaps, l.top-lines[i-1].top)
		}
	}
	if len(gaps) > 0 {
		slices.Sort(gaps)
		s.leading = gaps[len(gaps)/2]
	}
	inset := 0
	for _, l := range lines {
		if s.isInset(l) {
			inset++
		}
	}
	s.hanging = inset*2 > len(lines)
	return s
}

// isInset reports whether a line begins to the right of the edge.
func (s shape) isInset(l line) bool { return l.left > s.left+indentRatio*l.size }

// isIndented reports whether a line is indented as the first of a paragraph.
func (s shape) isIndented(l line) bool { return !s.hanging && s.isInset(l) }

// begins reports whether l begins a paragraph after the line before it.
func (s shape) begins(prev, l line) bool {
	ended := endsSentence(prev.text)
	endsEarly := s.right-prev.right-l.first > roomRatio*l.size
	switch {
	case prev.furniture != l.furniture, !sameSize(prev.size, l.size):
		return true
	case s.leading > 0 && l.top-prev.top > s.leading*gapRatio:
		return true
	case bulletLen(l.text) > 0, s.narrow && !endsInHyphen(prev.text):
		return true
	case isNumbered(l.text) && (ended || isNumbered(prev.text)):
		return true
	case s.isIndented(l):
		return !s.isInset(prev) && (ended || endsEarly) || s.isInset(prev) && ended
	case s.hanging && !s.isInset(l):
		return ended || endsEarly
	}
	return ended && endsEarly && !beginsLower(l.text)
}

func (p paragraph) block(v vocabulary) draft.Block {
	b := draft.Block{Kind: p.kind, Level: p.level, Rule: p.rule, Folded: p.isFolded && p.rule.Folds(p.kind)}
	if p.isVerse() {
		b.Rule = ruleVerse
		for i, l := range p.lines {
			verse := pieces(l.text)
			verse[0].Break = i > 0
			b.Pieces = append(b.Pieces, verse...)
		}
		return b
	}
	text := v.join(p.lines)
	b.Pieces = pieces(strings.TrimLeftFunc(text[min(p.bullet, len(text)):], unicode.IsSpace))
	return b
}

// isVerse reports whether a paragraph is lines that were meant to be lines: each begins
// with a capital, and at most half of them are so long that the first word of the next
// did not fit.
func (p paragraph) isVerse() bool {
	const minLines, minWords = 4, 3
	if len(p.lines) < minLines || p.kind != annotate.Paragraph || p.isFolded {
		return false
	}
	full, stops, count := 0, 0, 0
	for i, l := range p.lines {
		if !words.BeginsUpper(l.text) || endsInHyphen(l.text) {
			return false
		}
		if i+1 < len(p.lines) && p.right-l.right < p.lines[i+1].first+l.size/4 {
			full++
		}
		if strings.ContainsRune(".,;:!?…—", words.LastMark(l.text)) {
			stops++
		}
		count += len(strings.Fields(l.text))
	}
	return full*2 <= len(p.lines) && stops*3 >= len(p.lines) && count >= minWords*len(p.lines)
}
