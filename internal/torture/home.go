//go:build unix

package main

import (
	"bytes"
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

// A home is a folder in which Galley keeps a library of its own.
type home struct {
	t           *trial
	galley, dir string
	db          string
	env         []string
	wrap        []string // a command that runs Galley, empty for none
	user        *syscall.Credential
}

// command is Galley with arguments.
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

// temp is the folder for temporary files.
func (h *home) temp() string {
	dir := filepath.Join(h.dir, "temp")
	h.t.must(os.MkdirAll(dir, 0o777))
	h.t.must(os.Chmod(dir, 0o777))
	return dir
}

// wrapped is the home in which Galley is run by another command.
func (h *home) wrapped(command ...string) *home {
	other := *h
	other.wrap = command
	return &other
}

// An ending is how a command ended.
type ending struct {
	args      string
	out, errs string
	status    int // -1: killed
}

// run runs a command to its end, whatever that is, and fails the trial if it
// panicked.
func (h *home) run(args ...string) ending {
	var out, errs bytes.Buffer
	cmd := h.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		h.t.must(err)
	}
	return h.end(cmd, args, out.String(), errs.String())
}

func (h *home) end(cmd *exec.Cmd, args []string, out, errs string) ending {
	e := ending{strings.Join(args, " "), out, errs, cmd.ProcessState.ExitCode()}
	h.calm(e.args, e.errs)
	return e
}

var panicked = regexp.MustCompile(`(?m)^(panic:|fatal error:|goroutine \d+ |SIG[A-Z]+: |unexpected fault address|runtime: )`)

// calm fails the trial if a command's words are those of a crash.
func (h *home) calm(what, said string) {
	if panicked.MatchString(said) {
		h.t.fail("%s crashed: %.800s", what, said)
	}
}

// ok is the output of a command that must succeed.
func (h *home) ok(args ...string) string {
	e := h.run(args...)
	if e.status != 0 {
		h.t.fail("galley %s: status %d, %q", e.args, e.status, e.errs)
	}
	return e.out
}

// clear fails the trial unless a command failed by one clear line.
func (h *home) clear(e ending) {
	line := strings.TrimSuffix(e.errs, "\n")
	if e.status != 1 || !strings.HasPrefix(line, "galley: ") || strings.Contains(line, "\n") {
		h.t.fail("galley %s: status %d and not one clear line: %q", e.args, e.status, e.errs)
	}
}

// refused fails the trial unless a command fails by a clear line with words.
func (h *home) refused(words string, args ...string) {
	e := h.run(args...)
	h.clear(e)
	if !strings.Contains(e.errs, words) {
		h.t.fail("galley %s says %q, not %q", e.args, e.errs, words)
	}
}

// sound fails the trial unless the library is.
func (h *home) sound() {
	if _, err := os.Stat(h.db); errors.Is(err, os.ErrNotExist) {
		return // nothing was ever saved
	}
	if e := h.run("doctor"); e.status != 0 {
		h.t.fail("the library is not sound: %s%s", e.out, e.errs)
	}
}

// write makes a file in the home and returns its path.
func (h *home) write(name, text string) string {
	path := filepath.Join(h.dir, name)
	h.t.must(os.MkdirAll(filepath.Dir(path), 0o755))
	h.t.must(os.WriteFile(path, []byte(text), 0o644))
	return path
}

// library is the bytes of the database.
func (h *home) library() []byte {
	data, err := os.ReadFile(h.db)
	h.t.must(err)
	return data
}

// A mark is an annotation as an export has it.
type mark struct {
	ID, Tag, Quote, Note string
	Start, End           *int
	Anchor               struct{ State string }
}

// A marked is an article as an export has it.
type marked struct {
	ID, Title, Text string
	Annotations     []mark
}

// read reads an export, and fails the trial where a quotation is not the text
// between its positions.
func (h *home) read(export string) []marked {
	var all struct{ Articles []marked }
	if err := json.Unmarshal([]byte(export), &all); err != nil {
		h.t.fail("an export is no JSON: %v: %.200q", err, export)
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

// marks is what is marked in an article, "tag: words" each, nil if it is not
// in the library.
func (h *home) marks(article string) []string {
	e := h.run("export", article)
	if e.status != 0 {
		if strings.Contains(e.errs, "not in the library") {
			return nil
		}
		h.t.fail("galley %s: status %d, %q", e.args, e.status, e.errs)
	}
	var list []string
	for _, a := range h.read(e.out) {
		for _, m := range a.Annotations {
			list = append(list, m.Tag+": "+m.Quote)
		}
	}
	return list
}

// state is what the library says to a person, without ids and times: the same
// work done twice comes to the same state.
func (h *home) state() string {
	var titles []struct{ ID string }
	if _, err := os.Stat(h.db); err == nil {
		h.t.must(json.Unmarshal([]byte(h.ok("articles", "--json")), &titles))
	}
	if len(titles) == 0 {
		return ""
	}
	args := []string{"export"}
	for _, a := range titles {
		args = append(args, a.ID)
	}
	var lines []string
	for _, b := range h.read(h.ok(args...)) {
		lines = append(lines, fmt.Sprintf("%s, %d bytes", b.Title, len(b.Text)))
		for _, m := range b.Annotations {
			lines = append(lines, fmt.Sprintf("%s %s %s %q", m.Tag, m.Quote, m.Anchor.State, m.Note))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// sentence is sentence n of an article, from 1.
func sentence(n int) string {
	return fmt.Sprintf("This is sentence number %d of the article, and it stands in a paragraph of its own.", n)
}

// article is a text of n paragraphs of one sentence each.
func article(title string, n int) string {
	var b strings.Builder
	b.WriteString(title + "\n\n")
	for i := range n {
		b.WriteString(sentence(i+1) + "\n\n")
	}
	return b.String()
}
