//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
)

// A home is a folder in which Galley keeps a library.
type home struct {
	t           *trial
	galley, dir string
	db          string
	env         []string
	wrap        []string // a command that runs Galley, if not empty
	user        *syscall.Credential
}

// command returns Galley with arguments.
func (h *home) command(args ...string) *exec.Cmd {
	words := append(append(slices.Clone(h.wrap), h.galley), args...)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = h.dir
	cmd.Env = append(append(os.Environ(), "HOME="+h.dir, "XDG_CONFIG_HOME="+h.dir, "XDG_DATA_HOME="+h.dir, "GALLEY_DB="+h.db,
		"TERM=xterm-256color", "NO_COLOR=", "GLAMOUR_STYLE=", "TMUX=", "TMPDIR="+h.temp(), "VISUAL=true", "EDITOR=true"), h.env...)
	if h.user != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: h.user}
	}
	return cmd
}

// temp returns the folder for temporary files.
func (h *home) temp() string {
	dir := filepath.Join(h.dir, "temp")
	h.t.must(os.MkdirAll(dir, 0o777))
	h.t.must(os.Chmod(dir, 0o777))
	return dir
}

// withWrapper returns a copy of the home that runs Galley through another command.
func (h *home) withWrapper(command ...string) *home {
	other := *h
	other.wrap = command
	return &other
}

// withLibrary returns a copy of the home that uses another library file.
func (h *home) withLibrary(path string) *home {
	other := *h
	other.db = path
	if !filepath.IsAbs(path) {
		other.db = filepath.Join(h.dir, path)
	}
	return &other
}

// withCopy is withLibrary for a copy of the library.
func (h *home) withCopy(path string) *home {
	other := h.withLibrary(path)
	h.t.must(os.MkdirAll(filepath.Dir(other.db), 0o700))
	h.t.must(os.WriteFile(other.db, h.library(), 0o600))
	return other
}

// A result is the exit status of a command and what it printed.
type result struct {
	args      string
	out, errs string
	status    int // -1 if it was killed
}

// run runs a command and fails the trial if it crashed.
func (h *home) run(args ...string) result {
	return h.runCommand(h.command(args...), args, func(*os.Process) {})
}

// runCommand is run for a command whose output may go elsewhere. It calls disturb
// when the command has started.
func (h *home) runCommand(cmd *exec.Cmd, args []string, disturb func(*os.Process)) result {
	var out, errs strings.Builder
	if cmd.Stdout == nil {
		cmd.Stdout = &out
	}
	cmd.Stderr = &errs
	h.t.must(cmd.Start())
	disturb(cmd.Process)
	err := cmd.Wait()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		h.t.must(err)
	}
	e := result{strings.Join(args, " "), out.String(), errs.String(), cmd.ProcessState.ExitCode()}
	h.checkNoCrash(e.args, e.errs)
	return e
}

var crash = regexp.MustCompile(`(?m)^(panic:|fatal error:|goroutine \d+ |SIG[A-Z]+: |unexpected fault address|runtime: )`)

// checkNoCrash fails the trial if the output of a command reports a crash.
func (h *home) checkNoCrash(what, output string) {
	if crash.MatchString(output) {
		h.t.fail("%s crashed: %.800s", what, output)
	}
}

// mustRun returns the output of a command that must succeed.
func (h *home) mustRun(args ...string) string {
	e := h.run(args...)
	if e.status != 0 {
		h.t.fail("galley %s: status %d, %q", e.args, e.status, e.errs)
	}
	return e.out
}

// checkClear fails the trial unless a command failed with one clear line.
func (h *home) checkClear(e result) {
	line := strings.TrimSuffix(e.errs, "\n")
	if e.status != 1 || !strings.HasPrefix(line, "galley: ") || strings.Contains(line, "\n") {
		h.t.fail("galley %s: status %d and not one clear line: %q", e.args, e.status, e.errs)
	}
}

// checkAllClear fails the trial unless each of the commands fails with one clear
// line.
func (h *home) checkAllClear(commands ...[]string) {
	for _, args := range commands {
		h.checkClear(h.run(args...))
	}
}

