//go:build unix

package e2e

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"galley/internal/cli"
	"galley/internal/pty"
	"galley/internal/vterm"
)

// asGalley is the environment variable that makes the test binary act as Galley. The tests of
// this file run it in a pseudo-terminal.
const asGalley = "GALLEY_TEST_RUNS_GALLEY"

func TestMain(m *testing.M) {
	if os.Getenv(asGalley) != "" {
		runAsGalley()
	}
	// The collector runs when the heap doubles, and commands in this process begin
	// with hardly any. The ballast is never written, so it takes no memory.
	ballast := make([]byte, 64<<20)
	status := m.Run()
	runtime.KeepAlive(ballast)
	os.Exit(status)
}

var kills = flag.Int("kills", 15, "how often the reader is killed right after it has saved")

// A home is a folder in which Galley keeps its library.
type home struct {
	t   *testing.T
	dir string
}

func newHome(t *testing.T) home { return home{t, t.TempDir()} }

// command returns Galley with arguments.
func (h home) command(args ...string) *exec.Cmd {
	h.t.Helper()
	self, err := os.Executable()
	if err != nil {
		h.t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Dir = h.dir
	cmd.Env = append(os.Environ(), asGalley+"=1", "XDG_DATA_HOME="+h.dir, "HOME="+h.dir, "TERM=xterm-256color",
		"GALLEY_DB=", "NO_COLOR=", "GLAMOUR_STYLE=", "TMUX=")
	return cmd
}

// run runs a command and returns its standard output.
func (h home) run(args ...string) string {
	h.t.Helper()
	var errs strings.Builder
	cmd := h.command(args...)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		h.t.Fatalf("galley %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	return string(out)
}

// write writes a file and returns its path.
func (h home) write(name, text string) string {
	h.t.Helper()
	path := filepath.Join(h.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return path
}

// annotations lists the annotations of an article in an export as "tag: quote".
// It fails the test if a quote is not the text between its positions.
func (h home) annotations(article string) []string {
	h.t.Helper()
	var export struct {
		Articles []struct {
			Text        string
			Annotations []struct {
				Tag, Quote string
				Start, End int
			}
		}
	}
	if err := json.Unmarshal([]byte(h.run("export", article)), &export); err != nil {
		h.t.Fatal(err)
	}
	var list []string
	for _, a := range export.Articles {
		text := []rune(a.Text)
		for _, m := range a.Annotations {
			if got := string(text[m.Start:m.End]); got != m.Quote {
				h.t.Errorf("text[%d:%d] is %q, the quote is %q", m.Start, m.End, got, m.Quote)
			}
			list = append(list, m.Tag+": "+m.Quote)
		}
	}
	return list
}

// A session is Galley running in a terminal.
type session struct {
	*vterm.Terminal
	t    *testing.T
	cmd  *exec.Cmd
	pty  *pty.Terminal
	done chan error
	read chan struct{} // closed when all output of the program has been read
}

// open runs Galley in an 80x24 terminal.
func (h home) open(args ...string) *session {
	h.t.Helper()
	return h.start(h.command(args...))
}

// start runs a command in an 80x24 terminal.
func (h home) start(cmd *exec.Cmd) *session {
	h.t.Helper()
	s := &session{Terminal: vterm.New(80, 24).RawMode(), t: h.t, cmd: cmd, done: make(chan error, 1), read: make(chan struct{})}
	f, err := pty.Start(s.cmd, 80, 24)
	if err != nil {
		h.t.Skipf("no pseudo-terminal here: %v", err)
	}
	s.pty = f
	go func() {
		io.Copy(s.Terminal, f)
		close(s.read)
	}()
	go io.Copy(f, s.Input())
	go func() { s.done <- s.cmd.Wait() }()
	h.t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		s.Close()
		f.Close()
	})
	return s
}

// waitFor waits until the screen shows words.
func (s *session) waitFor(words string) {
	s.t.Helper()
	s.waitUntil(fmt.Sprintf("%q", words), func() bool { return strings.Contains(s.Text(), words) })
}

func (s *session) waitUntil(what string, ok func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			s.t.Fatalf("timed out waiting for %s; the screen:\n%s", what, s.Text())
		}
		time.Sleep(time.Millisecond)
	}
}

// waitSaved waits until the status line says that everything is saved.
func (s *session) waitSaved() {
	s.t.Helper()
	s.waitUntil("saved", func() bool { return strings.HasSuffix(s.Line(23), " saved") })
}

// waitExit waits until Galley exits.
func (s *session) waitExit() {
	s.t.Helper()
	select {
	case <-s.done:
	case <-time.After(30 * time.Second):
		s.t.Fatalf("Galley did not exit; the screen:\n%s", s.Text())
	}
	<-s.read
}

// manySentences returns a text of n paragraphs of one sentence.
func manySentences(n int) string {
	var b strings.Builder
	b.WriteString("A title of several words\n\n")
	for i := range n {
		fmt.Fprintf(&b, "This is sentence number %d of the article, and it is in a paragraph of its own.\n\n", i+1)
	}
	return b.String()
}

func TestFirstRunShowsTheSample(t *testing.T) {
	s := newHome(t).open()
	s.waitFor("Harbour levy passes after a night of talks")
	s.waitFor("C 3  Q 2  O 1")
	s.Type("Q")
	s.waitExit()
}

