package pdf

import (
	"slices"

	"galley/annotate"
)

// Bounds of titles and headings, in words.
const (
	longestTitle   = 40
	longestHeading = 25
	longestDeck    = 80
	shortestDeck   = 5
)

// decide gives the paragraphs their kinds.
func (t typesetting) decide(all []paragraph) {
	title := t.title(all)
	levels := t.headingSizes(all, title)
	for i := range all {
		p := &all[i]
		switch {
		case p.isFolded:
			p.kind = annotate.Furniture
		case i == title:
			p.kind, p.rule, p.mark = annotate.Title, ruleLargest, 0
		case p.mark > 0:
			p.kind, p.level = annotate.ListItem, 1
		case isNumbered(p.first().text) && t.isBody(*p) && p.words() > 1:
			p.kind, p.level, p.rule = annotate.ListItem, 1, ruleListMark
		case title >= 0 && i == title+1 && t.isDeck(all, i, levels):
			p.kind, p.rule = annotate.Deck, ruleUnder
		case t.isHeading(*p):
			p.kind, p.rule = annotate.Heading, ruleLarger
			p.level = uint8(min(levelOf(levels, p.size)+1, 6))
		}
	}
}

// isLarge reports whether a paragraph is larger than the body.
func (t typesetting) isLarge(p paragraph) bool {
	return !p.isFolded && t.body > 0 && p.size >= t.body*sizeStep
}

func (t typesetting) isHeading(p paragraph) bool {
	return t.isLarge(p) && p.words() <= longestHeading && hasLetter(p)
}

func hasLetter(p paragraph) bool {
	for _, l := range p.lines {
		if bare(l.text) != "" {
			return true
		}
	}
	return false
}

// title is the index of the title: of the largest paragraphs on the first page
// the first. It is -1 if none is a good deal larger than the body.
func (t typesetting) title(all []paragraph) int {
	const larger = 1.25
	best := -1
	for i, p := range all {
		if len(all) > 0 && p.first().page != all[0].first().page {
			break
		}
		if t.isLarge(p) && p.size >= t.body*larger && p.words() <= longestTitle && hasLetter(p) &&
			(best < 0 || p.size > all[best].size*1.02) {
			best = i
		}
	}
	return best
}

// headingSizes are the sizes of headings, the largest first; those that can
// hardly be told apart count as one.
func (t typesetting) headingSizes(all []paragraph, title int) []float64 {
	var sizes []float64
	for i, p := range all {
		if i != title && t.isHeading(p) {
			sizes = append(sizes, p.size)
		}
	}
	slices.Sort(sizes)
	slices.Reverse(sizes)
	return slices.CompactFunc(sizes, func(a, b float64) bool { return a < b*1.04 })
}

// levelOf is the level of a size among those of headings, from 1.
func levelOf(sizes []float64, size float64) int {
	for i, s := range sizes {
		if size >= s/1.04 {
			return i + 1
		}
	}
	return len(sizes)
}

// isDeck reports whether paragraph i, after the title, stands under it: larger
// than the body, in a size that no heading has.
func (t typesetting) isDeck(all []paragraph, i int, sizes []float64) bool {
	p := all[i]
	if n := p.words(); !t.isLarge(p) || n < shortestDeck || n > longestDeck {
		return false
	}
	for _, other := range all[i+1:] {
		if t.isHeading(other) && sameSize(other.size, p.size) {
			return false
		}
	}
	return len(sizes) > 0
}
