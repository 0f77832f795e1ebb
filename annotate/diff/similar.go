package diff

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
)

// The figures of likeness: of the letters of two sentences, those in words that
// both have.
const (
	alike       = 0.35 // sentences at the same place may be one that was edited
	veryAlike   = 0.6  // so may sentences anywhere
	held        = 0.6  // of the shorter: one sentence was split, or two were joined
	lead        = 0.1  // by which the best must beat the next, elsewhere
	leastLetter = 24   // letters that a sentence must have to be recognised elsewhere
	rare        = 64   // sentences of a gap; words that stand in more are passed over
	mostLikely  = 4    // sentences that are weighed for each
)

// A unit is a sentence in words.
type unit struct {
	span    annotate.Span
	tokens  []token
	letters int // bytes of its words, each counted once
}

func (c *comparison) units(text string, spans []annotate.Span) []unit {
	units := make([]unit, len(spans))
	for i, s := range spans {
		u := unit{span: s, tokens: c.words.tokens(nil, text, s)}
		u.distinct(func(t token) { u.letters += t.end - t.start })
		units[i] = u
	}
	return units
}

// distinct visits each word of the unit once.
func (u unit) distinct(visit func(token)) {
	words := make([]token, 0, len(u.tokens))
	for _, t := range u.tokens {
		if t.word {
			words = append(words, t)
		}
	}
	slices.SortFunc(words, func(a, b token) int { return cmp.Compare(a.id, b.id) })
	for i, t := range words {
		if i == 0 || words[i-1].id != t.id {
			visit(t)
		}
	}
}

// A likely pair of sentences.
type likely struct {
	i, j  int
	dice  float64 // of all their letters
	holds float64 // of the letters of the one with fewer
}

// likelyPairs weighs the sentences that share words, for each of old the best
// few, in order.
func likelyPairs(old, new []unit, least float64) []likely {
	postings := make(map[int32][]int)
	for j, u := range new {
		u.distinct(func(t token) { postings[t.id] = append(postings[t.id], j) })
	}
	shared := make([]int, len(new))
	var all []likely
	for i, u := range old {
		var touched []int
		u.distinct(func(t token) {
			if len(postings[t.id]) > rare {
				return
			}
			for _, j := range postings[t.id] {
				if shared[j] == 0 {
					touched = append(touched, j)
				}
				shared[j] += t.end - t.start
			}
		})
		var best []likely
		for _, j := range touched {
			p := likely{i, j, 2 * float64(shared[j]) / float64(u.letters+new[j].letters), float64(shared[j]) / float64(min(u.letters, new[j].letters))}
			if p.dice >= least || p.holds >= held {
				best = append(best, p)
			}
			shared[j] = 0
		}
		slices.SortFunc(best, func(a, b likely) int { return cmp.Or(cmp.Compare(b.dice, a.dice), cmp.Compare(a.j, b.j)) })
		all = append(all, best[:min(len(best), mostLikely)]...)
	}
	return all
}

// inOrder returns the likely pairs of the greatest weight together that are in
// order and use no sentence twice.
func inOrder(pairs []likely, new int) []likely {
	slices.SortFunc(pairs, func(a, b likely) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(b.j, a.j)) })
	best := make([]int, new+1) // a Fenwick tree: the pair, from 1, that ends the best chain
	sums := make([]float64, len(pairs))
	before := make([]int, len(pairs))
	top := 0
	for k, p := range pairs {
		before[k] = 0
		for j := p.j; j > 0; j -= j & -j { // chains that end before j
			if b := best[j]; b > 0 && (before[k] == 0 || sums[b-1] > sums[before[k]-1]) {
				before[k] = b
			}
		}
		sums[k] = p.dice
		if before[k] > 0 {
			sums[k] += sums[before[k]-1]
		}
		for j := p.j + 1; j <= new; j += j & -j {
			if b := best[j]; b == 0 || sums[k] > sums[b-1] {
				best[j] = k + 1
			}
		}
		if top == 0 || sums[k] > sums[top-1] {
			top = k + 1
		}
	}
	var chain []likely
	for ; top > 0; top = before[top-1] {
		chain = append(chain, pairs[top-1])
	}
	slices.Reverse(chain)
	return chain
}

