package main

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// A target is a bound that a figure is to keep.
type target struct {
	what        string
	unit        string
	found, most float64
}

// targets compares what was measured on an 80 by 24 screen with what is
// promised. What was not measured has no target.
func (m measured) targets() (all []target) {
	if s, ok := m.screen("10MB"); ok {
		all = append(all, s.besidePager()...)
		all = append(all,
			target{"first hit of find over 10 MB, p50", "ms", inMillis(median(s.results[0].times(keyFind))), 20},
			target{"tag to saved in 10 MB, p50", "ms", inMillis(median(s.results[0].times(keyTag))), 15})
	}
	if s, ok := m.screen(inputLibrary); ok {
		all = append(all, target{"library of 10,000 articles opens, p50", "ms", inMillis(median(s.results[0].firstAgain)), 60})
	}
	version, pager := m.start(startVersion), m.start(startPager)
	if version != nil && pager != nil {
		all = append(all, target{"`--version`, p50, beside the empty pager that ends at once", "ms", inMillis(median(version.times)), inMillis(median(pager.times))})
		if s, ok := m.screen("10MB"); ok && len(s.results) > 1 {
			all = append(all, target{"`--version`, p50, beside the first frame of the empty pager", "ms",
				inMillis(median(version.times)), inMillis(median(s.pager().firstAgain))})
		}
	}
	for _, name := range []string{startLarge, startOne, startTasks} {
		if s := m.start(name); s != nil {
			all = append(all,
				target{name + ", p50", "s", median(s.times).Seconds(), 3},
				target{name + ", peak memory", "MiB", float64(s.peak) / (1 << 20), 300})
		}
	}
	return all
}

// besidePager are the targets that are differences to the empty pager.
func (s screen) besidePager() []target {
	pager, ours := s.pager(), s.results[0]
	if pager == nil {
		return nil
	}
	moves := []string{keyDown, keyEnd, keyTop, keySelect}
	less := func(p int, a, b []time.Duration) float64 {
		x, _ := percentile(a, p)
		y, _ := percentile(b, p)
		return inMillis(x - y)
	}
	all := []target{
		{"first frame of 10 MB, new, p50, more than the empty pager", "ms", less(50, ours.firstNew, pager.firstNew), 25},
		{"first frame of 10 MB, again, p50, more than the empty pager", "ms", less(50, ours.firstAgain, pager.firstAgain), 25},
		{"j, G, g g and select in 10 MB, p50, more than the empty pager", "ms", less(50, ours.times(moves...), pager.times(moves...)), 0.5},
		{"j, G, g g and select in 10 MB, p95, more than the empty pager", "ms", less(95, ours.times(moves...), pager.times(moves...)), 1},
	}
	if a, b := median(ours.settled), median(pager.settled); a > 0 && b > 0 {
		all = append(all, target{"memory with 10 MB, settled, more than the empty pager", "MiB", float64(a-b) / (1 << 20), 25})
	}
	if len(ours.idle) > 0 && len(pager.idle) > 0 {
		all = append(all, target{"idle CPU with 10 MB, more than the empty pager", "%", 100 * (median(ours.idle) - median(pager.idle)), 0.1})
	}
	return all
}

// pager is the result of the empty pager, nil if it was not measured.
func (s screen) pager() *result {
	i := slices.IndexFunc(s.results, func(r *result) bool { return r.program == emptyPager().name })
	if i <= 0 {
		return nil
	}
	return s.results[i]
}

// screen is the results on an input at 80 by 24.
func (m measured) screen(input string) (screen, bool) {
	for _, s := range m.screens {
		if s.input.name == input && s.size == (size{80, 24}) && s.results[0].program == "galley" && s.pager() != nil {
			return s, true
		}
	}
	return screen{}, false
}

// start is the runs of a command, nil if there are none.
func (m measured) start(name string) *start {
	i := slices.IndexFunc(m.starts, func(s *start) bool { return s.name == name })
	if i < 0 {
		return nil
	}
	return m.starts[i]
}

func inMillis(t time.Duration) float64 { return t.Seconds() * 1000 }

func (m measured) targetsTable() table {
	t := table{title: "Targets, at 80x24", note: m.about, head: []string{"what", "measured", "at most", ""}}
	for _, g := range m.targets() {
		verdict := "kept"
		if math.Round(10*g.found) > math.Round(10*g.most) { // as printed
			verdict = "missed"
		}
		t.rows = append(t.rows, []string{g.what, fmt.Sprintf("%.1f %s", g.found, g.unit), fmt.Sprintf("%.1f %s", g.most, g.unit), verdict})
	}
	return t
}
