//go:build unix

package main

import (
	"bytes"
	"io"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"galley/internal/pty"
)

// shortPlan measures one program in one short session.
func shortPlan(t *testing.T, of program, timeout time.Duration) plan {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	master.Close()
	slave.Close()
	return plan{
		programs: []program{of.withKeys([]string{"j", " "})}, files: []string{"sample"}, sizes: []size{{80, 24}},
		rounds: 1, opens: 2, rests: 1, presses: 3, resizes: 2,
		timeout: timeout, idle: 50 * time.Millisecond,
	}
}

func measureOnce(t *testing.T, p plan) (*result, error) {
	t.Helper()
	folder := t.TempDir()
	in, err := p.makeInput(folder, p.files[0])
	if err != nil {
		t.Fatal(err)
	}
	results, err := p.measure(folder, in, p.sizes[0])
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
	if len(r.firstNew) != 2 || len(r.firstAgain) != 2 || r.firstNew[0] <= 0 {
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
	if runtime.GOOS == "linux" && (median(r.settled) == 0 || r.peak < median(r.settled) || len(r.idle) != 1) {
		t.Errorf("memory %d, peak %d, idle %v", r.settled, r.peak, r.idle)
	}
}

func TestKeysWithoutAnAnswerAreReported(t *testing.T) {
	t.Parallel()
	mute := peer("mute", `sh -c 'stty -echo; head -c 900 "$0"; exec cat >/dev/null' {}`)
	p := shortPlan(t, mute, 2*time.Second)
	p.programs[0] = mute.withKeys([]string{"j"})
	p.presses, p.resizes = 2*maxUnanswered, 0
	r, err := measureOnce(t, p)
	if err != nil {
		t.Fatal(err)
	}
	if k := r.keys[0]; k.silent != maxUnanswered || len(k.times) != 0 {
		t.Errorf("key %+v", k)
	}
	text := screen{size: p.sizes[0], results: []*result{r}}.table().String()
	if line := lineWith(text, " j "); !strings.Contains(line, unknown) {
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

func TestProgramThatExitsEarlyIsAnError(t *testing.T) {
	t.Parallel()
	_, err := measureOnce(t, shortPlan(t, peer("brief", "echo no such library"), time.Minute))
	if err == nil || !strings.Contains(err.Error(), `brief: it ended before its first frame: "no such library"`) {
		t.Errorf("error %v", err)
	}
}

func TestRunPrintsATableForEachSize(t *testing.T) {
	t.Parallel()
	p := shortPlan(t, emptyPager(), time.Minute)
	p.programs = []program{emptyPager().withKeys([]string{"j"}), peer("cat", "cat {} -")}
	p.sizes, p.presses, p.resizes = append(p.sizes, size{100, 30}), 1, 0
	var out bytes.Buffer
	if err := p.run(&out); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"The sample article at 80x24", "The sample article at 100x30", "empty pager", " cat ", "×"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("no %q in\n%s", part, out.String())
		}
	}
	p.files = []string{"there is no such file"}
	if err := p.run(io.Discard); err == nil {
		t.Error("a missing file is accepted")
	}
}

// Children of a program may outlive it and ignore signals.
func TestEndEndsChildrenToo(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"a child":                  `trap "" HUP; sleep 1000; :`,
		"one that ignores SIGTERM": `trap "" HUP TERM; while :; do sleep 1; done`,
		"another session":          `trap "" HUP; setsid sleep 10; :`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := startSession(exec.Command("sh", "-c", "echo ready; "+script), size{80, 24})
			if err != nil {
				t.Skipf("no pseudo-terminal here: %v", err)
			}
			s.waitBurst(0, time.Minute)
			ended := make(chan struct{})
			go func() {
				s.end()
				close(ended)
			}()
			select {
			case <-ended:
			case <-time.After(time.Minute):
				t.Error("the session does not end")
			}
		})
	}
}

// A stroke that must show something ends when that is on the screen, after any
// number of bursts.
func TestStrokeEndsWhenItsResultShows(t *testing.T) {
	t.Parallel()
	slow := peer("slow", `sh -c 'stty -echo -icanon; head -c 900 "$0"; head -c 1 >/dev/null; echo saving; sleep 0.1; printf "\\033[2Jdone"; exec cat >/dev/null' {}`)
	p := shortPlan(t, slow, 10*time.Second)
	p.programs[0].cycles = func(input) []cycle { return []cycle{{{name: keyTag, keys: "c", shows: "done", hides: "saving"}}} }
	p.presses, p.resizes = 1, 0
	r, err := measureOnce(t, p)
	if err != nil {
		t.Fatal(err)
	}
	if times := r.times(keyTag); len(times) != 1 || times[0] < 100*time.Millisecond {
		t.Errorf("times %v", times)
	}
}

func TestCommandsAreRunToTheirEnd(t *testing.T) {
	t.Parallel()
	s := &command{name: "empty pager"}
	if err := (plan{}).runOnce(t.TempDir(), s); err != nil || len(s.times) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	if runtime.GOOS == "linux" && s.peak == 0 {
		t.Error("no memory")
	}
	failing := &command{name: "failing", args: []string{}}
	if err := (plan{galley: "/bin/false"}).runOnce(t.TempDir(), failing); err == nil {
		t.Error("a command that fails passes")
	}
}
