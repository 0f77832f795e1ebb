package export

import (
	"galley/annotate"
)

// A stretch is a run of blocks of an article that stand in the copy, or one
// that is left out of it: what the page put around the article.
type stretch struct {
	blocks []annotate.Block
	folded bool
}

// stretches parts an article for the copies that people read. A folded block
// stands in them only if something in it is marked.
func stretches(a *annotate.Article, set annotate.Set) []stretch {
	var out []stretch
	for i, b := range a.Blocks {
		folded := b.Folded && len(set.Overlapping(b.Span)) == 0
		if n := len(out); n == 0 || out[n-1].folded != folded {
			out = append(out, stretch{a.Blocks[i:i], folded})
		}
		last := &out[len(out)-1]
		last.blocks = a.Blocks[i-len(last.blocks) : i+1]
	}
	return out
}

// omission says what a folded stretch leaves out, and why.
func (s stretch) omission() string {
	said := annotate.Plural(len(s.blocks), "block") + " folded"
	var last string
	for _, b := range s.blocks {
		why := b.Reason()
		if last != "" && why != last {
			return said
		}
		last = why
	}
	if last == "" {
		return said
	}
	return said + ": " + last
}
