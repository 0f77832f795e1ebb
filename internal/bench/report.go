package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	grid "charm.land/lipgloss/v2/table"
)

// A report holds everything that a run measured.
type report struct {
	about    string
	screens  []screen
	commands []*command
}

// A screen holds the results on one input at one size, in the order of the
// programs.
type screen struct {
	input   input
	size    size
	results []*result
}

// run measures everything, prints tables as they are ready, and writes them to
// the document of the plan.
func (p plan) run(w io.Writer) error {
	folder, err := os.MkdirTemp("", "galley-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	r := report{about: p.about()}
	if r.commands, err = p.measureCommands(folder); err != nil {
		return err
	}
	for _, name := range p.files {
		screens, err := p.measureInput(w, folder, name)
		if err != nil {
			return err
		}
		r.screens = append(r.screens, screens...)
	}
	if _, err := fmt.Fprintf(w, "%s%s%s\n", commandsTable(r.commands), r.targetsTable(), r.about); err != nil {
		return err
	}
	if p.document == "" {
		return nil
	}
	return r.write(p.document)
}

// measureInput measures one input at each size, and removes it.
func (p plan) measureInput(w io.Writer, folder, name string) (screens []screen, err error) {
	dir, err := os.MkdirTemp(folder, "input-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, err := p.makeInput(dir, name)
	if err != nil {
		return nil, err
	}
	for _, sz := range p.sizes {
		results, err := p.measure(dir, in, sz)
		if err != nil {
			return nil, fmt.Errorf("%s at %s: %w", name, sz, err)
		}
		s := screen{in, sz, results}
		if _, err := fmt.Fprint(w, s.table()); err != nil {
			return nil, err
		}
		screens = append(screens, s)
	}
	return screens, nil
}

// measure runs the programs in turn on one input at one size.
func (p plan) measure(folder string, in input, sz size) ([]*result, error) {
	var results []*result
	readers := slices.DeleteFunc(slices.Clone(p.programs), func(p program) bool { return !p.canOpen(in) })
	for _, program := range readers {
		results = append(results, newResult(program.name, program.cycles(in)))
	}
	for round := range p.rounds {
		for i := range readers {
			turn := (i + round) % len(readers) // each round begins with a different program
			m := measurement{plan: p, program: readers[turn], input: in, size: sz, result: results[turn], atRest: round < p.rests}
			if err := m.round(folder); err != nil {
				return nil, fmt.Errorf("%s: %w", readers[turn].name, err)
			}
		}
	}
	return results, nil
}

// about describes the machine and the run.
func (p plan) about() string {
	text := fmt.Sprintf("%s/%s, %d processors, %s; %d rounds of %d openings and %d presses of each key.",
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), p.rounds, 2*p.opens, p.presses)
	if p.missing != nil {
		text += " Not on this machine: " + strings.Join(p.missing, ", ") + "."
	}
	return text
}

// The comments that enclose the tables in a document.
const (
	markTables = "<!-- bench: tables -->"
	markEnd    = "<!-- bench: end -->"
)

// write replaces the tables in the document at path.
func (r report) write(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	replaced, err := r.replaceIn(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, []byte(replaced), 0o644)
}

// replaceIn returns text with the tables between its marks replaced.
func (r report) replaceIn(text string) (string, error) {
	before, rest, ok := strings.Cut(text, markTables)
	_, after, closed := strings.Cut(rest, markEnd)
	if !ok || !closed {
		return "", fmt.Errorf("it has no %s with a %s after it", markTables, markEnd)
	}
	tables := r.about + "\n\n" + r.targetsTable().String() + commandsTable(r.commands).String()
	for _, s := range r.screens {
		tables += s.table().String()
	}
	return before + markTables + "\n" + strings.TrimSpace(tables) + "\n" + markEnd + after, nil
}

const unknown = "–"

// A table is a titled table of figures.
type table struct {
	title string
	head  []string
	rows  [][]string
}

// String returns the table as aligned Markdown below a heading, or "" if it has
// no rows.
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

// table returns the results side by side: times, then memory and idle CPU. After
// the time of each other program comes the ratio of the first program's time to
// it.
func (s screen) table() table {
	t := table{title: fmt.Sprintf("%s at %s", s.input.title, s.size), head: []string{"ms: p50 / p95"}}
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
	add("presses without output, with endless output", (*result).unanswered)
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

// ratio formats the ratio of our median to theirs with two significant digits, or "" if one
// of them is unknown.
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

// bytesPerKey formats the mean number of bytes after the first key.
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
	return fmt.Sprintf("%.2f%%", 100*median(shares))
}
