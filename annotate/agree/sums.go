package agree

import (
	"math"
	"math/rand/v2"
	"slices"

	"galley/annotate"
)

// pairSums count, for two people and a part of the text, all that F1, κ and α of words
// need. Sums of parts add up to those of the whole text.
type pairSums struct {
	counts    [4]spanCounts         // by row
	sentences [4][2][2]int          // by row, first person, second person
	words     [tagSets][tagSets]int // by first person, second person
}

// spanCounts count the annotations of two people, and what both have.
type spanCounts struct{ a, b, exact, overlap int }

func (s *pairSums) add(p *pairSums) {
	for i, c := range p.counts {
		s.counts[i].a += c.a
		s.counts[i].b += c.b
		s.counts[i].exact += c.exact
		s.counts[i].overlap += c.overlap
		for x := range 2 {
			for y := range 2 {
				s.sentences[i][x][y] += p.sentences[i][x][y]
			}
		}
	}
	for x := range p.words {
		for y := range p.words[x] {
			s.words[x][y] += p.words[x][y]
		}
	}
}

// measures returns F1 exact, F1 by overlap, κ and α of a row.
func (s *pairSums) measures(row int) []float64 {
	c, table := s.counts[row], s.sentences[row]
	var words coincidences
	for x := range s.words {
		for y, n := range s.words[x] {
			if n > 0 {
				words.add(valuesOf(row, tagSet(x), tagSet(y)), float64(n))
			}
		}
	}
	return []float64{
		f1(c.exact, c.a+c.b), f1(c.overlap, c.a+c.b), CohenKappa([][]int{table[0][:], table[1][:]}), words.alpha(),
	}
}

// f1 returns 2·both/sum, or NaN for 0/0.
func f1(both, sum int) float64 { return 2 * float64(both) / float64(sum) }

// valuesOf counts the values that people gave a unit: for a tag, whether they annotated it
// so; for all, their set of tags.
func valuesOf(row int, sets ...tagSet) []int {
	counts := make([]int, tagSets)
	for _, s := range sets {
		if row < len(tags) {
			s = s >> row & 1
		}
		counts[s]++
	}
	return counts
}

// pairParts returns the sums of two people by paragraph.
func (u units) pairParts(items []Item, a, b coverage) []pairSums {
	parts := make([]pairSums, len(u.paragraphs))
	for _, item := range items {
		item.count(&parts[u.paragraphAt(item.Span().Start)].counts)
	}
	for i, s := range u.sentences {
		part := &parts[s.paragraph]
		for row := range tags {
			x, y := a.sentences[i]>>row&1, b.sentences[i]>>row&1
			part.sentences[row][x][y]++
			part.sentences[len(tags)][x][y]++
		}
	}
	for i, w := range u.words {
		parts[w.paragraph].words[a.words[i]][b.words[i]]++
	}
	return parts
}

// count adds the annotations of an item to counts by row.
func (i Item) count(counts *[4]spanCounts) {
	for _, row := range rowsOf(i.A) {
		counts[row].a++
	}
	for _, row := range rowsOf(i.B) {
		counts[row].b++
	}
	if i.A == nil || i.B == nil || i.A.Tag != i.B.Tag {
		return
	}
	for _, row := range rowsOf(i.A) {
		counts[row].overlap++
		if i.A.Span() == i.B.Span() {
			counts[row].exact++
		}
	}
}

// rowsOf returns the rows that count an annotation, which may be nil.
func rowsOf(n *annotate.Annotation) []int {
	if n == nil || !slices.Contains(tags, n.Tag) {
		return nil
	}
	return []int{slices.Index(tags, n.Tag), len(tags)}
}

// paragraphAt returns the index of the last paragraph that begins at off or before it, or
// 0: annotations in folded blocks count with the paragraph before.
func (u units) paragraphAt(off int) int {
	i, found := slices.BinarySearchFunc(u.paragraphs, off, func(p annotate.Span, off int) int { return p.Start - off })
	if found {
		return i
	}
	return max(i-1, 0)
}

// groupSums are the sums of all people for a paragraph and a row.
type groupSums struct{ sentences, words coincidences }

// groupParts returns the sums of all people by paragraph and row.
func (u units) groupParts(all []coverage) [][4]groupSums {
	parts := make([][4]groupSums, len(u.paragraphs))
	sets := make([]tagSet, len(all))
	for i, s := range u.sentences {
		part := &parts[s.paragraph]
		for k, c := range all {
			sets[k] = c.sentences[i]
		}
		for row := range tags {
			values := valuesOf(row, sets...)
			part[row].sentences.add(values, 1)
			part[len(tags)].sentences.add(values, 1)
		}
	}
	for i, w := range u.words {
		part := &parts[w.paragraph]
		for k, c := range all {
			sets[k] = c.words[i]
		}
		for row := range part {
			part[row].words.add(valuesOf(row, sets...), 1)
		}
	}
	return parts
}

// draws is the number of samples of a bootstrap.
const draws = 1000

// bootstrap returns the 95 % percentile interval of each of count figures, or nil where
// less than half of the samples define it. measures computes the figures of a sample of
// parts, given by index. The same arguments give the same intervals.
func bootstrap(parts, count int, measures func(sample []int) []float64) []*[2]float64 {
	values := make([][]float64, count)
	random := rand.New(rand.NewPCG(1, uint64(parts)))
	sample := make([]int, parts)
	for range draws {
		for i := range sample {
			sample[i] = random.IntN(parts)
		}
		for k, v := range measures(sample) {
			if !math.IsNaN(v) {
				values[k] = append(values[k], v)
			}
		}
	}
	bounds := make([]*[2]float64, count)
	for k, v := range values {
		if len(v) >= draws/2 {
			slices.Sort(v)
			bounds[k] = &[2]float64{v[len(v)*25/1000], v[len(v)*975/1000]}
		}
	}
	return bounds
}
