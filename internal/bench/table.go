package main

import (
	"fmt"
	"time"

	"charm.land/lipgloss/v2"
	grid "charm.land/lipgloss/v2/table"
)

const unknown = "–"

// A table is a titled table of figures.
type table struct {
	title string
	head  []string
	rows  [][]string
}

// String returns the table as aligned Markdown below a heading, "" if it has no
// rows.
func (t table) String() string {
	if len(t.rows) == 0 {
		return ""
	}
	padded := lipgloss.NewStyle().Padding(0, 1)
	body := grid.New().Headers(t.head...).Rows(t.rows...).
		Border(lipgloss.MarkdownBorder()).BorderTop(false).BorderBottom(false).
		StyleFunc(func(int, int) lipgloss.Style { return padded })
	return fmt.Sprintf("### %s\n\n%s\n\n", t.title, body)
}

// table returns the results side by side: times, then memory and idle CPU. The
// time of each program is followed by the ratio of the first program's to it.
func (s screen) table() table {
	t := table{title: fmt.Sprintf("%s at %s", s.input.title(), s.size), head: []string{"ms: p50 / p95"}}
	for _, r := range s.results {
		t.head = append(t.head, r.program)
	}
	add := func(what string, cell func(*result) string) {
		row := []string{what}
		for _, r := range s.results {
			row = append(row, cell(r))
		}
		t.rows = append(t.rows, row)
	}
	addTimes := func(what string, of func(*result) []time.Duration) {
		ours := of(s.results[0])
		add(what, func(r *result) string {
			theirs := of(r)
			if r == s.results[0] {
				return percentiles(theirs)
			}
			return percentiles(theirs) + ratio(ours, theirs)
		})
	}
	addTimes("first frame, new", func(r *result) []time.Duration { return r.firstNew })
	addTimes("first frame, again", func(r *result) []time.Duration { return r.firstAgain })
	first := "a key"
	for i, k := range s.results[0].keys {
		if i == 0 {
			first = k.name
		}
		addTimes(k.name, func(r *result) []time.Duration { return r.times(k.name) })
	}
	addTimes("resize", func(r *result) []time.Duration { return r.resize.times })
	add("bytes after "+first, (*result).bytesPerKey)
	add("presses without an answer, without an end", (*result).unanswered)
	add("memory, settled, MiB", func(r *result) string { return mebibytes(median(r.settled)) })
	add("memory, peak, MiB", func(r *result) string { return mebibytes(r.peak) })
	add("idle CPU", func(r *result) string { return percent(r.idle) })
	return t
}

// percentiles formats the median and the 95th percentile in milliseconds.
func percentiles(times []time.Duration) string {
	if len(times) == 0 {
		return unknown
	}
	return millis(times, 50) + " / " + millis(times, 95)
}

// ratio formats how many times theirs our median is, with two digits; "" if one
// of them is not known.
func ratio(ours, theirs []time.Duration) string {
	a, b := median(ours), median(theirs)
	if len(ours) == 0 || b <= 0 {
		return ""
	}
	times := float64(a) / float64(b)
	if times >= 10 {
		return fmt.Sprintf(" ×%.0f", times)
	}
	return fmt.Sprintf(" ×%.2g", times)
}

// bytesPerKey formats the mean output of the first key.
func (r *result) bytesPerKey() string {
	if len(r.keys) == 0 {
		return unknown
	}
	return fmt.Sprint(r.keys[0].bytesEach())
}

func (r *result) unanswered() string {
	silent, restless := r.resize.silent, r.resize.restless
	for _, k := range r.keys {
		silent, restless = silent+k.silent, restless+k.restless
	}
	return fmt.Sprintf("%d, %d", silent, restless)
}

func millis(times []time.Duration, p int) string {
	t, ok := percentile(times, p)
	if !ok {
		return unknown
	}
	return fmt.Sprintf("%.1f", inMillis(t))
}

func mebibytes(bytes int64) string {
	if bytes == 0 {
		return unknown
	}
	return fmt.Sprintf("%.1f", inMebibytes(bytes))
}

func percent(shares []float64) string {
	if len(shares) == 0 {
		return unknown
	}
	return fmt.Sprintf("%.2f %%", 100*median(shares))
}
