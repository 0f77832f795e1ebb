package diff

import (
	"galley/annotate"
	"galley/annotate/segment"
)

// A comparison is a Diff in the making.
type comparison struct {
	old, new *annotate.Article
	words    interner
	runs     []Run
	gaps     []gap
}

// A gap is what two texts differ in between two places that they have in
// common: blocks at first, then sentences.
type gap struct {
	old, new []annotate.Span
}

// blocks finds equal blocks and leaves gaps of blocks.
func (c *comparison) blocks() {
	g := gap{spansOf(c.old), spansOf(c.new)}
	c.gaps = c.split(g)
	c.moves(1)
}

func spansOf(a *annotate.Article) []annotate.Span {
	spans := make([]annotate.Span, len(a.Blocks))
	for i, b := range a.Blocks {
		spans[i] = b.Span
	}
	return spans
}

// sentences cuts the blocks of each gap into sentences and leaves smaller gaps.
func (c *comparison) sentences() {
	blocks := c.gaps
	c.gaps = nil
	for _, g := range blocks {
		c.gaps = append(c.gaps, c.split(gap{sentencesOf(c.old.Text, g.old), sentencesOf(c.new.Text, g.new)})...)
	}
	c.moves(shortest)
}

// shortest is how long a sentence must be, in bytes, to be recognised
// elsewhere by itself.
const shortest = 12

func sentencesOf(text string, blocks []annotate.Span) (sentences []annotate.Span) {
	for _, b := range blocks {
		for s := range segment.Sentences(text, b) {
			sentences = append(sentences, s)
		}
	}
	return sentences
}

// split takes what is equal and in order out of a gap, and returns the gaps
// that are left between.
func (c *comparison) split(g gap) (left []gap) {
	whole := interner{}
	old, new := whole.ids(c.old.Text, g.old), whole.ids(c.new.Text, g.new)
	i0, j0 := 0, 0
	between := func(i, j int) {
		if i > i0 || j > j0 {
			left = append(left, gap{g.old[i0:i], g.new[j0:j]})
		}
	}
	match(old, new, len(whole), func(i, j, n int) {
		between(i, j)
		for k := range n {
			c.runs = append(c.runs, Run{Old: g.old[i+k], New: g.new[j+k]})
		}
		i0, j0 = i+n, j+n
	})
	between(len(g.old), len(g.new))
	return left
}

func (in interner) ids(text string, spans []annotate.Span) []int32 {
	ids := make([]int32, len(spans))
	for i, s := range spans {
		ids[i] = in.id(s.In(text))
	}
	return ids
}

// moves takes units of at least so many bytes that are equal out of different
// gaps, or out of order in one: the first there was becomes the first there is.
func (c *comparison) moves(least int) {
	places := make(map[string][]annotate.Span) // in the new text
	for _, g := range c.gaps {
		for _, s := range g.new {
			if s.Len() >= least {
				places[s.In(c.new.Text)] = append(places[s.In(c.new.Text)], s)
			}
		}
	}
	taken := make(map[annotate.Span]bool)
	for i, g := range c.gaps {
		var rest []annotate.Span
		for _, s := range g.old {
			words := s.In(c.old.Text)
			if there := places[words]; len(there) > 0 {
				c.runs = append(c.runs, Run{Old: s, New: there[0], Moved: true})
				places[words], taken[there[0]] = there[1:], true
			} else {
				rest = append(rest, s)
			}
		}
		c.gaps[i].old = rest
	}
	for i, g := range c.gaps {
		c.gaps[i].new = without(g.new, taken)
	}
}

func without(spans []annotate.Span, taken map[annotate.Span]bool) (rest []annotate.Span) {
	for _, s := range spans {
		if !taken[s] {
			rest = append(rest, s)
		}
	}
	return rest
}
