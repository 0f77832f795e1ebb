//go:build unix

package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"galley/internal/cli"
)

// asGalley makes the test binary act as Galley.
const asGalley = "GALLEY_TORTURE_RUNS_GALLEY"

func TestMain(m *testing.M) {
	if os.Getenv(asGalley) != "" {
		os.Exit(cli.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// oneTrial returns a runner of one trial per fault, with this binary as Galley.
func oneTrial(t *testing.T) runner {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	// Some trials run as another user, who must be able to reach it.
	for d := dir; d != os.TempDir() && d != filepath.Dir(d); d = filepath.Dir(d) {
		_ = os.Chmod(d, 0o755)
	}
	return runner{dir: dir, galley: copyOf(t, self, dir), env: []string{asGalley + "=1"}, trials: 1, jobs: 1, seed: uint64(time.Now().UnixNano()), out: io.Discard}
}

// copyOf copies a program to where every user can run it: the folder in which
// tests are built is private.
func copyOf(t *testing.T, program, dir string) string {
	t.Helper()
	data, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "galley")
	if err := os.WriteFile(path, data, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// raceEnabled reports whether the race detector is on, here and in the trials.
func raceEnabled() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// One trial of each fault; the command runs hundreds. Trials mostly wait, so more
// run at once than there are processors.
func TestOneTrialOfEachFault(t *testing.T) {
	if raceEnabled() {
		t.Skip("the race detector is too slow for eight trials at once")
	}
	r := oneTrial(t)
	all := faults()
	outcomes := make([]outcome, len(all))
	var done sync.WaitGroup
	slots := make(chan struct{}, 8)
	for i, f := range all {
		if testing.Short() && f.slowness > 1 {
			outcomes[i].skipped = "it is slow"
			continue
		}
		done.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			outcomes[i] = r.try(f)
		})
	}
	done.Wait()
	for i, f := range all {
		t.Run(f.name, func(t *testing.T) {
			if outcomes[i].skipped != "" {
				t.Skip(outcomes[i].skipped)
			}
			for _, failure := range outcomes[i].failures {
				t.Errorf("seed %d, %s", r.seed, failure)
			}
		})
	}
}

// badGalley returns a trial with a script in place of Galley that does what a
// trial must notice.
func badGalley(t *testing.T, script string) *trial {
	t.Helper()
	path := filepath.Join(t.TempDir(), "galley")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	tr := &trial{}
	tr.home = &home{t: tr, galley: path, dir: t.TempDir(), db: filepath.Join(t.TempDir(), "galley.db")}
	return tr
}

// failureOf runs part of a trial and returns its failure, or "" if there is none.
func failureOf(try func()) (failed string) {
	defer func() {
		if f, ok := recover().(failure); ok {
			failed = string(f)
		}
	}()
	try()
	return ""
}

func TestTrialsNoticeFailures(t *testing.T) {
	for name, c := range map[string]struct {
		script, want string
		try          func(t *trial)
	}{
		"a crash":                     {"echo 'panic: oh' >&2; exit 2", "crashed", func(t *trial) { t.run("x") }},
		"a fault":                     {"printf 'x\\nfatal error: oh\\n' >&2; exit 2", "crashed", func(t *trial) { t.run("x") }},
		"a failure":                   {"exit 1", "status 1", func(t *trial) { t.mustRun("x") }},
		"a failure without a message": {"exit 1", "not one clear line", func(t *trial) { t.checkClear(t.run("x")) }},
		"two lines":                   {"printf 'galley: a\\nb\\n' >&2; exit 1", "not one clear line", func(t *trial) { t.checkClear(t.run("x")) }},
		"success instead of an error": {"echo 'galley: full' >&2", "not one clear line", func(t *trial) { t.checkClear(t.run("x")) }},
		"a quotation that differs": {`echo '{"articles":[{"text":"abc","annotations":[{"id":"i","quote":"x","start":0,"end":1}]}]}'`, "its quotation is",
			func(t *trial) { t.annotations("x") }},
		"a span outside the text": {`echo '{"articles":[{"text":"abc","annotations":[{"id":"i","quote":"x","start":2,"end":9}]}]}'`, "is at 2–9 of 3",
			func(t *trial) { t.annotations("x") }},
		"a lost annotation": {`echo '{"articles":[{"text":"abc"}]}'`, "1 were acknowledged", func(t *trial) {
			t.checkSaved("x", tagScript{"c", []string{"claim: " + sentence(1)}}, 1)
		}},
		"a silent loss": {`echo '{"articles":[]}'`, "without an error", func(t *trial) { t.checkShown(map[string]annotation{"i": {}}) }},
	} {
		t.Run(name, func(t *testing.T) {
			tr := badGalley(t, c.script)
			if failed := failureOf(func() { c.try(tr) }); !strings.Contains(failed, c.want) {
				t.Errorf("noticed %q", failed)
			}
		})
	}
}

func TestModesLeftOnAreNoticed(t *testing.T) {
	for output, want := range map[string]string{
		"":                               "",
		"\x1b[?1049hx\x1b[?1049l":        "",
		"\x1b[?1049hx":                   "mode 1049",
		"\x1b[?1002;1006h\x1b[?1006l":    "mode 1002",
		"\x1b[?25l":                      "mode 25",
		"\x1b[?25l\x1b[?25h":             "",
		"\x1b[?7l":                       "mode 7",
		"\x1b[?7l\x1b[?7h":               "",
		"\x1b[>4;2m\x1b[>1u\x1b[<1u":     "modified keys",
		"\x1b[>4;2m\x1b[>1u\x1b[>4m":     "a keyboard protocol",
		"\x1b]12;#fff\x07":               "the color of the cursor",
		"\x1b]12;#fff\x07x\x1b]112\x07":  "",
		"\x1b[?2026h\x1b[?2026l\x1b[?5W": "",
	} {
		if got := leftOn(output); got != want {
			t.Errorf("%q leaves %q, want %q", output, got, want)
		}
	}
}

func TestRunnerReportsFailures(t *testing.T) {
	var out strings.Builder
	r := runner{dir: t.TempDir(), trials: 10, jobs: 2, out: &out, progress: io.Discard}
	err := r.run([]fault{
		{"odd trials fail", "x", 1, nil, func(t *trial) {
			if t.n%2 == 1 {
				t.fail("odd")
			}
		}},
		{"slow", "y", 5, nil, func(*trial) {}},
		{"elsewhere", "z", 1, func() string { return "not here" }, func(*trial) { panic("run") }},
		{"broken", "z", 10, nil, func(*trial) { panic("oh") }},
	})
	if err == nil {
		t.Error("no error")
	}
	for _, want := range []string{"FAILED odd trials fail: trial 3: odd", "odd trials fail  10      5", "slow             2       2", "skipped: not here", "broken           1       0", "all              13      7"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing:\n%s", want, out.String())
		}
	}
}
