// Command bench measures, through a pseudo-terminal, what a person waits for:
// Galley's, an empty Bubble Tea pager's, and any other program's beside it.
//
//	go build -o galley . && go run ./internal/bench --galley ./galley --write docs/performance.md,README.md
//	go run ./internal/bench --galley ./galley --files sample,10MB --sizes 80x24,200x60 --rounds 2
//	go run ./internal/bench --galley ./galley --files levy.html --peer 'most=most {}' --key j --key ' '
//	go run ./internal/bench gen --size 10MB --oneline > long.txt
//	go run ./internal/bench library --articles 10000 --annotations 1000000 big.db
//	go run ./internal/bench pager long.txt
//
// # What is measured
//
//   - First frame: from the start of the process to the last byte of the burst
//     of output after which the screen holds --cells characters that are not
//     blank, and for a library its articles. "new" is with an empty data folder,
//     so that it includes reading the source; "again" is the same folder opened
//     a second time. A library is there both times.
//   - Key: from the write of the key to the arrival of the last byte of the
//     burst that follows. Find is the whole word, written at once, that stands
//     at the end of the text; select is v; open list is A. A tag and its undoing
//     end when the footer says that it is saved. Programs without such a key
//     have no figure; the empty pager gets j for each.
//   - Resize: the same from the change of the window's size.
//   - Memory and idle CPU: resident set after four seconds without a key, its
//     peak by the end, and the processor time of all threads in ten seconds from
//     then on. They come from /proc and are missing where there is none.
//   - Commands: from the start of a process without a terminal to its end.
//
// A burst has ended when no byte has come for 30 ms; that wait is not part of
// a figure. Keys are pressed one at a time, each after the burst of the one
// before, at moments that are spread evenly over the time between two paints of
// Bubble Tea: by chance alone the medians of two runs of a hundred presses would
// lie half a millisecond apart. A key that brings no output within the time
// limit is counted as silent, one whose output does not end as restless; both
// are printed and have no part in the percentiles. A key that mostly brings
// nothing is pressed no more after three times.
//
// The terminal answers what programs ask of one as xterm does: it knows
// neither mode 2026 nor 2027.
//
// # What to expect of the figures
//
// Programs take turns, round by round, each time from another one on, so that a
// busy spell of the machine meets all of them. A Bubble Tea program paints at most 120 times a second:
// its keys take 0 to 8.3 ms, half of that at the median, and its work.
// Compare with the empty pager of the same run, which links the same libraries
// and draws a screen of ready lines: the difference is the program's own work.
// On a shared machine a difference of 0.5 ms between two runs is noise.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "gen":
			return runGen(args[1:], os.Stdout)
		case "pager":
			return runPager(args[1:])
		case "library":
			return runLibrary(args[1:], os.Stdout)
		}
	}
	plan, err := parsePlan(args)
	if err != nil {
		return err
	}
	return plan.run(os.Stdout)
}
