//go:build unix

package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

func TestPageOpensInTheReaderAndIsThereWithoutTheNetwork(t *testing.T) {
	d, s := newWorkspace(t), newSite()
	defer s.Close()
	w := d.opens(nil, s.URL+"/moved")
	w.sees("The levy adds 4.20")
	w.Type("}c")
	w.sees("Claim marked")
	w.quits()
	s.Close()
	for _, address := range []string{"/moved", "/levy"} {
		w = d.opens(nil, s.URL+address)
		w.sees("The levy adds 4.20")
		w.sees("C 1")
		w.quits()
	}
	if asked := s.asked.Load(); asked != 2 {
		t.Errorf("the site was asked %d times", asked)
	}
	d.expects("The levy adds 4.20 to every ticket.")
}

func TestKeyCancelsADownload(t *testing.T) {
	for name, key := range map[string]string{"esc": "\x1b", "ctrl+c": "\x03"} {
		t.Run(name, func(t *testing.T) {
			d, s := newWorkspace(t), newSite()
			defer s.Close()
			defer s.CloseClientConnections()
			w := d.opens(func(c *exec.Cmd) { c.Stderr = c.Stdout }, s.URL+"/stall")
			w.sees("9 bytes  esc cancels")
			w.Type(key)
			if status := w.ends(); status != 1 {
				t.Errorf("exit status %d", status)
			}
			w.sees("galley: canceled; nothing was saved")
			if strings.Contains(w.Text(), "esc cancels") {
				t.Errorf("the spinner is still there:\n%s", w.Text())
			}
			d.expects()
		})
	}
}

func TestSignalCancelsADownload(t *testing.T) {
	d, s := newWorkspace(t), newSite()
	defer s.Close()
	defer s.CloseClientConnections()
	w := d.opens(func(c *exec.Cmd) { c.Stderr = c.Stdout }, "extract", s.URL+"/stall")
	w.sees("9 bytes  esc cancels")
	if err := w.command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if status := w.ends(); status != 1 {
		t.Errorf("exit status %d", status)
	}
	w.sees("galley: canceled; nothing was saved")
}

func TestPageThatCannotBeFetchedLeavesTheTerminalAsItWas(t *testing.T) {
	d, s := newWorkspace(t), newSite()
	defer s.Close()
	w := d.opens(func(c *exec.Cmd) { c.Stderr = c.Stdout }, s.URL+"/photo")
	w.sees("not an article")
	if status := w.ends(); status != 1 {
		t.Errorf("exit status %d", status)
	}
	if text := w.Text(); strings.Contains(text, "esc cancels") || !strings.HasPrefix(text, "galley: ") {
		t.Errorf("the screen:\n%s", text)
	}
}

func TestManyAreAddedUnderABarThatDisappears(t *testing.T) {
	d := newWorkspace(t)
	for i := range 300 {
		if err := os.WriteFile(d.path(fmt.Sprintf("lots-%03d.txt", i)), fmt.Appendf(nil, "Text %d\n", i), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w := d.opens(func(c *exec.Cmd) { c.Stderr = c.Stdout }, "add", ".", "missing.txt")
	w.sees("galley: 301 added, 1 failed")
	if status := w.ends(); status != 1 {
		t.Errorf("exit status %d", status)
	}
	if raw := w.Raw(); !strings.Contains(raw, "░  0 of 302  levy.txt") {
		t.Errorf("no bar in %q", raw)
	}
	if text := w.Text(); strings.Contains(text, "of 302") || !strings.HasPrefix(text, "galley: “missing.txt” is neither a file") {
		t.Errorf("the screen:\n%s", text)
	}
}

// galley-sync ends with galley sync, also if only that gets the signal.
func TestSignalEndsGalleySync(t *testing.T) {
	d := newWorkspace(t)
	program := "#!/bin/sh\ntrap 'echo told to end; exit 0' INT\necho exchanging\nwhile :; do sleep 0.05; done\n"
	if err := os.WriteFile(d.path("galley-sync"), []byte(program), 0o700); err != nil {
		t.Fatal(err)
	}
	w := d.opens(func(c *exec.Cmd) {
		c.Env = append(c.Env, "PATH="+d.dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	}, "sync", "--to", "etcd://h/d")
	w.sees("exchanging")
	if err := w.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := w.ends(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	w.sees("told to end")
}
