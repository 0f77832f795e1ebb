package diff

import (
	"slices"

	"galley/annotate"
	"galley/annotate/segment"
)

// A comparison computes the runs of a Diff.
type comparison struct {
	old, new *annotate.Article
	words    foldInterner
	runs     []Run
	alike    int // letters of words in similar sentences that are the same, but not in runs
	gaps     []gap
}

// A gap is the text between two stretches that both versions have: blocks at first,
// then sentences.
type gap struct {
	old, new []annotate.Span
}

// matchBlocks matches equal blocks and leaves gaps of blocks.
func (c *comparison) matchBlocks() {
	c.gaps = c.split(gap{spansOf(c.old), spansOf(c.new)})
	c.matchMoved(1)
}

func spansOf(a *annotate.Article) []annotate.Span {
	spans := make([]annotate.Span, len(a.Blocks))
	for i, b := range a.Blocks {
		spans[i] = b.Span
	}
	return spans
}

// matchSentences splits the blocks of each gap into sentences, matches equal ones and
// leaves gaps of sentences.
func (c *comparison) matchSentences() {
	blocks := c.gaps
	c.gaps = nil
	for _, g := range blocks {
		c.gaps = append(c.gaps, c.split(gap{sentencesOf(c.old.Text, g.old), sentencesOf(c.new.Text, g.new)})...)
	}
	c.matchMoved(minMoved)
}

// minMoved is the minimum length in bytes of a sentence that is recognized elsewhere.
const minMoved = 12

func sentencesOf(text string, blocks []annotate.Span) []annotate.Span {
	return slices.Collect(segment.Sentences(text, blocks...))
}

// split matches the equal items of a gap in order and returns the gaps between
// them.
func (c *comparison) split(g gap) (left []gap) {
	items := interner{}
	old, new := idsOf(items, c.old.Text, g.old), idsOf(items, c.new.Text, g.new)
	i0, j0 := 0, 0
	addGap := func(i, j int) {
		if i > i0 || j > j0 {
			left = append(left, gap{g.old[i0:i], g.new[j0:j]})
		}
	}
	match(old, new, len(items), func(i, j, n int) {
		addGap(i, j)
		for k := range n {
			c.runs = append(c.runs, Run{Old: g.old[i+k], New: g.new[j+k]})
		}
		i0, j0 = i+n, j+n
	})
	addGap(len(g.old), len(g.new))
	return left
}

// matchMoved matches equal items of at least minLen bytes across gaps and out of
// order. The first old item matches the first new one.
func (c *comparison) matchMoved(minLen int) {
	places := make(map[string][]annotate.Span) // in the new text
	for _, g := range c.gaps {
		for _, s := range g.new {
			if s.Len() >= minLen {
				places[s.In(c.new.Text)] = append(places[s.In(c.new.Text)], s)
			}
		}
	}
	taken := make(map[annotate.Span]bool)
	for i, g := range c.gaps {
		var rest []annotate.Span
		for _, s := range g.old {
			words := s.In(c.old.Text)
			if spans := places[words]; len(spans) > 0 {
				c.runs = append(c.runs, Run{Old: s, New: spans[0], Moved: true})
				places[words], taken[spans[0]] = spans[1:], true
			} else {
				rest = append(rest, s)
			}
		}
		c.gaps[i].old = rest
	}
	for i, g := range c.gaps {
		c.gaps[i].new = removeTaken(g.new, taken)
	}
}

// removeTaken returns a copy of spans without those that are taken.
func removeTaken(spans []annotate.Span, taken map[annotate.Span]bool) []annotate.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s annotate.Span) bool { return taken[s] })
}
