//go:build unix

package main

import (
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// shortPlan measures one program in one short session.
func shortPlan(t *testing.T, of program, patience time.Duration) plan {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	master.Close()
	slave.Close()
	return plan{
		programs: []program{of}, files: []string{"sample"}, sizes: []size{{80, 24}}, keys: []string{"j", " "},
		rounds: 1, presses: 3, resizes: 2, seed: 1,
		limits: limits{cells: 100, quiet: 30 * time.Millisecond, patience: patience, idle: 50 * time.Millisecond},
	}
}

func measureOnce(t *testing.T, p plan) (*result, error) {
	t.Helper()
	folder := t.TempDir()
	path, err := p.provide(folder, p.files[0])
	if err != nil {
		t.Fatal(err)
	}
	results, err := p.measure(folder, path, p.sizes[0])
	if err != nil {
		return nil, err
	}
	return results[0], nil
}

func TestEmptyPagerAnswersEveryKeyAndResize(t *testing.T) {
	t.Parallel()
	r, err := measureOnce(t, shortPlan(t, emptyPager(), time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.firstNew) != 1 || len(r.firstAgain) != 1 || r.firstNew[0] <= 0 {
		t.Errorf("first frames %v, %v", r.firstNew, r.firstAgain)
	}
	for _, k := range r.keys {
		if len(k.times) != 3 || k.silent+k.restless != 0 || k.bytesEach() == 0 {
			t.Errorf("key %+v", k)
		}
	}
	if len(r.resize.times) != 2 {
		t.Errorf("resize %+v", r.resize)
	}
	if runtime.GOOS == "linux" && (r.settled == 0 || r.peak < r.settled || r.idle < 0) {
		t.Errorf("memory %d, peak %d, idle %v", r.settled, r.peak, r.idle)
	}
}

func TestKeysWithoutAnAnswerAreReported(t *testing.T) {
	t.Parallel()
	mute := peer("mute", `sh -c 'stty -echo; head -c 900 "$0"; exec cat >/dev/null' {}`)
	p := shortPlan(t, mute, 2*time.Second)
	p.keys, p.presses, p.resizes = []string{"j"}, 1, 0
	r, err := measureOnce(t, p)
	if err != nil {
		t.Fatal(err)
	}
	if k := r.keys[0]; k.silent != 1 || len(k.times) != 0 {
		t.Errorf("key %+v", k)
	}
	var out bytes.Buffer
	if err := printResults(&out, "sample", p.sizes[0], []*result{r}); err != nil {
		t.Fatal(err)
	}
	if line := lineWith(out.String(), " j "); !strings.Contains(line, unknown) {
		t.Errorf("a figure for a key without an answer: %q", line)
	}
}

func lineWith(text, part string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, part) {
			return line
		}
	}
	return ""
}

func TestAProgramThatEndsTooSoonIsAnError(t *testing.T) {
	t.Parallel()
	_, err := measureOnce(t, shortPlan(t, peer("brief", "echo no such library"), time.Minute))
	if err == nil || !strings.Contains(err.Error(), `brief: it ended before its first frame: "no such library"`) {
		t.Errorf("error %v", err)
	}
}

func TestARunPrintsATableForEachSizeAndAComparison(t *testing.T) {
	t.Parallel()
	p := shortPlan(t, emptyPager(), time.Minute)
	p.programs = append(p.programs, peer("cat", "cat {} -"))
	p.sizes, p.presses, p.keys = append(p.sizes, size{100, 30}), 1, []string{"j"}
	p.resizes = 0
	var out bytes.Buffer
	if err := p.run(&out); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"sample at 80x24", "sample at 100x30", "empty pager beside", "cat"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("no %q in\n%s", part, out.String())
		}
	}
	p.files = []string{"there is no such file"}
	if err := p.run(io.Discard); err == nil {
		t.Error("a file that is not there passes")
	}
}
