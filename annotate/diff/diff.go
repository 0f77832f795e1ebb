package diff

import (
	"fmt"
	"sort"
	"strings"

	"galley/annotate"
)

// A Diff tells how an old version of an article became a new one.
type Diff struct {
	Pairs   []Pair // every block of both once; new ones in order, removed ones where they were
	Runs    []Run  // every stretch of text that both have, in order of the old text
	Edited  int    // pairs of that kind
	Added   int
	Removed int
	Moved   int
	Shared  float64 // how much of the shorter text the other has, moved or not, from 0 to 1
}

// A Kind says what became of a block.
type Kind uint8

// The kinds of pair.
const (
	Equal   Kind = iota // but perhaps for white space
	Edited              // some words are other
	Added               // only in the new text
	Removed             // only in the old text
	Moved               // equal, elsewhere among the others
)

// A Pair is a block of the old text, the block of the new text that it became,
// or both.
type Pair struct {
	Old, New int // indexes of blocks, -1: none
	Kind     Kind
	Edits    []Edit // for Edited: in order, never empty
}

// An Edit is words that stand in place of others. One of the spans is empty if
// words were only put in or taken out; it then is where that happened.
type Edit struct {
	Old, New annotate.Span
}

// A Run is a stretch that both texts have, byte for byte. Runs do not overlap
// in either text; those that were not moved are in order in both.
type Run struct {
	Old, New annotate.Span
	Moved    bool
}

// Compare finds what two versions of an article have in common.
func Compare(old, new *annotate.Article) *Diff {
	c := &comparison{old: old, new: new, words: interner{}}
	c.blocks()
	c.sentences()
	for i := range c.gaps {
		c.similar(&c.gaps[i])
	}
	c.similarElsewhere()
	c.leftovers()
	d := &Diff{Runs: c.runs, Shared: share(c.runs, old.Text, new.Text)}
	d.pair(old, new)
	return d
}

// share is how much of the shorter text the runs hold, without white space.
func share(runs []Run, old, new string) float64 {
	held := 0
	for _, r := range runs {
		held += Letters(r.Old.In(old))
	}
	return float64(held) / float64(max(1, min(Letters(old), Letters(new))))
}

// Letters returns the number of bytes of s that are not spaces or line feeds.
func Letters(s string) (n int) {
	for i := range len(s) {
		if s[i] != ' ' && s[i] != '\n' {
			n++
		}
	}
	return n
}

// HasChanges reports whether any words are other, or elsewhere.
func (d *Diff) HasChanges() bool { return d.Edited+d.Added+d.Removed+d.Moved > 0 }

// String says what changed: "3 paragraphs edited, 1 removed".
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

// NewFromOld returns where the byte at off of the old text is in the new one or,
// if it is gone, where what followed it is. Use it for a reading place.
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
