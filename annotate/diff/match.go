package diff

import (
	"slices"
	"sort"
)

// A matcher finds the common subsequences of two sequences.
type matcher struct {
	a, b   []int32
	counts []count // by id
	emit   func(i, j, n int)
}

// A count holds the number of times that an id occurs in the compared parts, and the
// index of its last occurrence in b.
type count struct{ a, b, last int32 }

// match calls emit for each stretch that a and b have in common, a[i:i+n] and
// b[j:j+n], in order. Stretches may be adjacent. vocabulary is one more than the largest
// id.
func match(a, b []int32, vocabulary int, emit func(i, j, n int)) {
	m := &matcher{a: a, b: b, counts: make([]count, vocabulary), emit: emit}
	m.solve(box{0, len(a), 0, len(b)}, 0)
}

// A box is a part of a and a part of b.
type box struct{ a0, a1, b0, b1 int }

func (x box) empty() bool { return x.a0 == x.a1 || x.b0 == x.b1 }

const (
	smallBox = 1 << 16 // maximum number of cells for which only Myers's algorithm is used
	maxDepth = 64      // maximum depth of nested splits
)

// solve emits the matches of a box.
func (m *matcher) solve(x box, depth int) {
	n := 0
	for x.a0+n < x.a1 && x.b0+n < x.b1 && m.a[x.a0+n] == m.b[x.b0+n] {
		n++
	}
	m.emitRun(x.a0, x.b0, n)
	x.a0, x.b0 = x.a0+n, x.b0+n
	n = 0
	for x.a0 < x.a1-n && x.b0 < x.b1-n && m.a[x.a1-n-1] == m.b[x.b1-n-1] {
		n++
	}
	x.a1, x.b1 = x.a1-n, x.b1-n
	if !x.empty() {
		m.solveInner(x, depth)
	}
	m.emitRun(x.a1, x.b1, n)
}

func (m *matcher) emitRun(i, j, n int) {
	if n > 0 {
		m.emit(i, j, n)
	}
}

// solveInner solves a box whose ends differ.
func (m *matcher) solveInner(x box, depth int) {
	var split []point
	if (x.a1-x.a0)*(x.b1-x.b0) > smallBox && depth < maxDepth {
		split = m.uniqueInOrder(x)
	}
	if split == nil {
		m.myers(x)
		return
	}
	for _, p := range split {
		m.solve(box{x.a0, p.i, x.b0, p.j}, depth+1)
		m.emit(p.i, p.j, 1)
		x.a0, x.b0 = p.i+1, p.j+1
	}
	m.solve(x, depth+1)
}

// A point is an index in a and one in b.
type point struct{ i, j int }

// uniqueInOrder returns items that occur once in each part and are in the same order
// in both.
func (m *matcher) uniqueInOrder(x box) []point {
	for i := x.a0; i < x.a1; i++ {
		m.counts[m.a[i]].a++
	}
	for j := x.b0; j < x.b1; j++ {
		c := &m.counts[m.b[j]]
		c.b, c.last = c.b+1, int32(j)
	}
	var points []point
	for i := x.a0; i < x.a1; i++ {
		if c := m.counts[m.a[i]]; c.a == 1 && c.b == 1 {
			points = append(points, point{i, int(c.last)})
		}
	}
	for i := x.a0; i < x.a1; i++ {
		m.counts[m.a[i]] = count{}
	}
	for j := x.b0; j < x.b1; j++ {
		m.counts[m.b[j]] = count{}
	}
	return longestRising(points)
}

// longestRising returns the longest subsequence of points, which are in order of i, that is
// in order of j too.
func longestRising(points []point) []point {
	if len(points) == 0 {
		return nil
	}
	before := make([]int, len(points)) // the previous point of the best chain
	var ends []int                     // the last point of the best chain of each length
	for k, p := range points {
		at := sort.Search(len(ends), func(n int) bool { return points[ends[n]].j >= p.j })
		before[k] = -1
		if at > 0 {
			before[k] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, k)
		} else {
			ends[at] = k
		}
	}
	chain := make([]point, 0, len(ends))
	for k := ends[len(ends)-1]; k >= 0; k = before[k] {
		chain = append(chain, points[k])
	}
	slices.Reverse(chain)
	return chain
}
