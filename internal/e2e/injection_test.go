//go:build unix

package e2e

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"galley/internal/cli"
	"galley/internal/pty"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/x/term"
)

// An output is one way for text from outside to leave Galley: a command with its
// arguments and input.
type output struct {
	name  string
	args  func(w *world) []string
	in    func(w *world) string // standard input, nil for none
	shows bool                  // the words before the sequence must be in the output
}

// checked counts what the injection table checked, for the log.
var checked struct{ outputs, bytes atomic.Int64 }

// A world is a folder with one sequence in documents of every format and in a
// library with annotations.
type world struct {
	t   *testing.T
	seq sequence
	dir string
	db  string
	web string            // address of a server that answers with the sequence
	ids map[string]string // of articles and annotations, by their names in the tests
}

// TestInjectionTable sends every hostile sequence through every command, to a
// pipe and to a terminal, and checks the bytes that come out.
func TestInjectionTable(t *testing.T) {
	prepareEnvironment(t)
	for _, o := range helpOutputs() {
		newWorld(t, sequence{}).checkCommand(o) // what these print is always the same
	}
	outputs := append(articleOutputs(), argumentOutputs()...)
	for _, s := range batches(sequences()) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			for _, o := range outputs {
				w.checkCommand(o)
			}
			w.checkImports()
			w.checkExports()
			w.checkLibrary()
		})
	}
	t.Cleanup(func() {
		t.Logf("%d sequences in %d worlds: %d outputs, %d bytes checked", len(sequences()), len(batches(sequences())), checked.outputs.Load(), checked.bytes.Load())
	})
}

// prepareEnvironment isolates Galley from the user's settings, changes into a
// temporary folder, because a sequence may name a file to write, and installs
// scripts in place of the programs that read PDFs.
func prepareEnvironment(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	for name, value := range map[string]string{
		"HOME": dir, "XDG_DATA_HOME": dir, "XDG_CONFIG_HOME": dir, "GALLEY_DB": "", "GALLEY_AUTHOR": "ada", "NO_COLOR": "", "GLAMOUR_STYLE": "", "TERM": "xterm-256color",
		"PATH": dir + string(os.PathListSeparator) + os.Getenv("PATH"),
	} {
		t.Setenv(name, value)
	}
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	// Converts by removing the first line; a document that contains "broken" fails.
	const script = "#!/bin/sh\ncase $1 in -v) echo version 1.0; exit;; -bbox-layout) shift;; esac\n" +
		"if head -n 1 \"$3\" | grep -q broken; then tail -n +2 \"$3\" >&2; exit 1; fi\ntail -n +2 \"$3\"\n"
	if err := os.WriteFile(filepath.Join(dir, "pdftotext"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "mutool"), []byte("#!/bin/sh\ncat \"$5\" >&2\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

// file writes a file of the world and returns its path.
func (w *world) file(name, text string) string {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// path returns the path of a file of the world.
func (w *world) path(name string) string { return filepath.Join(w.dir, name) }

// run runs a command on the world's library and returns what it wrote.
func (w *world) run(in string, args ...string) (out, errs string, status int) {
	var o, e bytes.Buffer
	status = cli.Main(context.Background(), append([]string{"--db", w.db}, args...), strings.NewReader(in), &o, &e)
	return o.String(), e.String(), status
}

// must runs a command that must succeed and returns its trimmed output.
func (w *world) must(args ...string) string {
	w.t.Helper()
	out, errs, status := w.run("", args...)
	if status != 0 {
		w.t.Fatalf("galley %q: %s", args, errs)
	}
	return strings.TrimSpace(out)
}

// onTerminal runs a command with output and errors on a terminal, and returns what
// was sent to the terminal.
func (w *world) onTerminal(in string, args ...string) string {
	w.t.Helper()
	screen, end, err := pty.Open()
	if err != nil {
		w.t.Skipf("no pseudo-terminal here: %v", err)
	}
	defer screen.Close()
	defer end.Close()
	if _, err := term.MakeRaw(end.Fd()); err != nil {
		w.t.Fatal(err)
	}
	if err := screen.Resize(100, 24); err != nil {
		w.t.Fatal(err)
	}
	// A marker ends the output: a process that another test starts may keep the
	// terminal open for longer.
	const last = "\x00 all was sent \x00"
	all := make(chan string, 1)
	go func() {
		var read []byte
		for buf := make([]byte, 1<<16); !bytes.HasSuffix(read, []byte(last)); {
			n, err := screen.Read(buf)
			if read = append(read, buf[:n]...); err != nil {
				break
			}
		}
		all <- strings.TrimSuffix(string(read), last)
	}()
	cli.Main(context.Background(), append([]string{"--db", w.db}, args...), strings.NewReader(in), end, end)
	if _, err := io.WriteString(end, last); err != nil {
		w.t.Fatal(err)
	}
	return <-all
}

// checkCommand checks an output, on a pipe and on a terminal.
func (w *world) checkCommand(o output) {
	w.t.Helper()
	args, in := o.args(w), ""
	if o.in != nil {
		in = o.in(w)
	}
	out, errs, _ := w.run(in, args...)
	w.check(toPipe, o.name, out)
	w.check(toPipe, o.name+", errors", errs)
	sent := w.onTerminal(in, args...)
	w.check(toPage, o.name+", on a terminal", sent)
	refused := w.seq.text != "" && strings.Contains(errs, "cannot be read") // as invalid XML and binary data are
	if o.shows && !refused && (!strings.Contains(out+errs, before) || !strings.Contains(sent, before)) {
		w.t.Errorf("%s did not get as far as %q: %.300q %.300q", o.name, before, out, errs)
	}
	if strings.Contains(errs, "panic") {
		w.t.Errorf("%s: %s", o.name, errs)
	}
}

func (w *world) check(dest sink, name, bytes string) {
	w.t.Helper()
	checked.outputs.Add(1)
	checked.bytes.Add(int64(len(bytes)))
	if why := dest.verdict(bytes); why != "" {
		w.t.Errorf("%s wrote %s", name, why)
	}
}
