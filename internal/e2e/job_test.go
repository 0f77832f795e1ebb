//go:build unix

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// shellScript runs its arguments as a job. When the job stops or ends, it runs
// the lines that are typed.
const shellScript = `"$@"; while echo SHELL; read line; do eval "$line"; done`

// openInShell runs Galley as a job of a shell.
func (h home) openInShell(args ...string) *session {
	h.t.Helper()
	galley := h.command(args...)
	cmd := exec.Command("sh", slices.Concat([]string{"-mc", shellScript, "sh", galley.Path}, args)...)
	cmd.Dir, cmd.Env = galley.Dir, galley.Env
	s := h.start(cmd)
	s.waitFor("READ")
	return s
}

// signalJob sends signals to Galley, which has the terminal.
func (s *session) signalJob(signals ...syscall.Signal) {
	s.t.Helper()
	group, err := s.pty.Foreground()
	for _, signal := range signals {
		if err == nil {
			err = syscall.Kill(-group, signal)
		}
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// waitForShell waits until the shell has the terminal, in the state in which
// Galley found it. ClearRaw must precede what stops or ends Galley.
func (s *session) waitForShell() {
	s.t.Helper()
	s.waitForRaw("SHELL\r\n")
	for _, mode := range []string{"1049", "2004", "1004", "1002", "1006"} {
		if strings.LastIndex(s.Raw(), "\x1b[?"+mode+"h") >= strings.LastIndex(s.Raw(), "\x1b[?"+mode+"l") {
			s.t.Errorf("mode %s is still on", mode)
		}
	}
	if strings.LastIndex(s.Raw(), "\x1b[?25l") > strings.LastIndex(s.Raw(), "\x1b[?25h") {
		s.t.Error("the cursor is hidden")
	}
	s.Type("stty -a | grep -q -e -icanon && echo RAW || echo COOKED\r")
	s.waitForRaw("\nCOOKED\r\nSHELL")
}

// waitForRaw waits for output of the program.
func (s *session) waitForRaw(output string) {
	s.t.Helper()
	s.waitUntil(fmt.Sprintf("%q", output), func() bool { return strings.Contains(s.Raw(), output) })
}

// press clears Raw and types keys.
func (s *session) press(keys string) {
	s.ClearRaw()
	s.Type(keys)
}

// fg continues Galley and waits until its screen is drawn in full.
func (s *session) fg() {
	s.t.Helper()
	s.Type("fg\n")
	s.waitUntil("the whole screen", func() bool {
		return strings.HasPrefix(s.Text(), " A title of several words") && strings.Contains(s.Text(), "sentence number 3") && !strings.Contains(s.Text(), "SHELL")
	})
}

// ctrl+z suspends, also while text is typed.
func TestSuspendedByKey(t *testing.T) {
	h := newHome(t)
	path := h.write("many.txt", manySentences(5))
	s := h.openInShell(path)
	s.Type("1Gc\r")
	s.waitFor("CARD")
	s.Type("half")
	s.waitFor("half")
	s.press("\x1a")
	s.waitForShell()
	h.run("annotate", path, "--tag", "quote", "--quote", "sentence number 4") // the library is not locked
	s.fg()
	s.Type(" a note")
	s.waitFor("half a note")
	s.waitFor("C 1  Q 1")
	s.press("\x1a")
	s.waitForShell()
	s.fg()
	s.Type("\x13")
	s.waitFor("Card kept")
	s.press("t\x1a") // a question
	s.waitForShell()
	s.fg()
	s.Type("o")
	s.waitFor("Now an opinion")
	s.press("Q")
	s.waitForShell()
	if out := h.run("annotations", path, "--json"); !strings.Contains(out, "half a note") {
		t.Errorf("the note is lost:\n%s", out)
	}
}

// A stop from outside, one that can be caught and one that cannot.
func TestStoppedAndContinuedFromOutside(t *testing.T) {
	for name, signal := range map[string]syscall.Signal{"SIGTSTP": syscall.SIGTSTP, "SIGSTOP": syscall.SIGSTOP} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			s := h.openInShell(h.write("many.txt", manySentences(5)))
			for i := range 3 {
				s.Type(fmt.Sprintf("%dGc", i+1))
				s.waitFor(fmt.Sprintf("C %d  Q 0  O 0", i+1))
				s.ClearRaw()
				s.signalJob(signal)
				if signal == syscall.SIGTSTP {
					s.waitForShell()
				} else {
					s.waitForRaw("SHELL")
				}
				s.fg()
			}
			s.Type("4Gq")
			s.waitFor("C 3  Q 1  O 0")
			s.press("Q")
			s.waitForShell()
		})
	}
}

