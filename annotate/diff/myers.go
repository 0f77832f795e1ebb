package diff

import "slices"

// Bounds on the number of differences.
const (
	maxDifferences = 512
	maxInLargeBox  = 32
	largeBox       = 1 << 18 // items on both sides of a box; one with more is large
)

// myers matches a box with E. Myers's greedy algorithm. At the bound on differences it
// keeps the matches up to the furthest point, and starts again there.
func (m *matcher) myers(x box) {
	for !x.empty() {
		limit := maxDifferences
		if x.a1-x.a0+x.b1-x.b0 > largeBox {
			limit = maxInLargeBox
		}
		at := m.reach(x, limit)
		x.a0, x.b0 = at.i, at.j
	}
}

// reach follows at most limit differences from the start of a box, emits the matches,
// and returns the end of the box or the furthest point.
func (m *matcher) reach(x box, limit int) point {
	limit = min(limit, x.a1-x.a0+x.b1-x.b0)
	front := make([]int32, 2*limit+1) // front[limit+k]: the furthest index of a on diagonal k
	var trace [][]int32               // the fronts before each difference, diagonals −d to d
	for d := 0; ; d++ {
		trace = append(trace, slices.Clone(front[limit-d:limit+d+1]))
		best, diagonal := point{x.a0, x.b0}, 0
		for k := -d; k <= d; k += 2 {
			i := x.a0
			if d > 0 {
				i, _ = enter(trace[d], d, k)
			}
			j := i - x.a0 + x.b0 - k
			for i < x.a1 && j < x.b1 && m.a[i] == m.b[j] {
				i, j = i+1, j+1
			}
			front[limit+k] = int32(i)
			if i <= x.a1 && j <= x.b1 && i+j >= best.i+best.j {
				best, diagonal = point{i, j}, k
			}
		}
		if best.i == x.a1 && best.j == x.b1 || d == limit {
			m.retrace(x, trace, best.i, diagonal)
			return best
		}
	}
}

// enter returns the index of a at which the d-th difference enters diagonal k, and the
// diagonal that it comes from.
func enter(before []int32, d, k int) (i, from int) {
	if k == -d || k != d && before[d+k-1] < before[d+k+1] {
		return int(before[d+k+1]), k + 1 // an item of b is inserted
	}
	return int(before[d+k-1]) + 1, k - 1 // an item of a is deleted
}

// retrace emits, in order, the matches on the way to index i of a on diagonal k.
func (m *matcher) retrace(x box, trace [][]int32, i, k int) {
	var runs [][3]int
	add := func(start int) {
		if n := i - start; n > 0 {
			runs = append(runs, [3]int{start, start - x.a0 + x.b0 - k, n})
		}
	}
	for d := len(trace) - 1; d > 0; d-- {
		start, from := enter(trace[d], d, k)
		add(start)
		i, k = int(trace[d][d+from]), from
	}
	add(x.a0)
	slices.Reverse(runs)
	for _, r := range runs {
		m.emit(r[0], r[1], r[2])
	}
}
