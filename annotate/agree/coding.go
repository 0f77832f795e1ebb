package agree

import "math"

// CohenKappa returns Cohen's κ of two people. table[i][j] is the number of items that
// the first one put into category i and the second one into category j.
//
//	κ = (A_o − A_e) / (1 − A_e),  A_o = Σ n_ii/n,  A_e = Σ (n_i. · n_.i)/n²
func CohenKappa(table [][]int) float64 {
	rows, columns := make([]float64, len(table)), make([]float64, len(table))
	var n, same, expected float64
	for i, row := range table {
		same += float64(row[i])
		for j, count := range row {
			rows[i] += float64(count)
			columns[j] += float64(count)
			n += float64(count)
		}
	}
	for i := range table {
		expected += rows[i] * columns[i] / n / n
	}
	return corrected(same/n, expected)
}

// FleissKappa returns Fleiss's κ. counts[i][c] is the number of people who put item i
// into category c. Items with less than two values are left out; the others may
// have different numbers of them, which Fleiss does not foresee: pairs within each
// item are then averaged. For two people it is Scott's π.
//
//	A_o = mean over items of Σ n_ic(n_ic − 1) / n_i(n_i − 1),  A_e = Σ p_c²
func FleissKappa(counts [][]int) float64 {
	var f coincidences
	for _, item := range counts {
		f.add(item, 1)
	}
	return f.fleiss()
}

// Alpha returns Krippendorff's α for nominal values. counts[u][c] is the number of people
// who gave unit u the value c. Units with less than two values are left out.
//
//	α = 1 − (n − 1) · (n − Σ o_cc) / (n² − Σ n_c²),  o_cc = Σ_u n_uc(n_uc − 1) / (n_u − 1)
func Alpha(counts [][]int) float64 {
	var f coincidences
	for _, unit := range counts {
		f.add(unit, 1)
	}
	return f.alpha()
}

// coincidences sums up what κ and α need of items. Sums of parts of a text add up to
// those of the text.
type coincidences struct {
	items  float64
	agreed float64   // Σ over items of the share of pairs that agree
	same   float64   // Σ o_cc
	values []float64 // n_c
}

// add adds times items with these counts of values.
func (f *coincidences) add(counts []int, times float64) {
	n, pairs := 0, 0
	for _, count := range counts {
		n += count
		pairs += count * (count - 1)
	}
	if n < 2 {
		return
	}
	for len(f.values) < len(counts) {
		f.values = append(f.values, 0)
	}
	for c, count := range counts {
		f.values[c] += times * float64(count)
	}
	f.items += times
	f.agreed += times * float64(pairs) / float64(n*(n-1))
	f.same += times * float64(pairs) / float64(n-1)
}

// sum adds the sums of another part.
func (f *coincidences) sum(part coincidences) {
	for len(f.values) < len(part.values) {
		f.values = append(f.values, 0)
	}
	for c, n := range part.values {
		f.values[c] += n
	}
	f.items += part.items
	f.agreed += part.agreed
	f.same += part.same
}

func (f *coincidences) fleiss() float64 {
	n, squares := f.totals()
	return corrected(f.agreed/f.items, squares/n/n)
}

func (f *coincidences) alpha() float64 {
	n, squares := f.totals()
	if n*n == squares {
		return math.NaN()
	}
	return 1 - (n-1)*(n-f.same)/(n*n-squares)
}

// totals returns n and Σ n_c².
func (f *coincidences) totals() (n, squares float64) {
	for _, count := range f.values {
		n += count
		squares += count * count
	}
	return n, squares
}

// corrected returns an observed agreement corrected for chance, or NaN if chance alone
// gives full agreement.
func corrected(observed, expected float64) float64 {
	if expected == 1 {
		return math.NaN()
	}
	return (observed - expected) / (1 - expected)
}