// Without a shell, nothing could resume a suspended Galley.
func TestNotSuspendedWithoutAShell(t *testing.T) {
	h := newHome(t)
	s := h.open(h.write("many.txt", manySentences(5)))
	s.waitFor("READ")
	s.Type("\x1a")
	s.waitFor("Not suspended: there is no shell to continue Galley.")
	if err := s.cmd.Process.Signal(syscall.SIGTSTP); err != nil {
		t.Fatal(err)
	}
	s.Type("1Gc")
	s.waitFor("C 1")
	s.waitSaved()
	s.Type("Q")
	s.waitExit()
}

// A suspended Galley that is ended keeps the open card, and leaves the terminal
// to the shell.
func TestEndedWhileSuspended(t *testing.T) {
	h := newHome(t)
	path := h.write("many.txt", manySentences(5))
	s := h.openInShell(path)
	s.Type("1Gc\r")
	s.waitFor("CARD")
	s.Type("half a note")
	s.waitFor("half a note")
	s.press("\x1a")
	s.waitForShell()
	s.press("kill -TERM %1; kill -CONT %1\r")
	s.waitForRaw("SHELL")
	s.waitUntil("the note", func() bool { return strings.Contains(h.run("annotations", path, "--json"), "half a note") })
	if strings.Contains(s.Raw(), "\x1b") {
		t.Errorf("it wrote to the terminal of the shell: %q", s.Raw())
	}
}

// The user's own editor is suspended, and Galley with it; ctrl+c is for the editor.
func TestSuspendedInTheEditor(t *testing.T) {
	h := newHome(t)
	script := h.write("editor.sh", "#!/bin/sh\ntrap 'echo INTERRUPTED' INT QUIT\nkill -INT 0\nkill -QUIT 0\nkill -TSTP 0\nprintf ' and more' >> \"$1\"\n")
	if err := os.Chmod(script, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("VISUAL", script)
	path := h.write("many.txt", manySentences(5))
	s := h.openInShell(path)
	s.Type("1Gc\r")
	s.waitFor("CARD")
	s.press("\x1b[Za note\x05")
	s.waitForShell()
	s.fg()
	s.waitFor("a note and more")
	s.Type("\x13")
	s.waitFor("Card kept")
	s.press("Q")
	s.waitForShell()
}

// Signals while the last steps are being saved, as of a session that ends.
func TestSecondSignalDoesNotInterruptSaving(t *testing.T) {
	h := newHome(t)
	path := h.write("many.txt", manySentences(10))
	s := h.open(path)
	s.waitFor("READ")
	s.Type("1G" + strings.Repeat("q}", 10) + "1G\r")
	s.waitFor("CARD")
	s.Type("half a note")
	s.waitFor("half a note")
	go func() {
		for range 200 {
			_ = s.cmd.Process.Signal(syscall.SIGTERM)
			_ = s.cmd.Process.Signal(syscall.SIGHUP)
			time.Sleep(time.Millisecond)
		}
	}()
	s.waitExit()
	if out := h.run("annotations", path, "--json"); !strings.Contains(out, "half a note") {
		t.Errorf("the note is lost:\n%s", out)
	}
}