// A cluster is sentences of the old text beside sentences of the new one, at
// least one of each: several where one was split or some were joined.
type cluster struct{ i0, i1, j0, j1 int }

// clusters adds to each pair the sentences beside it that one of it holds.
func clusters(chain, pairs []likely, old, new int) []cluster {
	holds := make(map[point]bool)
	for _, p := range pairs {
		holds[point{p.i, p.j}] = p.holds >= held
	}
	var all []cluster
	for k, p := range chain {
		c := cluster{p.i, p.i + 1, p.j, p.j + 1}
		endI, endJ, i0, j0 := old, new, 0, 0
		if k+1 < len(chain) {
			endI, endJ = chain[k+1].i, chain[k+1].j
		}
		if k > 0 {
			i0, j0 = all[k-1].i1, all[k-1].j1
		}
		for c.i0 > i0 && holds[point{c.i0 - 1, p.j}] {
			c.i0--
		}
		for c.i1 < endI && holds[point{c.i1, p.j}] {
			c.i1++
		}
		for c.j0 > j0 && holds[point{p.i, c.j0 - 1}] {
			c.j0--
		}
		for c.j1 < endJ && holds[point{p.i, c.j1}] {
			c.j1++
		}
		all = append(all, c)
	}
	return all
}

// similar matches the sentences of a gap that are alike, word by word, and
// leaves those in the gap that have no partner.
func (c *comparison) similar(g *gap) {
	if len(g.old) == 0 || len(g.new) == 0 {
		return
	}
	old, new := c.units(c.old.Text, g.old), c.units(c.new.Text, g.new)
	pairs := likelyPairs(old, new, alike)
	chain := inOrder(slices.Clone(pairs), len(new))
	chain = slices.DeleteFunc(chain, func(p likely) bool { return p.dice < alike })
	oldTaken, newTaken := map[annotate.Span]bool{}, map[annotate.Span]bool{}
	for _, k := range clusters(chain, pairs, len(old), len(new)) {
		c.match(old[k.i0:k.i1], new[k.j0:k.j1], false)
		for _, u := range old[k.i0:k.i1] {
			oldTaken[u.span] = true
		}
		for _, u := range new[k.j0:k.j1] {
			newTaken[u.span] = true
		}
	}
	g.old, g.new = without(g.old, oldTaken), without(g.new, newTaken)
}

// similarElsewhere matches sentences of any gaps that are very alike, where
// each is clearly the other's best.
func (c *comparison) similarElsewhere() {
	var oldSpans, newSpans []annotate.Span
	for _, g := range c.gaps {
		oldSpans, newSpans = append(oldSpans, g.old...), append(newSpans, g.new...)
	}
	old, new := c.units(c.old.Text, oldSpans), c.units(c.new.Text, newSpans)
	pairs := likelyPairs(old, new, veryAlike)
	pairs = slices.DeleteFunc(pairs, func(p likely) bool {
		return p.dice < veryAlike || min(old[p.i].letters, new[p.j].letters) < leastLetter
	})
	byOld, byNew := make(map[int]contest), make(map[int]contest)
	for _, p := range pairs {
		byOld[p.i], byNew[p.j] = byOld[p.i].with(p.dice), byNew[p.j].with(p.dice)
	}
	for _, p := range pairs {
		if byOld[p.i].won(p.dice) && byNew[p.j].won(p.dice) {
			c.match(old[p.i:p.i+1], new[p.j:p.j+1], true)
		}
	}
}

// A contest knows the two greatest of some figures.
type contest struct{ first, second float64 }

func (c contest) with(x float64) contest {
	return contest{max(c.first, x), max(c.second, min(c.first, x))}
}

