// Command bench measures, in a pseudo-terminal, how long users wait for Galley,
// for an empty Bubble Tea pager and for any other program.
//
//	go build -o galley . && go run ./internal/bench --galley ./galley --write docs/performance.md
//	go run ./internal/bench --galley ./galley --files sample,10MB --sizes 80x24,200x60 --rounds 2
//	go run ./internal/bench --galley ./galley --files levy.html --peer 'most=most {}' --key j --key ' '
//	go run ./internal/bench library --articles 10000 --annotations 1000000 big.db
//	go run ./internal/bench pager long.txt
//
// # What is measured
//
//   - First frame: from the start of the process to the last byte of the burst
//     of output after which the screen has 100 non-blank characters, and for
//     a library its articles. "new" is with an empty data folder, so that it
//     includes reading the source; "again" is with the same folder. A library
//     exists in both cases.
//   - Key: from the write of the key to the arrival of the last byte of the
//     burst that follows. Find is a whole word, written at once, that is at the
//     end of the text; select is v; open list is A. Tag and undo end when the
//     footer says that they are saved. Programs without such a key have no
//     figure; the empty pager gets j for each key.
//   - Resize: from a change of the window size to the end of the burst.
//   - Memory and idle CPU: after two seconds without a key, the processor time of
//     all threads in ten seconds, then the resident set, and its peak at the end.
//     They are read from /proc and missing where that does not exist.
//   - Commands: from the start of a process without a terminal to its exit.
//
// A burst ends when no byte has arrived for 30 ms; that wait is not part of a
// figure. Keys are pressed one at a time, each after the burst of the previous
// one, at moments that are spread evenly over the time between two paints of
// Bubble Tea: at random moments, the medians of two runs of a hundred presses
// would differ by half a millisecond. A key without output before the timeout
// is counted as silent, one whose output does not end as restless; both counts
// are printed and not part of the percentiles. A key that mostly has no output is
// pressed only three times.
//
// The terminal answers queries like xterm, which knows neither mode 2026 nor
// 2027.
//
// # How to read the figures
//
// Programs take turns, and each round begins with a different one, so that a busy
// moment of the machine affects all of them. A Bubble Tea program paints at most
// 120 times a second: its keys take 0 to 8.3 ms, half of that at the median, plus
// its work. Compare with the empty pager of the same run, which links the same
// libraries and draws prepared lines: the difference is the program's own work. On a
// shared machine, a difference of 0.5 ms between two runs is noise.
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
	if len(args) > 0 && args[0] == "pager" {
		return runPager(args[1:])
	}
	if len(args) > 0 && args[0] == "library" {
		return runLibrary(args[1:])
	}
	plan, err := parsePlan(args)
	if err != nil {
		return err
	}
	return plan.run(os.Stdout)
}
