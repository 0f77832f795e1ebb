//go:build unix

package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"text/tabwriter"
	"time"
)

// A fault is one way to break things, and what must still hold.
type fault struct {
	name     string
	holds    string         // for the table
	slowness int            // divides the number of trials; 1 for a quick fault
	obstacle func() string  // returns why the fault cannot be tried here, "" if it can; may be nil
	try      func(t *trial) // panics with a failure if something does not hold
}

// A runner tries faults.
type runner struct {
	dir, galley string
	env         []string // added to the environment of the program
	trials      int
	jobs        int
	seed        uint64
	only        string
	out         io.Writer
	progress    io.Writer // receives a line after each fault
}

// An outcome is the result of the trials of a fault.
type outcome struct {
	fault
	trials   int
	skipped  string
	failures []string
	took     time.Duration
}

func (r runner) run(all []fault) error {
	fmt.Fprintf(r.out, "seed %d\n", r.seed)
	var outcomes []outcome
	failed := false
	for _, f := range all {
		if !strings.Contains(f.name, r.only) {
			continue
		}
		o := r.try(f)
		outcomes = append(outcomes, o)
		failed = failed || len(o.failures) > 0
		fmt.Fprintf(r.progress, "%s: %d trials, %d failed %s\n", f.name, o.trials, len(o.failures), o.skipped)
		for _, line := range o.failures {
			fmt.Fprintf(r.out, "FAILED %s: %s\n", f.name, line)
		}
	}
	if err := r.print(outcomes); err != nil {
		return err
	}
	if failed {
		return errFailed
	}
	return nil
}

// try runs the trials of a fault, some at the same time.
func (r runner) try(f fault) outcome {
	o := outcome{fault: f, trials: max(1, r.trials/max(1, f.slowness))}
	if f.obstacle != nil {
		if o.skipped = f.obstacle(); o.skipped != "" {
			return o
		}
	}
	began := time.Now()
	var mu sync.Mutex
	var all sync.WaitGroup
	slots := make(chan struct{}, r.jobs)
	for n := range o.trials {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			if failure := r.tryOnce(f, n); failure != "" {
				mu.Lock()
				defer mu.Unlock()
				o.failures = append(o.failures, fmt.Sprintf("trial %d: %s", n, failure))
			}
		})
	}
	all.Wait()
	o.took = time.Since(began)
	return o
}

// tryOnce runs trial n and returns what did not hold, or "" if everything did.
// The random choices depend on the seed, the fault and n.
func (r runner) tryOnce(f fault, n int) (failed string) {
	seed := r.seed
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
	dir, err := os.MkdirTemp(r.dir, "trial-")
	t.must(err)
	t.must(os.Chmod(dir, 0o755))
	t.atEnd(func() { _ = os.RemoveAll(dir) })
	t.home = &home{t: t, galley: r.galley, dir: dir, env: r.env, db: filepath.Join(dir, "library", "galley.db")}
	f.try(t)
	return ""
}

func (r runner) print(outcomes []outcome) error {
	table := tabwriter.NewWriter(r.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "fault\ttrials\tpassed\ttime\twhat must hold")
	trials, passed := 0, 0
	for _, o := range outcomes {
		if o.skipped != "" {
			fmt.Fprintf(table, "%s\t–\t–\t–\tskipped: %s\n", o.name, o.skipped)
			continue
		}
		good := o.trials - len(o.failures)
		trials, passed = trials+o.trials, passed+good
		fmt.Fprintf(table, "%s\t%d\t%d\t%.0f s\t%s\n", o.name, o.trials, good, o.took.Seconds(), o.holds)
	}
	fmt.Fprintf(table, "all\t%d\t%d\t\t\n", trials, passed)
	return table.Flush()
}

// A trial is one attempt at a fault, in a new home.
type trial struct {
	*home
	n      int
	random *rand.Rand
	undo   []func() // called in reverse order when the trial ends
}

// A failure says what did not hold. Panicking with it ends the trial.
type failure string

func (t *trial) fail(format string, args ...any) { panic(failure(fmt.Sprintf(format, args...))) }

// must ends the trial if something outside Galley failed.
func (t *trial) must(err error) {
	if err != nil {
		t.fail("the trial itself: %v", err)
	}
}

func (t *trial) atEnd(undo func()) { t.undo = append(t.undo, undo) }

// randomDelay returns a random duration below a limit.
func (t *trial) randomDelay(limit time.Duration) time.Duration {
	return time.Duration(t.random.Int64N(int64(limit)))
}

