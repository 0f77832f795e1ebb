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

// An outlet is one way in which a stranger's text can leave Galley: a command
// with its arguments, after all that a world prepares.
type outlet struct {
	name  string
	args  func(w *world) []string
	in    func(w *world) string // standard input, nil for none
	shows bool                  // the words before the sequence must come out
}

// judged counts what the injection table looked at, for its last line.
var judged struct{ outputs, bytes atomic.Int64 }

// A world is a folder full of one sequence: documents of every format, a
// library that holds them with annotations, and the program that runs on them.
type world struct {
	t   *testing.T
	seq sequence
	dir string
	db  string
	web string            // address of a server that answers with the sequence
	ids map[string]string // of articles and annotations, by what they are called
}

// TestInjectionTable sends every hostile sequence through every command, to a
// pipe and to a terminal, and judges the bytes that come out.
func TestInjectionTable(t *testing.T) {
	prepareEnvironment(t)
	for _, o := range outletsOfHelp() {
		newWorld(t, sequence{}).check(o) // what these print is always the same
	}
	outlets := append(outletsOfArticles(), outletsOfTrouble()...)
	for _, s := range batches(sequences()) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			for _, o := range outlets {
				w.check(o)
			}
			w.checkImports()
			w.checkExports()
			w.checkLibrary()
		})
	}
	t.Cleanup(func() {
		t.Logf("%d sequences in %d worlds: %d outputs, %d bytes judged", len(sequences()), len(batches(sequences())), judged.outputs.Load(), judged.bytes.Load())
	})
}

// prepareEnvironment makes this process one in which Galley runs apart from a
// person's own, in a folder of its own, since a sequence may be the name of a
// file to write, and with a program that stands for those that read PDFs.
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
	// Converts by leaving the first line away; a document that says so fails.
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

// path is that of a file of the world.
func (w *world) path(name string) string { return filepath.Join(w.dir, name) }

// run runs a command on the world's library and returns what it wrote.
func (w *world) run(in string, args ...string) (out, errs string, status int) {
	var o, e bytes.Buffer
	status = cli.Main(context.Background(), append([]string{"--db", w.db}, args...), strings.NewReader(in), &o, &e)
	return o.String(), e.String(), status
}

// must is run for what cannot fail; it returns standard output without blanks
// at its end.
func (w *world) must(args ...string) string {
	w.t.Helper()
	out, errs, status := w.run("", args...)
	if status != 0 {
		w.t.Fatalf("galley %q: %s", args, errs)
	}
	return strings.TrimSpace(out)
}

// onTerminal runs a command whose output and errors go to a terminal, and
// returns what that was sent.
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
	// The last byte is told by what stands there: a program that another test
	// starts may keep the terminal open for longer.
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

// check judges an outlet, on a pipe and on a terminal.
func (w *world) check(o outlet) {
	w.t.Helper()
	args, in := o.args(w), ""
	if o.in != nil {
		in = o.in(w)
	}
	out, errs, _ := w.run(in, args...)
	w.judge(toPipe, o.name, out)
	w.judge(toPipe, o.name+", errors", errs)
	sent := w.onTerminal(in, args...)
	w.judge(toPage, o.name+", on a terminal", sent)
	refused := w.seq.text != "" && strings.Contains(errs, "cannot be read") // as XML must, and binary data
	if o.shows && !refused && (!strings.Contains(out+errs, before) || !strings.Contains(sent, before)) {
		w.t.Errorf("%s never came to %q: %.300q %.300q", o.name, before, out, errs)
	}
	if strings.Contains(errs, "panic") {
		w.t.Errorf("%s: %s", o.name, errs)
	}
}

func (w *world) judge(to sink, name, bytes string) {
	w.t.Helper()
	judged.outputs.Add(1)
	judged.bytes.Add(int64(len(bytes)))
	if why := to.verdict(bytes); why != "" {
		w.t.Errorf("%s wrote %s", name, why)
	}
}
