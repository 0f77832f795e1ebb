package diff

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// Bounds on the similarity of two sentences, which is the share of their letters in
// words that both have.
const (
	minSimilar     = 0.35 // minimum similarity of a sentence and its edited form, in order
	minVerySimilar = 0.6  // minimum similarity of a sentence and its edited form, out of order
	minContained   = 0.6  // minimum share of the part, if a sentence was split or two were joined
	minLead        = 0.1  // minimum lead over the second most similar sentence, out of order
	minLetters     = 24   // minimum letters of a sentence that is recognized out of order
	maxPostings    = 64   // maximum sentences with the same word; more frequent words are ignored
	maxPairs       = 4    // maximum pairs that are kept for each old sentence
)

// A unit is a sentence with its tokens.
type unit struct {
	span    annotate.Span
	tokens  []token
	letters int // the number of bytes of its distinct words
}

func (c *comparison) units(text string, spans []annotate.Span) []unit {
	units := make([]unit, len(spans))
	for i, s := range spans {
		u := unit{span: s, tokens: c.words.tokens(nil, text, s)}
		u.eachWord(func(t token) { u.letters += t.Len() })
		units[i] = u
	}
	return units
}

// eachWord calls visit for each distinct word of the unit.
func (u unit) eachWord(visit func(token)) {
	words := make([]token, 0, len(u.tokens))
	for _, t := range u.tokens {
		if t.isWord {
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

// A likelyPair is an old and a new sentence that share words.
type likelyPair struct {
	i, j     int
	shared   int     // letters of the words that both have
	dice     float64 // shared letters divided by the mean of both (Dice's coefficient)
	old, new float64 // shared letters divided by those of the old and of the new sentence
}

// likelyPairs returns the best maxPairs pairs of each old sentence, among those with a
// similarity of at least minDice and those in which one sentence contains the other.
func likelyPairs(old, new []unit, minDice float64) []likelyPair {
	postings := make(map[int32][]int)
	for j, u := range new {
		u.eachWord(func(t token) { postings[t.id] = append(postings[t.id], j) })
	}
	shared := make([]int, len(new))
	var all []likelyPair
	for i, u := range old {
		var touched []int
		u.eachWord(func(t token) {
			if len(postings[t.id]) > maxPostings {
				return
			}
			for _, j := range postings[t.id] {
				if shared[j] == 0 {
					touched = append(touched, j)
				}
				shared[j] += t.Len()
			}
		})
		var best []likelyPair
		for _, j := range touched {
			both := float64(shared[j])
			p := likelyPair{i, j, shared[j], 2 * both / float64(u.letters+new[j].letters), both / float64(u.letters), both / float64(new[j].letters)}
			if p.dice >= minDice || max(p.old, p.new) >= minContained {
				best = append(best, p)
			}
			shared[j] = 0
		}
		slices.SortFunc(best, func(a, b likelyPair) int { return cmp.Or(cmp.Compare(b.dice, a.dice), cmp.Compare(a.j, b.j)) })
		all = append(all, best[:min(len(best), maxPairs)]...)
	}
	return all
}

// bestChain returns the pairs with the greatest total similarity that are in order and
// use no sentence twice. new is the number of new sentences.
func bestChain(pairs []likelyPair, new int) []likelyPair {
	slices.SortFunc(pairs, func(a, b likelyPair) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(b.j, a.j)) })
	best := make([]int, new+1) // a Fenwick tree of the pairs, from 1, that end the best chains
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
	var chain []likelyPair
	for ; top > 0; top = before[top-1] {
		chain = append(chain, pairs[top-1])
	}
	slices.Reverse(chain)
	return chain
}

// A cluster holds old sentences and the new ones that they became: at least one of
// each, and several if one was split or some were joined.
type cluster struct{ i0, i1, j0, j1 int }

// clusters extends each pair of chain with the neighbors of one sentence that the
// other contains: old ones that were joined, new ones that an old one was split into. A
// new sentence that contains the old one is not a part of it but a quotation.
func clusters(chain, pairs []likelyPair, old, new int) []cluster {
	joined, split := make(map[point]bool), make(map[point]bool)
	for _, p := range pairs {
		joined[point{p.i, p.j}], split[point{p.i, p.j}] = p.old >= minContained, p.new >= minContained
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
		for c.i0 > i0 && joined[point{c.i0 - 1, p.j}] {
			c.i0--
		}
		for c.i1 < endI && joined[point{c.i1, p.j}] {
			c.i1++
		}
		for c.j0 > j0 && split[point{p.i, c.j0 - 1}] {
			c.j0--
		}
		for c.j1 < endJ && split[point{p.i, c.j1}] {
			c.j1++
		}
		all = append(all, c)
	}
	return all
}

// matchSimilar matches similar sentences of a gap word by word, and leaves the others
// in the gap.
func (c *comparison) matchSimilar(g *gap) {
	if len(g.old) == 0 || len(g.new) == 0 {
		return
	}
	old, new := c.units(c.old.Text, g.old), c.units(c.new.Text, g.new)
	pairs := likelyPairs(old, new, minSimilar)
	chain := bestChain(slices.Clone(pairs), len(new))
	chain = slices.DeleteFunc(chain, func(p likelyPair) bool { return p.dice < minSimilar })
	oldTaken, newTaken := map[annotate.Span]bool{}, map[annotate.Span]bool{}
	for n, k := range clusters(chain, pairs, len(old), len(new)) {
		c.addRuns(c.wordRuns(old[k.i0:k.i1], new[k.j0:k.j1]), chain[n])
		for _, u := range old[k.i0:k.i1] {
			oldTaken[u.span] = true
		}
		for _, u := range new[k.j0:k.j1] {
			newTaken[u.span] = true
		}
	}
	g.old, g.new = removeTaken(g.old, oldTaken), removeTaken(g.new, newTaken)
}

// addRuns adds the runs of two similar sentences, and counts the letters of the words
// that are the same only in folded form.
func (c *comparison) addRuns(runs []Run, p likelyPair) {
	letters := 0
	for _, r := range runs {
		letters += CountLetters(r.Old.In(c.old.Text))
	}
	c.runs, c.alike = append(c.runs, runs...), c.alike+max(0, p.shared-letters)
}

// matchSimilarElsewhere matches very similar sentences of all gaps word by word, if
// each is clearly the most similar to the other.
func (c *comparison) matchSimilarElsewhere() {
	var oldSpans, newSpans []annotate.Span
	for _, g := range c.gaps {
		oldSpans, newSpans = append(oldSpans, g.old...), append(newSpans, g.new...)
	}
	old, new := c.units(c.old.Text, oldSpans), c.units(c.new.Text, newSpans)
	pairs := likelyPairs(old, new, minVerySimilar)
	pairs = slices.DeleteFunc(pairs, func(p likelyPair) bool {
		return p.dice < minVerySimilar || min(old[p.i].letters, new[p.j].letters) < minLetters
	})
	byOld, byNew := make(map[int]topTwo), make(map[int]topTwo)
	for _, p := range pairs {
		byOld[p.i], byNew[p.j] = byOld[p.i].add(p.dice), byNew[p.j].add(p.dice)
	}
	for _, p := range pairs {
		if byOld[p.i].isLedBy(p.dice) && byNew[p.j].isLedBy(p.dice) {
			runs := c.wordRuns(old[p.i:p.i+1], new[p.j:p.j+1])
			for i := range runs {
				runs[i].Moved = true
			}
			c.addRuns(runs, p)
		}
	}
}

// A topTwo holds the two largest of several numbers.
type topTwo struct{ first, second float64 }

func (t topTwo) add(x float64) topTwo {
	return topTwo{max(t.first, x), max(t.second, min(t.first, x))}
}

// isLedBy reports whether x is clearly the largest.
func (t topTwo) isLedBy(x float64) bool { return x == t.first && x-t.second >= minLead }