// checkRefused fails the trial unless a command fails with one clear line that
// contains words.
func (h *home) checkRefused(words string, args ...string) {
	e := h.run(args...)
	h.checkClear(e)
	if !strings.Contains(e.errs, words) {
		h.t.fail("galley %s says %q, not %q", e.args, e.errs, words)
	}
}

// checkSound fails the trial unless “galley doctor” finds nothing.
func (h *home) checkSound() {
	if _, err := os.Stat(h.db); errors.Is(err, os.ErrNotExist) {
		return // nothing was saved yet
	}
	if e := h.run("doctor"); e.status != 0 {
		h.t.fail("the library is not sound: %s%s", e.out, e.errs)
	}
}

// write writes a file in the home and returns its path.
func (h *home) write(name, text string) string {
	path := filepath.Join(h.dir, name)
	h.t.must(os.MkdirAll(filepath.Dir(path), 0o755))
	h.t.must(os.WriteFile(path, []byte(text), 0o644))
	return path
}

// library returns the bytes of the library file.
func (h *home) library() []byte {
	data, err := os.ReadFile(h.db)
	h.t.must(err)
	return data
}

// An annotation is one entry of an export.
type annotation struct {
	ID, Tag, Quote, Note string
	Start, End           *int
	Anchor               struct{ State string }
}

// An exportedArticle is an article in an export.
type exportedArticle struct {
	ID, Title, Text string
	Annotations     []annotation
}

// parseExport parses an export, and fails the trial if a quotation is not the text
// between its positions.
func (h *home) parseExport(export string) []exportedArticle {
	var all struct{ Articles []exportedArticle }
	if err := json.Unmarshal([]byte(export), &all); err != nil {
		h.t.fail("an export is not JSON: %v: %.200q", err, export)
	}
	for _, a := range all.Articles {
		text := []rune(a.Text)
		for _, m := range a.Annotations {
			switch {
			case m.Start == nil:
			case *m.Start < 0 || *m.End > len(text) || *m.Start > *m.End:
				h.t.fail("annotation %s is at %d–%d of %d", m.ID, *m.Start, *m.End, len(text))
			case string(text[*m.Start:*m.End]) != m.Quote:
				h.t.fail("annotation %s is on %q, its quotation is %q", m.ID, string(text[*m.Start:*m.End]), m.Quote)
			}
		}
	}
	return all.Articles
}

// annotations lists the annotations of an article as "tag: quotation", or nil
// if it is not in the library.
func (h *home) annotations(article string) []string {
	e := h.run("export", article)
	if e.status != 0 {
		if strings.Contains(e.errs, "not in the library") {
			return nil
		}
		h.t.fail("galley %s: status %d, %q", e.args, e.status, e.errs)
	}
	var list []string
	for _, a := range h.parseExport(e.out) {
		for _, m := range a.Annotations {
			list = append(list, m.Tag+": "+m.Quote)
		}
	}
	return list
}

// state describes the library without ids and times, so that repeated work leads
// to the same state.
func (h *home) state() string {
	var titles []struct{ ID string }
	if _, err := os.Stat(h.db); err == nil {
		h.t.must(json.Unmarshal([]byte(h.mustRun("articles", "--json")), &titles))
	}
	if len(titles) == 0 {
		return ""
	}
	args := []string{"export"}
	for _, a := range titles {
		args = append(args, a.ID)
	}
	var lines []string
	for _, b := range h.parseExport(h.mustRun(args...)) {
		lines = append(lines, fmt.Sprintf("%s, %d bytes", b.Title, len(b.Text)))
		for _, m := range b.Annotations {
			lines = append(lines, fmt.Sprintf("%s %s %s %q", m.Tag, m.Quote, m.Anchor.State, m.Note))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// sentence returns sentence n of an article, from 1.
func sentence(n int) string {
	return fmt.Sprintf("This is sentence number %d of the article, and it is in a paragraph of its own.", n)
}

// article returns a text of n paragraphs of one sentence each.
func article(title string, n int) string {
	var b strings.Builder
	b.WriteString(title + "\n\n")
	for i := range n {
		b.WriteString(sentence(i+1) + "\n\n")
	}
	return b.String()
}
