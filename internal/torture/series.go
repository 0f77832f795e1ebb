//go:build unix

package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

// A fault is one way to break things, and what must hold all the same.
type fault struct {
	name  string
	holds string
	slow  int            // a trial in this many of a quick fault
	needs func() string  // why it cannot be tried here, "" if it can; may be nil
	try   func(t *trial) // panics with a failure if something does not hold
}

// A series runs faults.
type series struct {
	dir, galley string
	env         []string // more environment for the program
	trials      int
	jobs        int
	seed        uint64
	only        string
	out         io.Writer
	progress    io.Writer // a line after each fault
}

// A verdict is what came of a fault.
type verdict struct {
	fault
	trials   int
	skipped  string
	failures []string
	took     time.Duration
}

func (s series) run(all []fault) error {
	fmt.Fprintf(s.out, "seed %d\n", s.seed)
	var verdicts []verdict
	failed := false
	for _, f := range all {
		if !strings.Contains(f.name, s.only) {
			continue
		}
		v := s.judge(f)
		verdicts = append(verdicts, v)
		failed = failed || len(v.failures) > 0
		fmt.Fprintf(s.progress, "%s: %d trials, %d failed %s\n", f.name, v.trials, len(v.failures), v.skipped)
		for _, line := range v.failures {
			fmt.Fprintf(s.out, "FAILED %s: %s\n", f.name, line)
		}
	}
	if err := s.print(verdicts); err != nil {
		return err
	}
	if failed {
		return errFailed
	}
	return nil
}

// judge runs the trials of a fault, some of them at once.
func (s series) judge(f fault) verdict {
	v := verdict{fault: f, trials: max(1, s.trials/max(1, f.slow))}
	if f.needs != nil {
		if v.skipped = f.needs(); v.skipped != "" {
			return v
		}
	}
	began := time.Now()
	var mu sync.Mutex
	var all sync.WaitGroup
	slots := make(chan struct{}, s.jobs)
	for n := range v.trials {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			if failure := s.attempt(f, n); failure != "" {
				mu.Lock()
				defer mu.Unlock()
				v.failures = append(v.failures, fmt.Sprintf("trial %d: %s", n, failure))
			}
		})
	}
	all.Wait()
	v.took = time.Since(began)
	return v
}

// attempt runs one trial and returns what did not hold, "" if all did. The
// seed, the fault and the number of the trial decide its chances.
func (s series) attempt(f fault, n int) (failed string) {
	seed := s.seed
	for _, c := range f.name {
		seed = seed*31 + uint64(c)
	}
	t := &trial{n: n, random: rand.New(rand.NewPCG(seed, uint64(n)))}
	defer func() {
		for _, undo := range t.undo {
			defer undo()
		}
		switch r := recover().(type) {
		case nil:
		case failure:
			failed = string(r)
		default:
			failed = fmt.Sprintf("%v\n%s", r, debug.Stack())
		}
	}()
	dir, err := os.MkdirTemp(s.dir, "trial-")
	t.must(err)
	t.must(os.Chmod(dir, 0o755))
	t.after(func() { _ = os.RemoveAll(dir) })
	t.home = &home{t: t, galley: s.galley, dir: dir, env: s.env, db: filepath.Join(dir, "library", "galley.db")}
	f.try(t)
	return ""
}

func (s series) print(verdicts []verdict) error {
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "fault\ttrials\tpassed\ttime\twhat must hold")
	trials, passed := 0, 0
	for _, v := range verdicts {
		if v.skipped != "" {
			fmt.Fprintf(table, "%s\t–\t–\t–\tskipped: %s\n", v.name, v.skipped)
			continue
		}
		good := v.trials - len(v.failures)
		trials, passed = trials+v.trials, passed+good
		fmt.Fprintf(table, "%s\t%d\t%d\t%.0f s\t%s\n", v.name, v.trials, good, v.took.Seconds(), v.holds)
	}
	fmt.Fprintf(table, "all\t%d\t%d\t\t\n", trials, passed)
	return table.Flush()
}

// A trial is one attempt at breaking things, in a home of its own.
type trial struct {
	*home
	n      int
	random *rand.Rand
	undo   []func() // run in the opposite order when the trial has ended
}

// A failure ends a trial: it says what did not hold.
type failure string

func (t *trial) fail(format string, args ...any) { panic(failure(fmt.Sprintf(format, args...))) }

// must ends the trial if something around it failed.
func (t *trial) must(err error) {
	if err != nil {
		t.fail("the trial itself: %v", err)
	}
}

func (t *trial) after(undo func()) { t.undo = append(t.undo, undo) }

// within is a random time up to most.
func (t *trial) within(most time.Duration) time.Duration {
	return time.Duration(t.random.Int64N(int64(most)))
}

// oneOf is a random one of things.
func oneOf[T any](t *trial, things ...T) T { return things[t.random.IntN(len(things))] }
