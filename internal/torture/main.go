//go:build unix

// Command torture runs Galley hundreds of times and breaks its environment: it
// kills it, fills the disk, damages the library, closes the terminal. It prints a
// table of what must hold and how often it held.
//
//	go run ./internal/torture                              # every fault
//	go run ./internal/torture --trials 20 --only damage    # some of them, fewer times
//	go run ./internal/torture --galley ./galley --seed 7   # another program, another seed
//
// # What holds after every trial
//
//   - What was acknowledged (by the word “saved” on the screen, a printed id or a
//     status of 0) is in the library.
//   - No step is applied in part, and every quotation equals the text between its
//     positions.
//   - “galley doctor” finds nothing, unless the trial itself damaged the
//     library.
//   - Nothing panicked; a command that failed said why in one line.
//   - The terminal is restored: its settings, its screen, and the modes that
//     programs switch on. SIGKILL is the exception.
//
// # How writes are interrupted
//
// With strace, the program is killed, or a call fails, at the Nth call that
// writes, so that every gap between two writes is tried. Without strace those
// faults are skipped, and only chance finds the gaps. Small disks are mounted if
// that is allowed; otherwise a limit on the size of files takes their place.
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
		fmt.Fprintln(os.Stderr, "torture:", err)
		os.Exit(1)
	}
}

// errFailed is returned when a trial failed. The table says which.
var errFailed = errors.New("some trials failed")

// run tries the faults that the arguments ask for and prints the table.
func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("torture", flag.ContinueOnError)
	r := runner{out: out, progress: os.Stderr}
	flags.IntVar(&r.trials, "trials", 100, "number of trials of a quick fault; slow ones have fewer")
	flags.Uint64Var(&r.seed, "seed", uint64(time.Now().UnixNano()), "seed of the random choices")
	flags.IntVar(&r.jobs, "jobs", 2, "number of trials that run at the same time")
	flags.StringVar(&r.only, "only", "", "try only faults whose name contains this text")
	path := flags.String("galley", "", "the program to try (default: built from this module)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "galley-torture-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	// Some trials run as another user.
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	r.dir = dir
	if r.galley, err = findGalley(*path, dir); err != nil {
		return err
	}
	return r.run(faults())
}

// findGalley returns the absolute path of the program to try, which is built if
// path is "".
func findGalley(path, dir string) (string, error) {
	if path != "" {
		return filepath.Abs(path)
	}
	path = filepath.Join(dir, "galley")
	if out, err := exec.Command("go", "build", "-o", path, "galley").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build galley: %w\n%s", err, out)
	}
	return path, nil
}
