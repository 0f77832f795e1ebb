package reader

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
)

// folds decides which blocks are folded: the furniture found by the source
// reader, except where the user decided otherwise. Offsets and paragraph
// numbers are the same in a fold. The maps are replaced, never changed.
type folds struct {
	allShown bool         // nothing is folded for now
	decided  map[int]bool // by the start offset of a block: true if the user folded it, false if unfolded
	opened   map[int]bool // blocks unfolded by a jump, until the article is closed
}

// hides reports whether a block is folded.
func (f folds) hides(b annotate.Block) bool {
	if f.allShown || f.opened[b.Span.Start] {
		return false
	}
	if folded, ok := f.decided[b.Span.Start]; ok {
		return folded
	}
	return b.Folded
}

// hidden returns a function that reports whether a block is folded, by its index.
func (f folds) hidden(a *annotate.Article) func(block int) bool {
	return func(block int) bool { return f.hides(a.Blocks[block]) }
}

// toggle unfolds all blocks, or folds them again. It returns how many are
// affected.
func (f *folds) toggle(a *annotate.Article) (folded int) {
	was := *f
	was.allShown = false
	for _, b := range a.Blocks {
		if was.hides(b) {
			folded++
		}
	}
	f.allShown, f.opened = !f.allShown && folded > 0, nil
	return folded
}

// fold folds blocks, and records those that are not furniture.
func (f *folds) fold(blocks []annotate.Block) {
	f.allShown, f.opened = false, nil
	f.decided = writableCopy(f.decided, len(blocks))
	for _, b := range blocks {
		if f.decided[b.Span.Start] = true; b.Folded {
			delete(f.decided, b.Span.Start)
		}
	}
}

// unfold unfolds blocks, and records those that are furniture.
func (f *folds) unfold(blocks []annotate.Block) {
	f.decided = writableCopy(f.decided, len(blocks))
	for _, b := range blocks {
		if f.decided[b.Span.Start] = false; !b.Folded {
			delete(f.decided, b.Span.Start)
		}
	}
}

// open unfolds blocks until the article is closed.
func (f *folds) open(blocks []annotate.Block) {
	f.opened = writableCopy(f.opened, len(blocks))
	for _, b := range blocks {
		f.opened[b.Span.Start] = true
	}
}

// writableCopy returns a copy of m that is not nil, with room for more entries.
func writableCopy(m map[int]bool, room int) map[int]bool {
	if m == nil {
		return make(map[int]bool, room)
	}
	return maps.Clone(m)
}

// unfolded returns the run of furniture around block that the user unfolded, in
// block indices, or just block if it is not such furniture.
func (f folds) unfolded(list []annotate.Block, block int) annotate.Span {
	byUser := func(i int) bool {
		folded, decided := f.decided[list[i].Span.Start]
		return list[i].Folded && decided && !folded
	}
	run := annotate.Span{Start: block, End: block + 1}
	if !byUser(block) {
		return run
	}
	for run.Start > 0 && byUser(run.Start-1) {
		run.Start--
	}
	for run.End < len(list) && byUser(run.End) {
		run.End++
	}
	return run
}

// whyFolded names the rules by which blocks are furniture, and the lowest
// confidence: ": links (80% sure)". It returns "" if none is furniture.
func whyFolded(blocks []annotate.Block) string {
	var names []string
	lowest := float32(1)
	for _, b := range blocks {
		if b.Rule == "" {
			continue
		}
		lowest = min(lowest, b.Confidence)
		if !slices.Contains(names, b.Reason()) {
			names = append(names, b.Reason())
		}
	}
	const limit = 3
	switch {
	case len(names) == 0:
		return ""
	case len(names) > limit:
		names = append(names[:limit], "…")
	}
	return fmt.Sprintf(": %s (%.0f%% sure)", strings.Join(names, ", "), 100*lowest)
}
