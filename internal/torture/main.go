//go:build unix

// Command proof runs Galley itself, hundreds of times, and breaks what it
// stands on: it kills it, fills the disk, damages the library, takes the
// terminal away. It prints a table of what had to hold and how often it held.
//
//	go run ./internal/torture                              # every fault
//	go run ./internal/torture --trials 20 --only damage    # some of them, fewer times
//	go run ./internal/torture --galley ./galley --seed 7   # another program, other chances
//
// # What holds after every trial
//
//   - What was acknowledged is in the library: by the word “saved” on the
//     screen, by an id or a status of 0.
//   - No step is there by halves, and no quotation differs from the text
//     between its positions.
//   - “galley doctor” finds nothing, unless the trial itself damaged the
//     library.
//   - Nothing panicked; a command that failed said why in one line.
//   - The terminal is as it was: its settings, its screen, the modes that
//     programs switch on. A kill that cannot be caught is the exception.
//
// # How writes are cut
//
// Where strace is there, it ends the program, or fails the call, at the Nth
// call that writes; so every gap between two writes is met. Elsewhere chance
// has to find them, and those faults say that they were skipped. Small disks
// are mounted where that is allowed; elsewhere a limit on the size of files
// stands for them.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

func main() {
	err := run(os.Args[1:], os.Stdout)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "proof:", err)
		os.Exit(1)
	}
}

// errFailed is returned when a trial failed. The table says which.
var errFailed = errors.New("not everything held")

// run runs the faults that the arguments ask for and prints the table.
func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("proof", flag.ContinueOnError)
	s := series{out: out, progress: os.Stderr}
	flags.IntVar(&s.trials, "trials", 100, "trials of a quick fault; slow ones have fewer")
	flags.Uint64Var(&s.seed, "seed", uint64(time.Now().UnixNano()), "where chance begins")
	flags.IntVar(&s.jobs, "jobs", 2, "trials at once")
	flags.StringVar(&s.only, "only", "", "only faults with this in their name")
	galley := flags.String("galley", "", "the program to try (default: built from this module)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "galley-proof-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	// Some trials run as another user.
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	s.dir = dir
	if s.galley, err = program(*galley, dir); err != nil {
		return err
	}
	return s.run(faults())
}

// program is the path of the program to try, which is built if none is named.
func program(path, dir string) (string, error) {
	if path != "" {
		return filepath.Abs(path)
	}
	path = filepath.Join(dir, "galley")
	if out, err := exec.Command("go", "build", "-o", path, "galley").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build galley: %w\n%s", err, out)
	}
	return path, nil
}