// pick returns one of its arguments at random.
func pick[T any](t *trial, things ...T) T { return things[t.random.IntN(len(things))] }

// faults lists every way to break things.
func faults() []fault {
	return []fault{
		{"SIGKILL at random: reader", "everything that it called saved is there; no step is partial", 1, nil, killReader},
		{"SIGKILL inside a write: reader", "the same, between any two writes", 2, straceObstacle, killReaderInWrite},
		{"SIGKILL at random: commands", "done completely or not at all; the same command works afterwards", 1, nil, signalCommand(syscall.SIGKILL)},
		{"SIGKILL inside a write: commands", "the same, between any two writes", 1, straceObstacle, killCommandInWrite},
		{"SIGKILL: reader applies an update", "the text and its annotations change together or not at all", 2, nil, killRefresh},
		{"SIGKILL: undo of a new version", "the same; another window follows and continues", 5, nil, killUndoOfRefresh},
		{"SIGKILL with an open card", "what was typed a second before is offered, complete, and is not a step; taken, kept or refused, it does what it says", 2, nil, killTyping},
		{"SIGTERM and others: reader", "every key that was read takes effect, even in an open note; the terminal is restored", 5, nil, signalReader},
		{"SIGTSTP and SIGCONT: reader", "nothing is lost or locked; the terminal is given back and taken again", 5, nil, suspendReader},
		{"SIGTERM, SIGINT: commands", "done completely or not at all; what was printed is there", 5, nil, signalCommand(syscall.SIGTERM, syscall.SIGINT)},
		{"terminal vanishes", "the same, and the program ends", 5, nil, closeTerminal},
		{"disk full: commands", "one clear line, nothing changed", 2, straceObstacle, fullDiskCommand},
		{"disk full: reader", "everything unsaved is in a rescue file that can be imported", 20, nil, fullDiskReader},
		{"disk full: exports", "one clear line; an existing file is kept", 5, nil, fullDiskExport},
		{"export onto the library", "the library, its backup and the article are refused in one clear line and stay as they are", 10, nil, exportOntoLibrary},
		{"read-only folder", "reading works; writing is refused in one clear line; the reader writes a rescue file", 20, nil, readOnlyFolder},
		{"locked library", "a command says so in one clear line; the reader waits and then saves", 20, nil, lockedLibrary},
		{"damage: one of the headers", "every opening says so; nothing is written; doctor recovers the last step, or renews the header and says which step is the last", 2, nil, damageHeader},
		{"damage: list of free pages", damageHolds, 2, nil, damagePage(freePage)},
		{"damage: branch page", damageHolds, 2, nil, damagePage(branchPage)},
		{"damage: leaf page", damageHolds, 2, nil, damagePage(leafPage)},
		{"damage: each page right after a refresh", "no annotation is on words that it was never on, as read and as repaired", 1, nil, damageRefreshed},
		{"damage: truncated", damageHolds, 2, nil, truncateLibrary},
		{"damage: one text", "the other articles come out; the annotations of this one keep their words, and find their places when it is opened again", 2, nil, damageText},
		{"SIGKILL inside a write: repair", "no file of that name unless it is complete; the next run succeeds and leaves nothing behind", 2, straceObstacle, killRepair},
		{"SIGKILL inside a write: daily backup", "a backup is complete or not there; the next change makes it and leaves nothing behind", 2, straceObstacle, killDailyBackup},
		{"newer schema", "one clear line, not a byte changed", 20, nil, newerSchema},
		{"not a library", "one clear line, not a byte changed", 10, nil, foreignFile},
		{"two readers and a command", "no one loses anything; each sees the changes of the others", 20, nil, twoReadersAndCommand},
		{"10 MB pasted", "it creates no annotations; the next key works", 50, nil, hugePaste},
		{"resize storm", "nothing is lost; the last size is drawn in full", 10, nil, resizeStorm},
		{"random bytes from the terminal", "no crash; the library stays sound; the terminal is restored", 10, nil, randomBytes},
	}
}

const damageHolds = "nothing false is shown, no silent loss; reading changes no byte; repair never changes the old file"

// straceObstacle returns why system calls cannot be made to fail here.
var straceObstacle = sync.OnceValue(func() string {
	if exec.Command("strace", "-f", "-o", "/dev/null", "-e", "trace=write", "-e", "inject=write:signal=SIGKILL:when=1000", "true").Run() != nil {
		return "strace is missing or not permitted"
	}
	return ""
})
