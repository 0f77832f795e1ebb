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
	unit            string
	measured, limit float64
}

// targets returns the targets of figures that were measured, at 80x24.
func (r report) targets() (all []target) {
	if s, ok := r.screen("10MB"); ok {
		all = append(all, s.besidePager()...)
		all = append(all,
			target{"first hit of find over 10 MB, p50", "ms", inMillis(median(s.results[0].times(keyFind))), 20},
			target{"tag to saved in 10 MB, p50", "ms", inMillis(median(s.results[0].times(keyTag))), 15})
	}
	if s, ok := r.screen(inputLibrary); ok {
		all = append(all, target{"library of 10,000 articles opens, p50", "ms", inMillis(median(s.results[0].firstAgain)), 60})
	}
	version, pager := r.command(commandVersion), r.command(commandPager)
	if version != nil && pager != nil {
		all = append(all, target{"`--version`, p50, beside the empty pager that ends at once", "ms", inMillis(median(version.times)), inMillis(median(pager.times))})
		if s, ok := r.screen("10MB"); ok && len(s.results) > 1 {
			all = append(all, target{"`--version`, p50, beside the first frame of the empty pager", "ms",
				inMillis(median(version.times)), inMillis(median(s.pager().firstAgain))})
		}
	}
	for _, name := range []string{commandMany, commandOne, commandTasks} {
		if c := r.command(name); c != nil {
			all = append(all,
				target{name + ", p50", "s", median(c.times).Seconds(), 3},
				target{name + ", peak memory", "MiB", float64(c.peak) / (1 << 20), 300})
		}
	}
	return all
}

// besidePager returns the targets that are differences to the empty pager.
func (s screen) besidePager() []target {
	pager, ours := s.pager(), s.results[0]
	if pager == nil {
		return nil
	}
	moves := []string{keyDown, keyEnd, keyTop, keySelect}
	difference := func(p int, a, b []time.Duration) float64 {
		x, _ := percentile(a, p)
		y, _ := percentile(b, p)
		return inMillis(x - y)
	}
	all := []target{
		{"first frame of 10 MB, new, p50, more than the empty pager", "ms", difference(50, ours.firstNew, pager.firstNew), 25},
		{"first frame of 10 MB, again, p50, more than the empty pager", "ms", difference(50, ours.firstAgain, pager.firstAgain), 25},
		{"j, G, g g and select in 10 MB, p50, more than the empty pager", "ms", difference(50, ours.times(moves...), pager.times(moves...)), 0.5},
		{"j, G, g g and select in 10 MB, p95, more than the empty pager", "ms", difference(95, ours.times(moves...), pager.times(moves...)), 1},
	}
	if a, b := median(ours.settled), median(pager.settled); a > 0 && b > 0 {
		all = append(all, target{"memory with 10 MB, settled, more than the empty pager", "MiB", float64(a-b) / (1 << 20), 25})
	}
	if len(ours.idle) > 0 && len(pager.idle) > 0 {
		all = append(all, target{"idle CPU with 10 MB, more than the empty pager", "%", 100 * (median(ours.idle) - median(pager.idle)), 0.1})
	}
	return all
}

// pager returns the result of the empty pager, nil if it was not measured.
func (s screen) pager() *result {
	i := slices.IndexFunc(s.results, func(r *result) bool { return r.program == emptyPager().name })
	if i <= 0 {
		return nil
	}
	return s.results[i]
}

// screen returns the results on an input at 80x24.
func (r report) screen(input string) (screen, bool) {
	for _, s := range r.screens {
		if s.input.name == input && s.size == (size{80, 24}) && s.results[0].program == "galley" && s.pager() != nil {
			return s, true
		}
	}
	return screen{}, false
}

// command returns the measurements of a command, nil if there are none.
func (r report) command(name string) *command {
	i := slices.IndexFunc(r.commands, func(c *command) bool { return c.name == name })
	if i < 0 {
		return nil
	}
	return r.commands[i]
}

func inMillis(t time.Duration) float64 { return t.Seconds() * 1000 }

func (r report) targetsTable() table {
	t := table{title: "Targets, at 80x24", note: r.about, head: []string{"what", "measured", "at most", ""}}
	for _, g := range r.targets() {
		verdict := "kept"
		if math.Round(10*g.measured) > math.Round(10*g.limit) { // as they are printed
			verdict = "missed"
		}
		t.rows = append(t.rows, []string{g.what, fmt.Sprintf("%.1f %s", g.measured, g.unit), fmt.Sprintf("%.1f %s", g.limit, g.unit), verdict})
	}
	return t
}
