//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"galley/internal/pty"
	"galley/internal/vterm"

	"github.com/charmbracelet/x/term"
)

// patience is how long a trial waits for what must come.
const patience = time.Minute

// A sitting is Galley running in a pseudo-terminal. The trial keeps the
// program's side of it open, so that its settings can be seen when the program
// has ended.
type sitting struct {
	*vterm.Terminal
	t      *trial
	cmd    *exec.Cmd
	ours   *pty.Terminal
	its    *os.File
	before *term.State
	done   chan struct{}
	args   []string

	mu   sync.Mutex
	gone bool // the terminal was taken away
}

// sit opens Galley in a terminal of 80 by 24.
func (h *home) sit(args ...string) *sitting {
	t := h.t
	ours, its, err := pty.Open()
	t.must(err)
	t.must(ours.Resize(80, 24))
	s := &sitting{Terminal: vterm.New(80, 24).RawMode(), t: t, cmd: h.command(args...), ours: ours, its: its, done: make(chan struct{}), args: args}
	before, err := term.GetState(its.Fd())
	t.must(err)
	s.before = before
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = its, its, its
	pty.SetControlling(s.cmd)
	t.must(s.cmd.Start())
	go io.Copy(s.Terminal, ours)
	go io.Copy(ours, s.Input())
	go func() { _ = s.cmd.Wait(); close(s.done) }()
	t.after(func() {
		_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
		<-s.done
		s.vanish()
		s.its.Close()
		s.Close()
	})
	return s
}

// vanish takes the terminal away.
func (s *sitting) vanish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.gone {
		s.gone = true
		s.ours.Close()
	}
}

func (s *sitting) until(what string, ok func() bool) {
	for deadline := time.Now().Add(patience); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.fail("never saw %s; the screen:\n%s", what, s.Text())
		}
	}
}

// sees waits until the screen shows words.
func (s *sitting) sees(words string) {
	s.until(fmt.Sprintf("%q", words), func() bool { return strings.Contains(s.Text(), words) })
}

// saved waits until the screen says that all is saved.
func (s *sitting) saved() {
	s.until("saved", func() bool { return strings.HasSuffix(s.last(), " saved") })
}

// last is the last row of the screen.
func (s *sitting) last() string {
	_, height := s.Size()
	return s.Line(height - 1)
}

// ended reports whether Galley has.
func (s *sitting) ended() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// ends waits until Galley has ended and all that it wrote has arrived. It fails
// the trial if Galley crashed.
func (s *sitting) ends() {
	s.until("the end", s.ended)
	if s.isGone() {
		return
	}
	const end = "\x1b_the end\x1b\\"
	_, err := io.WriteString(s.its, end)
	s.t.must(err)
	s.until("all output", func() bool { return strings.Contains(s.Raw(), end) })
	s.t.calm("galley "+strings.Join(s.args, " "), s.Raw())
}

func (s *sitting) isGone() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gone
}

// kill ends Galley as nothing can hinder.
func (s *sitting) kill() {
	_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	s.ends()
}

// quits quits Galley as a person does, and wants the terminal back.
func (s *sitting) quits() {
	s.Type("\x1b[27u\x1b[27uQ")
	s.ends()
	s.restored()
}

var counted = regexp.MustCompile(`C (\d+)  Q (\d+)  O (\d+)`)

// acknowledged is how many annotations the screen says are saved, 0 if it does
// not say so. Galley must have ended: only then is the screen whole.
func (s *sitting) acknowledged() int {
	found := counted.FindStringSubmatch(s.Line(0))
	if found == nil || !strings.HasSuffix(s.last(), " saved") {
		return 0
	}
	var c, q, o int
	for i, n := range []*int{&c, &q, &o} {
		fmt.Sscan(found[i+1], n)
	}
	return c + q + o
}

// said is what Galley printed after it gave the screen back.
func (s *sitting) said() string {
	_, after, _ := strings.Cut(s.Raw()[strings.LastIndex(s.Raw(), "\x1b[?1049l")+1:], "l")
	return strings.TrimSpace(strings.Join(escapes.Split(after, -1), ""))
}

var escapes = regexp.MustCompile("\x1b(?:\\[[0-9;?<>=!]*[ -/]*[@-~]|_[^\x1b]*\x1b\\\\|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|[=>78M])")

// restored fails the trial unless the terminal is as it was.
func (s *sitting) restored() {
	after, err := term.GetState(s.its.Fd())
	s.t.must(err)
	if !reflect.DeepEqual(s.before, after) {
		s.t.fail("the settings of the terminal are not what they were: %+v, %+v", s.before, after)
	}
	if left := leftOn(s.Raw()); left != "" {
		s.t.fail("left behind on the terminal: %s", left)
	}
}

var mode = regexp.MustCompile("\x1b\\[(?:\\?([0-9;]+)([hl])|>4(;[12])?m|([<>])([0-9]*)u)")

// leftOn names the modes that output switches on and never off again, "" if
// there are none.
func leftOn(output string) string {
	on := map[string]bool{}
	keyboards := 0
	for _, m := range mode.FindAllStringSubmatch(output, -1) {
		switch {
		case m[1] != "":
			for _, name := range strings.Split(m[1], ";") {
				on["mode "+name] = m[2] == "h" != (name == "25" || name == "7") // which are on in every terminal
			}
		case m[4] == ">":
			keyboards++
		case m[4] == "<":
			keyboards--
		default:
			on["modified keys"] = m[3] != ""
		}
	}
	on["a keyboard protocol"] = keyboards != 0
	colour := strings.LastIndex(output, "\x1b]12;")
	on["the colour of the cursor"] = colour > strings.LastIndex(output, "\x1b]112")
	var left []string
	for name, is := range on {
		if is {
			left = append(left, name)
		}
	}
	return strings.Join(left, ", ")
}
