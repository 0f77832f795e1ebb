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
	"syscall"
	"time"

	"galley/internal/pty"
	"galley/internal/vterm"

	"github.com/charmbracelet/x/term"
)

// timeout limits each wait of a trial.
const timeout = time.Minute

// A session is Galley running in a pseudo-terminal. It keeps the program's side
// of the terminal open to compare the settings after the program exits.
type session struct {
	*vterm.Terminal
	t      *trial
	cmd    *exec.Cmd
	pty    *pty.Terminal
	tty    *os.File // the program's side
	before *term.State
	done   chan struct{} // closed when the program exits
	args   []string
	closed bool // the terminal was closed
}

// open runs Galley in an 80x24 terminal.
func (h *home) open(args ...string) *session {
	t := h.t
	p, tty, err := pty.Open()
	t.must(err)
	t.must(p.Resize(80, 24))
	s := &session{Terminal: vterm.New(80, 24).RawMode(), t: t, cmd: h.command(args...), pty: p, tty: tty, done: make(chan struct{}), args: args}
	before, err := term.GetState(tty.Fd())
	t.must(err)
	s.before = before
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	pty.SetControlling(s.cmd)
	t.must(s.cmd.Start())
	go io.Copy(s.Terminal, p)
	go io.Copy(p, s.Input())
	go func() { _ = s.cmd.Wait(); close(s.done) }()
	t.atEnd(func() {
		_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
		<-s.done
		s.closeTerminal()
		s.tty.Close()
		s.Close()
	})
	return s
}

// openReader runs Galley on an article and waits for the reader.
func (h *home) openReader(path string) *session {
	s := h.open(path)
	s.waitFor("READ")
	return s
}

// closeTerminal closes the controlling side of the terminal.
func (s *session) closeTerminal() {
	s.closed = true
	s.pty.Close()
}

func (s *session) waitUntil(what string, ok func() bool) {
	for deadline := time.Now().Add(timeout); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.fail("timed out waiting for %s; the screen:\n%s", what, s.Text())
		}
	}
}

// waitFor waits until the screen shows words.
func (s *session) waitFor(words string) {
	s.waitUntil(fmt.Sprintf("%q", words), func() bool { return s.shows(words) })
}

// waitSaved waits until the screen says that everything is saved.
func (s *session) waitSaved() {
	s.waitUntil("saved", s.isSaved)
}

// isSaved reports whether the screen says that everything is saved.
func (s *session) isSaved() bool { return strings.HasSuffix(s.lastRow(), " saved") }

// waitUntilOrExit waits until ok returns true or Galley exits.
func (s *session) waitUntilOrExit(what string, ok func() bool) {
	s.waitUntil(what+", or the exit", func() bool { return s.exited() || ok() })
}

// shows reports whether the screen shows words.
func (s *session) shows(words string) bool { return strings.Contains(s.Text(), words) }

// lastRow returns the last row of the screen.
func (s *session) lastRow() string {
	_, height := s.Size()
	return s.Line(height - 1)
}

// exited reports whether Galley has exited.
func (s *session) exited() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// waitExit waits until Galley has exited and all of its output has been read. It
// fails the trial if Galley crashed.
func (s *session) waitExit() {
	s.waitUntil("the exit", s.exited)
	if s.closed {
		return
	}
	const end = "\x1b_the end\x1b\\"
	_, err := io.WriteString(s.tty, end)
	s.t.must(err)
	s.waitUntil("all output", func() bool { return strings.Contains(s.Raw(), end) })
	s.t.checkNoCrash("galley "+strings.Join(s.args, " "), s.Raw())
}

// kill sends SIGKILL to Galley and waits until it exits.
func (s *session) kill() {
	_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	s.waitExit()
}

// quit presses the key that quits Galley and checks the terminal.
func (s *session) quit() {
	s.Type("\x1b[27u\x1b[27uQ")
	s.waitExit()
	s.checkRestored()
}

var header = regexp.MustCompile(`C (\d+)  Q (\d+)  O (\d+)`)

// acknowledged returns the number of annotations that the screen says are
// saved, or 0 if it does not say so. Galley must have exited: only then is the
// screen complete.
func (s *session) acknowledged() int {
	found := header.FindStringSubmatch(s.Line(0))
	if found == nil || !s.isSaved() {
		return 0
	}
	var c, q, o int
	for i, n := range []*int{&c, &q, &o} {
		fmt.Sscan(found[i+1], n)
	}
	return c + q + o
}

// exitMessage returns the text that Galley printed after it restored the screen.
func (s *session) exitMessage() string {
	_, after, _ := strings.Cut(s.Raw()[strings.LastIndex(s.Raw(), "\x1b[?1049l")+1:], "l")
	return strings.TrimSpace(strings.Join(escapes.Split(after, -1), ""))
}

var escapes = regexp.MustCompile("\x1b(?:\\[[0-9;?<>=!]*[ -/]*[@-~]|_[^\x1b]*\x1b\\\\|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|[=>78M])")

// checkRestored fails the trial unless Galley restored the terminal.
func (s *session) checkRestored() {
	after, err := term.GetState(s.tty.Fd())
	s.t.must(err)
	if !reflect.DeepEqual(s.before, after) {
		s.t.fail("the terminal settings changed from %+v to %+v", s.before, after)
	}
	if left := leftOn(s.Raw()); left != "" {
		s.t.fail("left behind on the terminal: %s", left)
	}
}

var mode = regexp.MustCompile("\x1b\\[(?:\\?([0-9;]+)([hl])|>4(;[12])?m|([<>])([0-9]*)u)")

// leftOn names the modes that output switches on but not off again, or "" if
// there are none.
func leftOn(output string) string {
	on := map[string]bool{}
	keyboards := 0
	for _, m := range mode.FindAllStringSubmatch(output, -1) {
		switch {
		case m[1] != "":
			for _, name := range strings.Split(m[1], ";") {
				on["mode "+name] = m[2] == "h" != (name == "25" || name == "7") // on by default
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
	color := strings.LastIndex(output, "\x1b]12;")
	on["the color of the cursor"] = color > strings.LastIndex(output, "\x1b]112")
	var left []string
	for name, isOn := range on {
		if isOn {
			left = append(left, name)
		}
	}
	return strings.Join(left, ", ")
}
