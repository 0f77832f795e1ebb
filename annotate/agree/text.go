package agree

import (
	"slices"

	"galley/annotate"
	"galley/annotate/segment"
)

// tags are the tags that are compared, by their bit in a tagSet.
var tags = annotate.Tags()

// A tagSet is a set of tags.
type tagSet uint8

// tagSets is the number of tagSets.
const tagSets = 8

// units are the words and sentences of an article outside folded blocks, which people do
// not read.
type units struct {
	article    *annotate.Article
	mapper     *annotate.Mapper
	words      []unit
	sentences  []unit
	paragraphs []annotate.Span // the blocks
	length     int             // of the text, in code points
}

// A unit is a word or a sentence, with the index of its paragraph.
type unit struct {
	annotate.Span
	paragraph int
}

func newUnits(a *annotate.Article) units {
	u := units{article: a, mapper: annotate.NewMapper(a.Text)}
	u.length = u.mapper.RuneFromByte(len(a.Text))
	for _, b := range a.Blocks {
		if b.Folded {
			continue
		}
		u.words = append(u.words, u.split(b.Span, segment.NextWord)...)
		u.sentences = append(u.sentences, u.split(b.Span, segment.NextSentence)...)
		u.paragraphs = append(u.paragraphs, b.Span)
	}
	if u.paragraphs == nil { // all are folded
		u.paragraphs = []annotate.Span{{Start: 0, End: len(a.Text)}}
	}
	return u
}

// split returns the units of the next paragraph.
func (u *units) split(block annotate.Span, next func(string, annotate.Span, int) (annotate.Span, bool)) (all []unit) {
	for off := block.Start - 1; ; {
		s, ok := next(u.article.Text, block, off)
		if !ok {
			return all
		}
		all, off = append(all, unit{s, len(u.paragraphs)}), s.Start
	}
}

// A coverage is what one person annotated, by unit.
type coverage struct {
	words     []tagSet
	sentences []tagSet
	spans     [][]annotate.Span // by tag, in code points
}

func (u units) coverageOf(all []annotate.Annotation) coverage {
	c := coverage{make([]tagSet, len(u.words)), make([]tagSet, len(u.sentences)), make([][]annotate.Span, len(tags))}
	for _, n := range placed(all) {
		i := slices.Index(tags, n.Tag)
		if i < 0 {
			continue
		}
		start, end := u.mapper.RunesFromSpan(n.Span())
		c.spans[i] = append(c.spans[i], annotate.Span{Start: start, End: end})
		mark(c.words, u.words, n.Span(), 1<<i)
		mark(c.sentences, u.sentences, n.Span(), 1<<i)
	}
	return c
}

// mark adds a tag to the units that a span overlaps.
func mark(sets []tagSet, units []unit, span annotate.Span, tag tagSet) {
	first, _ := slices.BinarySearchFunc(units, span.Start, func(u unit, off int) int {
		if u.End <= off {
			return -1
		}
		return 1
	})
	for i := first; i < len(units) && units[i].Start < span.End; i++ {
		sets[i] |= tag
	}
}

// untouched returns the share of the text that none of these spans cover.
func (u units) untouched(spans ...[]annotate.Span) float64 {
	free := u.length
	for _, s := range joined(slices.Concat(spans...)) {
		free -= s.Len()
	}
	return float64(free) / float64(u.length)
}
