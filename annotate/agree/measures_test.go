package agree_test

import (
	"math"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/agree"
)

func wantFigure(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %.6f, want %v", what, got, want)
	}
}

const exact = 5e-7 // published to six decimals

// countsOf counts the values of each unit: one character per person, a dot if missing.
func countsOf(units ...string) [][]int {
	counts := make([][]int, len(units))
	for i, unit := range units {
		counts[i] = make([]int, 10)
		for _, value := range unit {
			if value != '.' {
				counts[i][value-'0']++
			}
		}
	}
	return counts
}

// Krippendorff, Computing Krippendorff's alpha-reliability, 2011; Content Analysis, 2004.
func TestAlphaOfPublishedExamples(t *testing.T) {
	coders := []string{".....34121133.3", "1.213343.......", "..21344.21133.4"}
	var units []string
	for i := range 15 {
		unit := ""
		for _, c := range coders {
			unit += c[i : i+1]
		}
		units = append(units, unit)
	}
	for name, example := range map[string]struct {
		units []string
		want  float64
	}{
		"2011":         {strings.Split("11.1|2232|3333|3333|2222|1234|4444|1121|2222|.555|..11|..3.", "|"), .743421},
		"2004, p. 224": {strings.Fields("10 11 01 00 00 01 00 01 00 00"), .095238},
		"three coders": {units, .691358},
	} {
		wantFigure(t, "α, "+name, agree.Alpha(countsOf(example.units...)), example.want, exact)
	}
}

// Cohen 1960; Artstein and Poesio, Inter-coder agreement for computational linguistics, 2008.
func TestKappaOfPublishedExamples(t *testing.T) {
	for name, example := range map[string]struct {
		table     [][]int
		kappa, pi float64
	}{
		"Cohen":                 {[][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}, .491525, math.NaN()},
		"Artstein and Poesio":   {[][]int{{20, 10}, {20, 50}}, .347826, .340659},
		"Artstein and Poesio 2": {[][]int{{46, 0, 0}, {6, 32, 6}, {0, 0, 10}}, .801325, .799532},
	} {
		wantFigure(t, "κ, "+name, agree.CohenKappa(example.table), example.kappa, exact)
		if !math.IsNaN(example.pi) {
			wantFigure(t, "π, "+name, agree.FleissKappa(itemsOf(example.table)), example.pi, exact)
		}
	}
}

// itemsOf returns the items of a contingency table of two people.
func itemsOf(table [][]int) (counts [][]int) {
	for i, row := range table {
		for j, n := range row {
			for range n {
				item := make([]int, len(table))
				item[i]++
				item[j]++
				counts = append(counts, item)
			}
		}
	}
	return counts
}

// Fleiss 1971: 30 patients, 6 psychiatrists, 5 diagnoses.
func TestFleissOfThePublishedExample(t *testing.T) {
	counts := countsOf(strings.Fields(`444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
		144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
		555555 244444 224555 114444 144445 222224 111155 224444 133333 555555`)...)
	wantFigure(t, "κ", agree.FleissKappa(counts), .430, .0005)
}

func spans(startAndLength ...int) (all []annotate.Span) {
	for i := 0; i < len(startAndLength); i += 2 {
		start := startAndLength[i]
		all = append(all, annotate.Span{Start: start, End: start + startAndLength[i+1]})
	}
	return all
}

// shifted returns spans moved by n.
func shifted(all []annotate.Span, n int) (moved []annotate.Span) {
	for _, s := range all {
		moved = append(moved, annotate.Span{Start: s.Start + n, End: s.End + n})
	}
	return moved
}

// Krippendorff 2004, p. 254, which prints .8591 because it rounds D_o and D_e first: the
// exact value is .8587.
func TestUnitizingAlphaOfThePublishedExample(t *testing.T) {
	first, second := spans(225, 70, 370, 30), spans(220, 80, 355, 20, 400, 20)
	c := [][]annotate.Span{shifted(first, -150), shifted(second, -150)}
	same := shifted(spans(180, 60, 300, 50), -150)
	k := [][]annotate.Span{same, same}
	wantFigure(t, "α of c", agree.UnitizingAlpha(300, c), .728599, exact)
	wantFigure(t, "α of k", agree.UnitizingAlpha(300, k), 1, exact)
	observedC, expectedC := agree.Disagreement(300, c)
	observedK, expectedK := agree.Disagreement(300, k)
	wantFigure(t, "α of both", 1-(observedC+observedK)/(expectedC+expectedK), .858665, exact)
}

// Krippendorff 1995, p. 57: four texts, stretched so that the unit of length does not
// matter. The published figures follow an older form of D_e.
func TestUnitizingAlphaOfTheOlderExamples(t *testing.T) {
	for name, example := range map[string]struct {
		a, b []annotate.Span
		want float64
	}{
		"A": {spans(2, 8, 14, 6), spans(4, 4, 15, 2), .553},
		"B": {spans(0, 18), spans(0, 2, 2, 1, 3, 1, 4, 1, 5, 1, 6, 3, 9, 1), -.926},
		"C": {spans(2, 6, 10, 2, 14, 4, 20, 2), spans(0, 2, 4, 4, 10, 4, 16, 2, 20, 2), .679},
		"D": {spans(0, 2, 2, 8, 10, 4, 14, 6, 20, 4), spans(0, 4, 4, 4, 8, 7, 15, 2, 17, 7), .066},
	} {
		const stretch = 50_000
		wantFigure(t, name, agree.UnitizingAlpha(24*stretch, [][]annotate.Span{stretched(example.a, stretch), stretched(example.b, stretch)}), example.want, .02)
	}
}

func stretched(all []annotate.Span, by int) (longer []annotate.Span) {
	for _, s := range all {
		longer = append(longer, annotate.Span{Start: s.Start * by, End: s.End * by})
	}
	return longer
}

func TestUndefinedMeasures(t *testing.T) {
	for what, got := range map[string]float64{
		"κ of one category":          agree.CohenKappa([][]int{{5, 0}, {0, 0}}),
		"Fleiss's κ of one category": agree.FleissKappa([][]int{{2, 0}, {2, 0}}),
		"α of one value":             agree.Alpha([][]int{{2, 0}, {2, 0}}),
		"α of single values":         agree.Alpha([][]int{{1, 0}, {0, 1}}),
		"unitizing α of nothing":     agree.UnitizingAlpha(10, [][]annotate.Span{nil, nil}),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s is %v", what, got)
		}
	}
}
