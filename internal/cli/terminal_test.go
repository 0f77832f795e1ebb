//go:build unix

package cli_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"galley/internal/pty"
	"galley/internal/vterm"
)

// A workspace is a folder in which a user runs Galley.
type workspace struct {
	user
	dir string
}

func newWorkspace(t *testing.T) workspace {
	t.Helper()
	dir := t.TempDir()
	d := workspace{user{t, filepath.Join(dir, "data", "galley", "galley.db")}, dir}
	if err := os.WriteFile(d.path("levy.txt"), []byte(levy), 0o600); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d workspace) path(name string) string { return filepath.Join(d.dir, name) }

// A window is a terminal in which galley runs as a separate process.
type window struct {
	*vterm.Terminal
	t       *testing.T
	command *exec.Cmd
	ended   chan struct{} // closed when everything it wrote was read
	errs    *strings.Builder
}

// opens runs galley in a terminal of the usual size. change may alter the command
// before it starts.
func (d workspace) opens(change func(*exec.Cmd), args ...string) *window {
	d.t.Helper()
	return d.opensAt(80, change, args...)
}

// opensAt is like opens, in a terminal that is width cells wide.
func (d workspace) opensAt(width int, change func(*exec.Cmd), args ...string) *window {
	d.t.Helper()
	c := exec.Command("galley", args...)
	c.Dir, c.Env = d.dir, append(os.Environ(), environment(d.dir)...)
	master, tty, err := pty.Open()
	if err != nil {
		d.t.Skip("cannot open a pseudo-terminal:", err)
	}
	if err := master.Resize(width, 24); err != nil {
		d.t.Fatal(err)
	}
	w := &window{vterm.New(width, 24), d.t, c, make(chan struct{}), &strings.Builder{}}
	c.Stdin, c.Stdout, c.Stderr = tty, tty, w.errs
	pty.SetControlling(c)
	c.SysProcAttr.Ctty = 1 // the input may be something else
	if change != nil {
		change(c)
	}
	if err := c.Start(); err != nil {
		d.t.Fatal(err)
	}
	tty.Close()
	go io.Copy(master, w.Input())
	go func() {
		io.Copy(w.Terminal, master)
		close(w.ended)
	}()
	d.t.Cleanup(func() {
		c.Process.Kill()
		master.Close()
		w.Close()
	})
	return w
}

// sees waits until the screen shows words.
func (w *window) sees(words string) {
	w.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		if strings.Contains(w.Text(), words) {
			return
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("timed out waiting for %q; the screen:\n%s\n%s", words, w.Text(), w.errs)
		}
	}
}

// ends waits until galley exits and returns its exit status.
func (w *window) ends() int {
	w.t.Helper()
	err := w.command.Wait()
	if exit, ok := err.(*exec.ExitError); ok && exit.Exited() {
		return exit.ExitCode()
	}
	if err != nil {
		w.t.Fatalf("%v; %s", err, w.errs)
	}
	return 0
}

// quits types Q and expects exit status 0.
func (w *window) quits() {
	w.t.Helper()
	w.Type("Q")
	if status := w.ends(); status != 0 {
		w.t.Fatalf("exit status %d: %s", status, w.errs)
	}
}

func (d workspace) expects(words ...string) {
	d.t.Helper()
	if len(words) == 0 {
		if _, err := os.Stat(d.db); errors.Is(err, fs.ErrNotExist) {
			return // there is no library at all
		}
	}
	got := d.does("annotations")
	for _, w := range words {
		if !strings.Contains(got, w) {
			d.t.Errorf("no annotation of %q:\n%s", w, got)
		}
	}
	if n := strings.Count(got, "\n"); n != len(words)+1 && n+len(words) > 0 {
		d.t.Errorf("%d annotations, want %d:\n%s", n-1, len(words), got)
	}
}
