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
	deck := t.deck(all, title)
	levels := t.headingSizes(all, title, deck)
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
		case i == deck:
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
			(best < 0 || p.size > all[best].size*hair) {
			best = i
		}
	}
	return best
}

// hair is the ratio of two sizes that can hardly be told apart.
const hair = 1.04

// headingSizes are the sizes of headings, the largest first; those that can
// hardly be told apart count as one.
func (t typesetting) headingSizes(all []paragraph, title, deck int) []float64 {
	var sizes []float64
	for i, p := range all {
		if i != title && i != deck && t.isHeading(p) {
			sizes = append(sizes, p.size)
		}
	}
	slices.Sort(sizes)
	slices.Reverse(sizes)
	return slices.CompactFunc(sizes, func(a, b float64) bool { return a < b*hair && b < a*hair })
}

// levelOf is the level of a size among those of headings, from 1.
func levelOf(sizes []float64, size float64) int {
	for i, s := range sizes {
		if size >= s/hair {
			return i + 1
		}
	}
	return len(sizes)
}

// deck is the index of the paragraph that stands under the title: larger than
// the body, in a size that no heading has. It is -1 if there is none.
func (t typesetting) deck(all []paragraph, title int) int {
	i := title + 1
	if title < 0 || i == len(all) {
		return -1
	}
	p := all[i]
	if n := p.words(); !t.isLarge(p) || p.mark > 0 || n < shortestDeck || n > longestDeck {
		return -1
	}
	for _, other := range all[i+1:] {
		if t.isHeading(other) && sameSize(other.size, p.size) {
			return -1
		}
	}
	return i
}