// won reports whether x is clearly the greatest.
func (c contest) won(x float64) bool { return x == c.first && x-c.second >= lead }

// match matches sentences word by word.
func (c *comparison) match(old, new []unit, moved bool) {
	a, b := joined(old), joined(new)
	ids := interner{}
	var same []stretch
	match(ids.dense(c.old.Text, a), ids.dense(c.new.Text, b), len(ids), func(i, j, n int) { same = append(same, stretch{i, j, n}) })
	for _, s := range solid(same, a, b) {
		for k := range s.n {
			c.add(Run{Old: annotate.Span{Start: a[s.i+k].start, End: a[s.i+k].end}, New: annotate.Span{Start: b[s.j+k].start, End: b[s.j+k].end}, Moved: moved}, k > 0)
		}
	}
}

// A stretch is n tokens from i on that are those from j on.
type stretch struct{ i, j, n int }

// island is how many times larger than a single word the edits on both of its
// sides must be for it to be a chance: an "and" that two texts have.
const island = 2

// largeEdit is the edit beside which signs tell nothing, in bytes.
const largeEdit = 16

// solid joins stretches that follow each other and leaves out islands.
func solid(same []stretch, a, b []token) (kept []stretch) {
	var joined []stretch
	for _, s := range same {
		if n := len(joined) - 1; n >= 0 && joined[n].i+joined[n].n == s.i && joined[n].j+joined[n].n == s.j {
			joined[n].n += s.n
		} else {
			joined = append(joined, s)
		}
	}
	at := stretch{}
	for k, s := range joined {
		next := stretch{i: len(a), j: len(b)}
		if k+1 < len(joined) {
			next = joined[k+1]
		}
		before := exchange{bytesOf(a[at.i+at.n : s.i]), bytesOf(b[at.j+at.n : s.j])}
		after := exchange{bytesOf(a[s.i+s.n : next.i]), bytesOf(b[s.j+s.n : next.j])}
		if !byChance(a[s.i:s.i+s.n], before, after) {
			kept, at = append(kept, s), s
		}
	}
	return kept
}

// An exchange is an edit: bytes that were there for bytes that are there now.
type exchange struct{ was, is int }

func (x exchange) size() int { return max(x.was, x.is) }

// large reports whether the edit left nothing to hold on to.
func (x exchange) large() bool { return min(x.was, x.is) > 0 && x.size() >= largeEdit }

// byChance reports whether tokens that two texts have tell nothing, going by
// the edits before and after them: one word between larger ones, a full stop
// beside a large one.
func byChance(same []token, before, after exchange) bool {
	if !slices.ContainsFunc(same, func(t token) bool { return t.word }) {
		return before.large() || after.large()
	}
	return len(same) == 1 && min(before.size(), after.size()) >= island*bytesOf(same)
}

func bytesOf(tokens []token) (n int) {
	for _, t := range tokens {
		n += t.end - t.start
	}
	return n
}

func joined(units []unit) (tokens []token) {
	for _, u := range units {
		tokens = append(tokens, u.tokens...)
	}
	return tokens
}

// dense gives tokens ids that are small for a small matter.
func (in interner) dense(text string, tokens []token) []int32 {
	ids := make([]int32, len(tokens))
	for i, t := range tokens {
		ids[i] = in.id(text[t.start:t.end])
	}
	return ids
}

// add appends a run of one token, or lengthens the last one if it goes on with
// the same white space in the same block.
func (c *comparison) add(r Run, goesOn bool) {
	if n := len(c.runs) - 1; goesOn {
		blank := c.old.Text[c.runs[n].Old.End:r.Old.Start]
		if blank == c.new.Text[c.runs[n].New.End:r.New.Start] && !strings.Contains(blank, annotate.Separator) {
			c.runs[n].Old.End, c.runs[n].New.End = r.Old.End, r.New.End
			return
		}
	}
	c.runs = append(c.runs, r)
}
