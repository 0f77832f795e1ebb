package diff

import (
	"cmp"
	"maps"
	"slices"
	"sort"

	"galley/annotate"
)

// minShared is the minimum share of text that an old block and its edited form have in
// common.
const minShared = 0.3

// pair sets the pairs, deriving the kind of each from the runs.
func (d *Diff) pair(old, new *annotate.Article) {
	newOf := partners(d.Runs, old, new)
	oldOf := slices.Repeat([]int{-1}, len(new.Blocks))
	for i, j := range newOf {
		if j >= 0 {
			oldOf[j] = i
		}
	}
	moved := movedBlocks(d.Runs, old, new)
	wasMoved := make(map[int]bool)
	for j, i := range moved {
		wasMoved[i] = true
		oldOf[j] = -1
	}
	i := 0
	addRemoved := func(until int) {
		for ; i < until; i++ {
			if newOf[i] < 0 && !wasMoved[i] {
				d.add(Pair{Old: i, New: -1, Kind: Removed})
			}
		}
	}
	for j, from := range oldOf {
		origin, isMoved := moved[j]
		switch {
		case isMoved:
			d.add(Pair{Old: origin, New: j, Kind: Moved})
		case from < 0:
			d.add(Pair{Old: -1, New: j, Kind: Added})
		default:
			addRemoved(from)
			i = from + 1
			d.add(d.editedPair(old, new, from, j))
		}
	}
	addRemoved(len(old.Blocks))
}

func (d *Diff) add(p Pair) {
	d.Pairs = append(d.Pairs, p)
	switch p.Kind {
	case Edited:
		d.Edited++
	case Added:
		d.Added++
	case Removed:
		d.Removed++
	case Moved:
		d.Moved++
	}
}

// partners returns, for each old block, the new block with which it shares the most
// text in order, or -1.
func partners(runs []Run, old, new *annotate.Article) []int {
	shared := make(map[point]int)
	for _, r := range runs {
		if !r.Moved {
			shared[point{old.BlockAt(r.Old.Start), new.BlockAt(r.New.Start)}] += r.Old.Len()
		}
	}
	all := slices.SortedFunc(maps.Keys(shared), func(p, q point) int {
		return cmp.Or(cmp.Compare(shared[q], shared[p]), cmp.Compare(p.i, q.i), cmp.Compare(p.j, q.j))
	})
	newOf, taken := slices.Repeat([]int{-1}, len(old.Blocks)), make([]bool, len(new.Blocks))
	for _, p := range all {
		a, b := old.Blocks[p.i].Span.Len(), new.Blocks[p.j].Span.Len()
		if enough := float64(shared[p]) >= minShared*float64(min(a, b)); enough && newOf[p.i] < 0 && !taken[p.j] {
			newOf[p.i], taken[p.j] = p.j, true
		}
	}
	return newOf
}

// movedBlocks maps new blocks to the equal old ones that were elsewhere.
func movedBlocks(runs []Run, old, new *annotate.Article) map[int]int {
	moved := make(map[int]int)
	for _, r := range runs {
		i, j := old.BlockAt(r.Old.Start), new.BlockAt(r.New.Start)
		if r.Moved && r.Old == old.Blocks[i].Span && r.New == new.Blocks[j].Span {
			moved[j] = i
		}
	}
	return moved
}

// editedPair returns the pair of two blocks, compared word by word.
func (d *Diff) editedPair(old, new *annotate.Article, i, j int) Pair {
	p := Pair{Old: i, New: j, Kind: Edited}
	a, b := old.Blocks[i].Span, new.Blocks[j].Span
	at := Edit{annotate.Span{Start: a.Start}, annotate.Span{Start: b.Start}}
	gap := func(oldEnd, newEnd int) {
		at.Old.End, at.New.End = oldEnd, newEnd
		oldSpan, oldChanged := at.Old.Trim(old.Text)
		newSpan, newChanged := at.New.Trim(new.Text)
		if !oldChanged {
			oldSpan = annotate.Span{Start: oldEnd, End: oldEnd}
		}
		if !newChanged {
			newSpan = annotate.Span{Start: newEnd, End: newEnd}
		}
		if oldChanged || newChanged {
			p.Edits = append(p.Edits, Edit{oldSpan, newSpan})
		}
	}
	for _, r := range d.runsIn(a) {
		if r.Moved || !b.Covers(r.New) {
			continue
		}
		gap(r.Old.Start, r.New.Start)
		at = Edit{annotate.Span{Start: r.Old.End}, annotate.Span{Start: r.New.End}}
	}
	gap(a.End, b.End)
	if p.Edits == nil {
		p.Kind = Equal
	}
	return p
}

// runsIn returns the runs in a block of the old text.
func (d *Diff) runsIn(block annotate.Span) []Run {
	from := sort.Search(len(d.Runs), func(i int) bool { return d.Runs[i].Old.Start >= block.Start })
	to := sort.Search(len(d.Runs), func(i int) bool { return d.Runs[i].Old.Start >= block.End })
	return d.Runs[from:to]
}
