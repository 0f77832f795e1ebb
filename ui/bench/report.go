package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

const unknown = "–"

// printResults prints the results on one file at one size: a table of the
// programs, a table of keys, and how the first program stands beside the rest.
func printResults(w io.Writer, file string, s size, results []*result) error {
	fmt.Fprintf(w, "%s at %s\n\n", file, s)
	programs := [][]string{{"program", "first frame new ms", "again ms", "resize p50 ms", "memory MiB", "peak MiB", "idle CPU"}}
	keys := [][]string{{"program", "key", "p50 ms", "p95 ms", "bytes", "presses", "silent", "restless"}}
	for _, r := range results {
		programs = append(programs, []string{
			r.program, millis(r.firstNew, 50), millis(r.firstAgain, 50), millis(r.resize.times, 50),
			mebibytes(r.settled), mebibytes(r.peak), percent(r.idle),
		})
		for _, k := range append(r.keys, r.resize) {
			keys = append(keys, []string{
				r.program, label(k.name), millis(k.times, 50), millis(k.times, 95), fmt.Sprint(k.bytesEach()),
				fmt.Sprint(len(k.times) + k.silent + k.restless), fmt.Sprint(k.silent), fmt.Sprint(k.restless),
			})
		}
	}
	for _, rows := range [][][]string{programs, keys, beside(results)} {
		if err := printTable(w, rows); err != nil {
			return err
		}
	}
	return nil
}

// beside compares the first program with each of the others.
func beside(results []*result) [][]string {
	rows := [][]string{{results[0].program + " beside", "", "p50", "p95"}}
	for _, other := range results[1:] {
		row := func(what string, a, b []time.Duration) {
			rows = append(rows, []string{other.program, what, difference(a, b, 50), difference(a, b, 95)})
		}
		row("first frame new", results[0].firstNew, other.firstNew)
		row("first frame again", results[0].firstAgain, other.firstAgain)
		for i, k := range results[0].keys {
			row(label(k.name), k.times, other.keys[i].times)
		}
		row("resize", results[0].resize.times, other.resize.times)
	}
	return rows
}

// difference says how a percentile of a stands beside that of b.
func difference(a, b []time.Duration, p int) string {
	ours, ok := percentile(a, p)
	theirs, both := percentile(b, p)
	if !ok || !both || theirs == 0 {
		return unknown
	}
	return fmt.Sprintf("%+.2f ms  ×%.2f", (ours-theirs).Seconds()*1000, float64(ours)/float64(theirs))
}

func printTable(w io.Writer, rows [][]string) error {
	if len(rows) == 1 {
		return nil
	}
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, row := range rows {
		fmt.Fprintf(table, "  %s\n", strings.Join(row, "\t"))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

// label prints a key so that it can be read.
func label(key string) string { return strings.Trim(fmt.Sprintf("%q", key), `"`) }

func millis(times []time.Duration, p int) string {
	t, ok := percentile(times, p)
	if !ok {
		return unknown
	}
	return fmt.Sprintf("%.2f", t.Seconds()*1000)
}

func mebibytes(bytes int64) string {
	if bytes == 0 {
		return unknown
	}
	return fmt.Sprintf("%.1f", float64(bytes)/(1<<20))
}

func percent(share float64) string {
	if share < 0 {
		return unknown
	}
	return fmt.Sprintf("%.2f %%", 100*share)
}
