package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

const unknown = "–"

// A table is a titled table of figures.
type table struct {
	title string
	note  string // below the title, "" for none
	head  []string
	rows  [][]string
}

// A form prints a table, as text or as Markdown.
type form func(io.Writer, table) error

// print prints the tables that have rows.
func (f form) print(w io.Writer, tables ...table) error {
	for _, t := range tables {
		if len(t.rows) == 0 {
			continue
		}
		if err := f(w, t); err != nil {
			return err
		}
	}
	return nil
}

// asText prints aligned columns.
func asText(w io.Writer, t table) error {
	fmt.Fprintf(w, "%s\n", t.title)
	if t.note != "" {
		fmt.Fprintf(w, "%s\n", t.note)
	}
	fmt.Fprintln(w)
	columns := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, row := range append([][]string{t.head}, t.rows...) {
		fmt.Fprintf(columns, "  %s\n", strings.Join(row, "\t"))
	}
	if err := columns.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

// asMarkdown prints a Markdown table below a heading.
func asMarkdown(w io.Writer, t table) error {
	fmt.Fprintf(w, "### %s\n\n", t.title)
	if t.note != "" {
		fmt.Fprintf(w, "%s\n\n", t.note)
	}
	return bareMarkdown(w, t)
}

// bareMarkdown prints a Markdown table without a heading.
func bareMarkdown(w io.Writer, t table) error {
	line := strings.Repeat("|---", len(t.head)) + "|"
	fmt.Fprintf(w, "| %s |\n%s\n", strings.Join(t.head, " | "), line)
	for _, row := range t.rows {
		fmt.Fprintf(w, "| %s |\n", strings.ReplaceAll(strings.Join(row, " | "), "`|`", "`\\|`"))
	}
	_, err := fmt.Fprintln(w)
	return err
}

// table returns the results side by side: times, then memory and idle CPU. The
// time of each program is followed by the ratio of the first program's to it.
func (s screen) table() table {
	t := table{title: fmt.Sprintf("%s at %s", s.input.title(), s.size), head: []string{"ms: p50 / p95"}}
	for _, r := range s.results {
		t.head = append(t.head, r.program)
	}
	t.rows = append(t.rows,
		s.times("first frame, new", func(r *result) []time.Duration { return r.firstNew }),
		s.times("first frame, again", func(r *result) []time.Duration { return r.firstAgain }))
	for _, k := range s.results[0].keys {
		t.rows = append(t.rows, s.times(k.name, func(r *result) []time.Duration { return r.times(k.name) }))
	}
	t.rows = append(t.rows,
		s.times("resize", func(r *result) []time.Duration { return r.resize.times }),
		s.row("bytes after "+s.results[0].firstKey(), func(r *result) string { return r.bytesPerKey() }),
		s.row("presses without an answer, without an end", func(r *result) string { return r.unanswered() }),
		s.row("memory, settled, MiB", func(r *result) string { return mebibytes(median(r.settled)) }),
		s.row("memory, peak, MiB", func(r *result) string { return mebibytes(r.peak) }),
		s.row("idle CPU", func(r *result) string { return percent(r.idle) }),
	)
	return t
}

func (s screen) row(what string, cell func(*result) string) []string {
	row := []string{what}
	for _, r := range s.results {
		row = append(row, cell(r))
	}
	return row
}

func (s screen) times(what string, of func(*result) []time.Duration) []string {
	ours := of(s.results[0])
	return s.row(what, func(r *result) string {
		theirs := of(r)
		if len(theirs) == 0 {
			return unknown
		}
		cell := millis(theirs, 50) + " / " + millis(theirs, 95)
		if m := median(theirs); r != s.results[0] && m > 0 && len(ours) > 0 {
			cell += " ×" + ratio(float64(median(ours))/float64(m))
		}
		return cell
	})
}

// ratio formats a ratio with two digits.
func ratio(times float64) string {
	if times >= 10 {
		return fmt.Sprintf("%.0f", times)
	}
	return fmt.Sprintf("%.2g", times)
}

func (r *result) firstKey() string {
	if len(r.keys) == 0 {
		return "a key"
	}
	return r.keys[0].name
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

// label returns a readable form of keys.
func label(key string) string { return strings.Trim(fmt.Sprintf("%q", key), `"`) }

func millis(times []time.Duration, p int) string {
	t, ok := percentile(times, p)
	if !ok {
		return unknown
	}
	return fmt.Sprintf("%.1f", t.Seconds()*1000)
}

func mebibytes(bytes int64) string {
	if bytes == 0 {
		return unknown
	}
	return fmt.Sprintf("%.1f", float64(bytes)/(1<<20))
}

func percent(shares []float64) string {
	if len(shares) == 0 {
		return unknown
	}
	return fmt.Sprintf("%.2f %%", 100*median(shares))
}
