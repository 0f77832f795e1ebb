package main

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// A target is an upper bound for a figure.
type target struct {
	what            string
	unit            string // printed after a figure, with a space unless it is %
	measured, limit float64
}

// targets returns the targets whose figures were measured, at 80x24.
func (r report) targets() (all []target) {
	text := r.screen("10MB")
	if text != nil {
		all = append(all, pagerTargets(text.results[0], text.pager())...)
		all = append(all,
			timeTarget("first hit of find over 10 MB, p50", text.results[0].times(keyFind), 20),
			timeTarget("tag to saved in 10 MB, p50", text.results[0].times(keyTag), 15))
	}
	if s := r.screen(inputLibrary); s != nil {
		all = append(all, timeTarget("library of 10,000 articles opens, p50", s.results[0].firstAgain, 60))
	}
	for _, c := range r.commands {
		switch {
		case c.name == commandVersion:
			pager := r.commands[0].times
			all = append(all, timeTarget("`--version`, p50, compared with the empty pager that exits at once", c.times, inMillis(median(pager))))
			if text != nil {
				all = append(all, timeTarget("`--version`, p50, compared with the first frame of the empty pager", c.times,
					inMillis(median(text.pager().firstAgain))))
			}
		case c.runs == 1:
			all = append(all,
				target{c.name + ", p50", " s", median(c.times).Seconds(), 3},
				target{c.name + ", peak memory", " MiB", inMebibytes(c.peak), 300})
		}
	}
	return all
}

// timeTarget returns a target for a median, in milliseconds.
func timeTarget(what string, times []time.Duration, limit float64) target {
	return target{what, " ms", inMillis(median(times)), limit}
}

// pagerTargets returns the targets for differences from the empty pager.
func pagerTargets(ours, pager *result) []target {
	const keys = "j, G, g g and select in 10 MB"
	moves := []string{keyDown, keyEnd, keyTop, keySelect}
	difference := func(what string, p int, a, b []time.Duration, limit float64) target {
		x, _ := percentile(a, p)
		y, _ := percentile(b, p)
		return target{fmt.Sprintf("%s, p%d, more than the empty pager", what, p), " ms", inMillis(x - y), limit}
	}
	all := []target{
		difference("first frame of 10 MB, new", 50, ours.firstNew, pager.firstNew, 25),
		difference("first frame of 10 MB, again", 50, ours.firstAgain, pager.firstAgain, 25),
		difference(keys, 50, ours.times(moves...), pager.times(moves...), 0.5),
		difference(keys, 95, ours.times(moves...), pager.times(moves...), 1),
	}
	if a, b := median(ours.settled), median(pager.settled); a > 0 && b > 0 {
		all = append(all, target{"memory with 10 MB, settled, more than the empty pager", " MiB", inMebibytes(a - b), 25})
	}
	if len(ours.idle) > 0 && len(pager.idle) > 0 {
		all = append(all, target{"idle CPU with 10 MB, more than the empty pager", "%", 100 * (median(ours.idle) - median(pager.idle)), 0.1})
	}
	return all
}

// pager returns the result of the empty pager, or nil if it was not measured.
func (s screen) pager() *result {
	i := slices.IndexFunc(s.results, func(r *result) bool { return r.program == emptyPager().name })
	if i <= 0 {
		return nil
	}
	return s.results[i]
}

// screen returns the results of Galley and the empty pager on an input at
// 80x24, or nil if there are none.
func (r report) screen(input string) *screen {
	i := slices.IndexFunc(r.screens, func(s screen) bool {
		return s.input.name == input && s.size == (size{80, 24}) && s.results[0].program == "galley" && s.pager() != nil
	})
	if i < 0 {
		return nil
	}
	return &r.screens[i]
}

func inMillis(t time.Duration) float64 { return t.Seconds() * 1000 }

func inMebibytes(bytes int64) float64 { return float64(bytes) / (1 << 20) }

func (r report) targetsTable() table {
	t := table{title: "Targets, at 80x24", head: []string{"what", "measured", "at most", ""}}
	for _, g := range r.targets() {
		verdict := "met"
		if math.Round(10*g.measured) > math.Round(10*g.limit) { // as they are printed
			verdict = "missed"
		}
		t.rows = append(t.rows, []string{g.what, fmt.Sprintf("%.1f%s", g.measured, g.unit), fmt.Sprintf("%.1f%s", g.limit, g.unit), verdict})
	}
	return t
}