// The main task: tag, note, quit, come back, export.
func TestTagNoteQuitReopenExport(t *testing.T) {
	h := newHome(t)
	path := h.write("levy.txt", "Harbour levy passes\n\nThe vote came after nine hours. It split both parties.\n\n"+
		"“Nobody asked the crews,” said Ada Lund 👩‍🚀 中文. It is a tax on the poor.\n")
	s := h.open(path)
	s.waitFor("READ")
	s.Type("1Gsc2Gv)q")
	s.waitSaved()
	s.Type(")o")
	s.waitSaved()
	s.Type("2G\r")
	s.waitFor("CARD")
	s.Type("Heard it.\tAda Lund\x13")
	s.waitFor("Card kept")
	s.waitSaved()
	s.Type("Q")
	s.waitExit()

	s = h.open(path)
	s.waitFor("C 1  Q 1  O 1")
	s.Type("2G\r")
	s.waitFor("Heard it.")
	s.waitFor("Ada Lund")
	s.Type("\x13Q")
	s.waitExit()
	want := "claim: The vote came after nine hours.\nquote: “Nobody asked the crews,” said Ada Lund 👩‍🚀 中文.\nopinion: It is a tax on the poor."
	if got := strings.Join(h.annotations(path), "\n"); got != want {
		t.Errorf("exported:\n%s\nwant:\n%s", got, want)
	}
}

func TestFortyTagKeysAtOnceThenQuit(t *testing.T) {
	h := newHome(t)
	path := h.write("many.txt", manySentences(40))
	s := h.open(path)
	s.waitFor("READ")
	s.Type("1G" + strings.Repeat("c}", 40) + "Q")
	s.waitExit()
	if got := h.annotations(path); len(got) != 40 {
		t.Errorf("%d annotations are saved", len(got))
	}
}

// What the screen calls saved survives a kill.
func TestKilledRightAfterSaved(t *testing.T) {
	h := newHome(t)
	path := h.write("many.txt", manySentences(*kills))
	for i := range *kills {
		s := h.open(path)
		s.waitFor("READ")
		s.Type(fmt.Sprintf("%dGc", i+1))
		s.waitFor(fmt.Sprintf("C %d ", i+1))
		s.waitSaved()
		if err := s.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		s.waitExit()
	}
	if got := h.annotations(path); len(got) != *kills {
		t.Errorf("%d of %d acknowledged annotations are there", len(got), *kills)
	}
	h.run("doctor")
}

func TestSignalsLoseNothing(t *testing.T) {
	for name, signal := range map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP, "SIGINT": syscall.SIGINT,
		"SIGQUIT": syscall.SIGQUIT, "SIGABRT": syscall.SIGABRT} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			path := h.write("many.txt", manySentences(10))
			s := h.open(path)
			s.waitFor("READ")
			s.Type("1G" + strings.Repeat("q}", 10) + "1G\r")
			s.waitFor("CARD")
			s.Type("half a note")
			s.waitFor("half a note")
			if err := s.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			s.waitExit()
			if got := h.annotations(path); len(got) != 10 {
				t.Errorf("%d annotations are saved", len(got))
			}
			if out := h.run("annotations", path, "--json"); !strings.Contains(out, "half a note") {
				t.Errorf("the note is lost:\n%s", out)
			}
		})
	}
}

// The terminal is closed, as when a connection is lost.
func TestTerminalGoneLosesNothing(t *testing.T) {
	h := newHome(t)
	path := h.write("many.txt", manySentences(10))
	s := h.open(path)
	s.waitFor("READ")
	s.Type("1G" + strings.Repeat("o}", 10))
	s.waitFor("O 10")
	s.pty.Close()
	s.waitExit()
	if got := h.annotations(path); len(got) != 10 {
		t.Errorf("%d annotations are saved", len(got))
	}
}

// Two readers and a command work on one article without loss.
func TestTwoReadersAndACommandAtOnce(t *testing.T) {
	h := newHome(t)
	path := h.write("many.txt", manySentences(30))
	one, two := h.open(path), h.open(path)
	one.waitFor("READ")
	two.waitFor("READ")
	for i := range 10 {
		one.Type(fmt.Sprintf("%dGc", 3*i+1))
		two.Type(fmt.Sprintf("%dGq", 3*i+2))
		h.run("annotate", path, "--tag", "opinion", "--quote", fmt.Sprintf("This is sentence number %d of the article", 3*i+3))
	}
	one.waitFor("C 10  Q 10  O 10")
	two.waitFor("C 10  Q 10  O 10")
	one.Type("Q")
	two.Type("Q")
	one.waitExit()
	two.waitExit()
	if got := h.annotations(path); len(got) != 30 {
		t.Errorf("%d annotations are saved", len(got))
	}
	h.run("doctor")
}

// The user's own editor writes the note.
func TestNoteInTheUsersEditor(t *testing.T) {
	h := newHome(t)
	script := h.write("editor.sh", "#!/bin/sh\nprintf ' and more' >> \"$1\"\n")
	if err := os.Chmod(script, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("VISUAL", script)
	path := h.write("many.txt", manySentences(2))
	s := h.open(path)
	s.waitFor("READ")
	s.Type("1Gc\r")
	s.waitFor("CARD")
	s.Type("\x1b[Za note\x05")
	s.waitFor("a note and more")
	s.Type("\x13Q")
	s.waitExit()
	if out := h.run("annotations", path, "--json"); !strings.Contains(out, "a note and more") {
		t.Errorf("the note is %s", out)
	}
}

// runAsGalley runs Galley's main function, writes the peak memory, and exits.
func runAsGalley() {
	status := cli.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	writePeak()
	os.Exit(status)
}
