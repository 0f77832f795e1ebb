package pdf

import (
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// Ratios that tell one thing from another.
const (
	sizeStep = 1.1  // of two sizes that are not the same
	widest   = 1.45 // of a gap between lines to the usual one, within a paragraph
	dent     = .6   // of an indentation to the size
	roomy    = .75  // of the room that a line leaves beside the next word, to the size
)

// fewWords is how many words do not make a line of prose.
const fewWords = 3

// A paragraph is lines that belong together.
type paragraph struct {
	lines    []line
	right    float64 // edge of the region it stands in
	dented   bool    // its first line is indented
	size     float64
	kind     annotate.Kind
	level    uint8
	rule     draft.Rule
	mark     int // bytes of a bullet that is decoration
	isFolded bool
}

func (p paragraph) first() line { return p.lines[0] }
func (p paragraph) last() line  { return p.lines[len(p.lines)-1] }

// words is how many words the paragraph has, counted as far as bounds go.
func (p paragraph) words() int {
	const enough = 100
	n := 0
	for i := 0; i < len(p.lines) && n < enough; i++ {
		n += len(strings.Fields(p.lines[i].text))
	}
	return n
}

// A typesetting is what the lines of a document have in common.
type typesetting struct {
	body float64 // size of most of its text
}

func newTypesetting(regions []region) typesetting {
	const grain = 4 // sizes are told apart to a quarter of a point
	weights := map[int]int{}
	for _, r := range regions {
		for _, l := range r.lines {
			if l.furniture == (draft.Rule{}) {
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

// sameSize reports whether two sizes are one.
func sameSize(a, b float64) bool { return a < b*sizeStep && b < a*sizeStep }

// split parts the lines of a region into paragraphs.
func (t typesetting) split(r region) []paragraph {
	lines := rowsOf(r.lines)
	shape := shapeOf(lines)
	var out []paragraph
	for i, l := range lines {
		if i == 0 || shape.begins(lines[i-1], l) {
			p := paragraph{right: shape.right, dented: shape.isDented(l), size: l.size, rule: l.furniture}
			if p.isFolded = l.furniture != (draft.Rule{}); !p.isFolded {
				p.mark, p.rule = listMark(l.text, p.rule)
			}
			out = append(out, p)
		}
		p := &out[len(out)-1]
		p.lines = append(p.lines, l)
	}
	return out
}

// longestRow bounds what is joined to one line, in bytes.
const longestRow = 1 << 12

// rowsOf joins lines that stand beside each other, and leaves out empty ones.
func rowsOf(lines []line) []line {
	var rows []line
	for _, l := range lines {
		if l.text == "" {
			continue
		}
		if n := len(rows) - 1; n >= 0 && l.isBeside(rows[n]) && l.furniture == rows[n].furniture && len(rows[n].text) < longestRow {
			rows[n].text += " " + l.text
			rows[n].right = l.right
			continue
		}
		rows = append(rows, l)
	}
	return rows
}

// isBeside reports whether l stands to the right of another line, at its
// height.
func (l line) isBeside(other line) bool {
	return l.page == other.page && l.left >= other.right && l.top < other.top+other.size/2 && l.top > other.top-other.size/2
}

// A shape is how the lines of a region are set.
type shape struct {
	left, right float64
	leading     float64 // usual distance of two lines
	hanging     bool    // the first line of a paragraph stands out to the left
	narrow      bool    // no line has more than a few words: a list, a column of a table
}

func shapeOf(lines []line) shape {
	if len(lines) == 0 {
		return shape{}
	}
	s := shape{left: lines[0].left, right: lines[0].right}
	s.narrow = true
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
	inside := 0
	for _, l := range lines {
		if s.isIn(l) {
			inside++
		}
	}
	s.hanging = inside*2 > len(lines)
	return s
}

// isIn reports whether a line begins to the right of the edge.
func (s shape) isIn(l line) bool { return l.left > s.left+dent*l.size }

// isDented reports whether a line is indented as the first of a paragraph.
func (s shape) isDented(l line) bool { return !s.hanging && s.isIn(l) }

// begins reports whether l begins a paragraph after the line before it.
func (s shape) begins(before, l line) bool {
	closed := endsSentence(before.text)
	room := s.right - before.right - l.first
	number, _ := listMark(l.text, draft.Rule{})
	switch {
	case before.furniture != l.furniture, !sameSize(before.size, l.size):
		return true
	case s.leading > 0 && l.top-before.top > s.leading*widest:
		return true
	case number > 0, s.narrow && !isParted(before.text):
		return true
	case isNumbered(l.text) && (closed || isNumbered(before.text)):
		return true
	case s.isDented(l):
		return !s.isIn(before) && (closed || room > roomy*l.size) || s.isIn(before) && closed
	case s.hanging && !s.isIn(l):
		return closed || room > roomy*l.size
	}
	return closed && room > roomy*l.size && !beginsLower(l.text)
}

// block makes a block of the paragraph.
func (p paragraph) block(words vocabulary) draft.Block {
	text := words.join(p.lines)
	b := draft.Block{Kind: p.kind, Level: p.level, Rule: p.rule, Folded: p.isFolded}
	b.Pieces = []draft.Piece{{Text: strings.TrimLeftFunc(text[min(p.mark, len(text)):], unicode.IsSpace)}}
	return b
}
