//go:build unix

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The main task again, in a terminal that tmux emulates.
func TestMainTaskInTmux(t *testing.T) {
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed")
	}
	h := newHome(t)
	path := h.write("levy.txt", "Harbour levy passes\n\nThe vote came after nine hours. It split both parties.\n\n"+
		"“Nobody asked the crews,” said Ada Lund. It is a tax on the poor.\n")
	s := h.tmux(path)
	s.waitFor("READ")
	s.keys("1", "G", "s", "c")
	s.waitFor("C 1")
	s.keys("2", "G", "v", ")", "q")
	s.waitFor("Quote marked. u undoes it, Q quits.")
	s.keys(")", "o")
	s.waitFor("C 1  Q 1  O 1")
	s.keys("2", "G", "Enter")
	s.waitFor("CARD")
	s.keys("A", "d", "a", "BTab", "h", "e", "a", "r", "d", "C-s")
	s.waitFor("Card kept")
	s.tmux("resize-window", "-t", "galley", "-x", "50", "-y", "15")
	s.waitFor("Nobody asked the crews")
	s.keys("Q")
	s.waitFor("ended with 0")

	want := "claim: The vote came after nine hours.|quote: “Nobody asked the crews,” said Ada Lund.|opinion: It is a tax on the poor."
	if got := strings.Join(h.annotations(path), "|"); got != want {
		t.Errorf("exported %s\nwant %s", got, want)
	}
	if out := h.run("annotations", path, "--json"); !strings.Contains(out, `"speaker": "Ada"`) || !strings.Contains(out, `"note": "heard"`) {
		t.Errorf("the card is lost: %s", out)
	}
}

// A multiplexer is a tmux server with one window.
type multiplexer struct {
	t      *testing.T
	socket string
}

// tmux runs Galley in an 80x24 window. When Galley ends, the window shows its exit
// status.
func (h home) tmux(args ...string) multiplexer {
	h.t.Helper()
	m := multiplexer{h.t, filepath.Join(h.t.TempDir(), "tmux")}
	galley := h.command(args...)
	script := fmt.Sprintf("cd '%s' && '%s' '%s'; echo ended with $?; read wait", h.dir, galley.Path, strings.Join(args, "' '"))
	cmd := exec.Command("tmux", "-S", m.socket, "-f", os.DevNull, "new-session", "-d", "-s", "galley", "-x", "80", "-y", "24", script)
	cmd.Env = galley.Env
	if out, err := cmd.CombinedOutput(); err != nil {
		h.t.Skipf("tmux does not start here: %v: %s", err, out)
	}
	h.t.Cleanup(func() { m.tmux("kill-server") })
	return m
}

// tmux runs a command of the server and returns its output.
func (m multiplexer) tmux(args ...string) string {
	out, _ := exec.Command("tmux", append([]string{"-S", m.socket}, args...)...).CombinedOutput()
	return string(out)
}

func (m multiplexer) keys(names ...string) {
	m.tmux(append([]string{"send-keys", "-t", "galley"}, names...)...)
}

// waitFor waits until the window shows words.
func (m multiplexer) waitFor(words string) {
	m.t.Helper()
	screen := ""
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if screen = m.tmux("capture-pane", "-p", "-t", "galley"); strings.Contains(screen, words) {
			return
		}
	}
	m.t.Fatalf("timed out waiting for %q; the window:\n%s", words, screen)
}
