package diff

import (
	"fmt"
	"sort"
	"strings"

	"galley/annotate"
	"galley/annotate/fold"
)

// A Diff is the difference between an old version of an article and a new one.
type Diff struct {
	Pairs   []Pair // each block of both texts once: new ones in order, removed ones where they were
	Runs    []Run  // the text that both have, in the order of the old text
	Edited  int    // the number of pairs of each kind
	Added   int
	Removed int
	Moved   int
	Shared  float64 // the share of the shorter text that is in both, moved or not, perhaps in other case or typography, from 0 to 1
}

// A Kind says what happened to a block.
type Kind uint8

// The kinds of pair.
const (
	Equal   Kind = iota // only white space or the Unicode form differs, if anything
	Edited              // some words differ
	Added               // the block is only in the new text
	Removed             // the block is only in the old text
	Moved               // the block is equal, but elsewhere
)

// A Pair is a block of the old text, the block of the new text that it became,
// or both.
type Pair struct {
	Old, New int // indexes of blocks, or -1 for none
	Kind     Kind
	Edits    []Edit // for Edited: in order, never empty
}

// An Edit replaces words with others. If words were only inserted or deleted, one
// span is empty and marks the place.
type Edit struct {
	Old, New annotate.Span
}

// A Run is a stretch of text that both versions have, byte for byte. Runs do not
// overlap in either text; those that were not moved are in order in both.
type Run struct {
	Old, New annotate.Span
	Moved    bool
}

// Compare returns the difference between two versions of an article. It compares them
// in Unicode normalization form C: words that differ in nothing else are equal, but not
// in a run.
func Compare(old, new *annotate.Article) *Diff {
	normalOld, oldMap := fold.NormalArticle(old)
	normalNew, newMap := fold.NormalArticle(new)
	d := compare(normalOld, normalNew)
	if !oldMap.IsSame() || !newMap.IsSame() {
		d.restore(oldMap, newMap)
	}
	return d
}

// compare is Compare for texts in normalization form C.
func compare(old, new *annotate.Article) *Diff {
	c := &comparison{old: old, new: new, words: foldInterner{interner{}, interner{}}}
	c.matchBlocks()
	c.matchSentences()
	for i := range c.gaps {
		c.matchSimilar(&c.gaps[i])
	}
	c.matchSimilarElsewhere()
	c.matchLeftovers()
	d := &Diff{Runs: c.runs, Shared: c.share()}
	d.pair(old, new)
	return d
}

// share returns the share of the shorter text that the other has, too, byte for byte or
// in folded form, without white space.
func (c *comparison) share() float64 {
	shared := c.alike
	for _, r := range c.runs {
		shared += CountLetters(r.Old.In(c.old.Text))
	}
	return min(1, float64(shared)/float64(max(1, min(CountLetters(c.old.Text), CountLetters(c.new.Text)))))
}

// CountLetters returns the number of bytes of s that are not spaces or line feeds.
func CountLetters(s string) (n int) {
	for i := range len(s) {
		if s[i] != ' ' && s[i] != '\n' {
			n++
		}
	}
	return n
}

// HasChanges reports whether any words changed or moved.
func (d *Diff) HasChanges() bool { return d.Edited+d.Added+d.Removed+d.Moved > 0 }

// String summarizes the changes: "3 paragraphs edited, 1 removed".
func (d *Diff) String() string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{d.Edited, "edited"}, {d.Added, "added"}, {d.Removed, "removed"}, {d.Moved, "moved"}} {
		switch {
		case part.n == 0:
		case parts != nil:
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		case part.n == 1:
			parts = append(parts, "1 paragraph "+part.what)
		default:
			parts = append(parts, fmt.Sprintf("%d paragraphs %s", part.n, part.what))
		}
	}
	if parts == nil {
		return "no words changed"
	}
	return strings.Join(parts, ", ")
}

// NewFromOld returns the offset in the new text of the byte at off in the old one or,
// if that byte is gone, of the text after it. Use it to keep a reading position.
func (d *Diff) NewFromOld(off int) int {
	i := sort.Search(len(d.Runs), func(i int) bool { return d.Runs[i].Old.End > off })
	if i < len(d.Runs) && d.Runs[i].Old.Start <= off {
		return d.Runs[i].New.Start + off - d.Runs[i].Old.Start
	}
	for ; i < len(d.Runs); i++ {
		if !d.Runs[i].Moved {
			return d.Runs[i].New.Start
		}
	}
	for i = len(d.Runs) - 1; i >= 0; i-- {
		if !d.Runs[i].Moved {
			return d.Runs[i].New.End
		}
	}
	return 0
}
