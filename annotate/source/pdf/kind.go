package pdf

import (
	"slices"

	"galley/annotate"
)

// Bounds on titles and headings, in words.
const (
	maxTitle   = 40
	maxHeading = 25
	maxDeck    = 80
	minDeck    = 5
)

// sameHeading is the ratio below which two sizes count as that of one heading level.
const sameHeading = 1.04

// decide sets the kinds of paragraphs.
func (t typesetting) decide(all []paragraph) {
	title := t.findTitle(all)
	deck := t.findDeck(all, title)
	sizes := t.headingSizes(all, title, deck)
	for i := range all {
		p := &all[i]
		switch {
		case p.isFolded:
			p.kind = annotate.Furniture
		case i == title:
			p.kind, p.rule, p.bullet = annotate.Title, ruleLargest, 0
		case p.bullet > 0:
			p.kind, p.level = annotate.ListItem, 1
		case isNumbered(p.first().text) && t.isBody(*p) && p.words() > 1:
			p.kind, p.level, p.rule = annotate.ListItem, 1, ruleListMark
		case i == deck:
			p.kind, p.rule = annotate.Deck, ruleUnder
		case t.isHeading(*p):
			p.kind, p.rule = annotate.Heading, ruleLarger
			p.level = uint8(min(levelOf(sizes, p.size)+1, 6))
		}
	}
}

func (t typesetting) isLarge(p paragraph) bool {
	return !p.isFolded && t.body > 0 && p.size >= t.body*sizeRatio
}

func (t typesetting) isHeading(p paragraph) bool {
	return t.isLarge(p) && p.words() <= maxHeading && p.hasLetter()
}

func (p paragraph) hasLetter() bool {
	return slices.ContainsFunc(p.lines, func(l line) bool { return normalize(l.text) != "" })
}

// findTitle returns the index of the first of the largest paragraphs on the first
// page, or -1 if none is clearly larger than the body.
func (t typesetting) findTitle(all []paragraph) int {
	const minRatio = 1.25
	best := -1
	for i, p := range all {
		if p.first().page != all[0].first().page {
			break
		}
		if t.isLarge(p) && p.size >= t.body*minRatio && p.words() <= maxTitle && p.hasLetter() &&
			(best < 0 || p.size > all[best].size*sameHeading) {
			best = i
		}
	}
	return best
}

// headingSizes returns the sizes of headings, largest first. Nearly equal sizes
// count as one.
func (t typesetting) headingSizes(all []paragraph, title, deck int) []float64 {
	var sizes []float64
	for i, p := range all {
		if i != title && i != deck && t.isHeading(p) {
			sizes = append(sizes, p.size)
		}
	}
	slices.Sort(sizes)
	slices.Reverse(sizes)
	return slices.CompactFunc(sizes, func(a, b float64) bool { return a < b*sameHeading && b < a*sameHeading })
}

// levelOf returns the level, from 1, of a size among those of headings.
func levelOf(sizes []float64, size float64) int {
	for i, s := range sizes {
		if size >= s/sameHeading {
			return i + 1
		}
	}
	return len(sizes)
}

// findDeck returns the index of the paragraph after the title if it is larger
// than the body, in a size that no heading has, or else -1.
func (t typesetting) findDeck(all []paragraph, title int) int {
	i := title + 1
	if title < 0 || i == len(all) {
		return -1
	}
	p := all[i]
	if n := p.words(); !t.isLarge(p) || p.bullet > 0 || n < minDeck || n > maxDeck {
		return -1
	}
	for _, other := range all[i+1:] {
		if t.isHeading(other) && sameSize(other.size, p.size) {
			return -1
		}
	}
	return i
}
