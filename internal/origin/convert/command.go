package convert

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A command is one run of a program.
type command struct {
	path      string
	arguments []string
	folder    string // that it runs in, and has for its home
}

// output runs the command and returns what it wrote on standard output.
func (c command) output(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out, errs := &limited{most: Limit, full: cancel}, &limited{most: 4096}
	cmd := exec.CommandContext(ctx, c.path, c.arguments...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.folder, out, errs
	cmd.Env = environment(c.folder)
	cmd.WaitDelay = time.Second
	inGroup(cmd)
	err := cmd.Run()
	switch {
	case out.over:
		return nil, ErrTooLarge
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, ErrTooLong
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, complaint(errs.buffer.String(), err)
	}
	return out.buffer.Bytes(), nil
}

// environment is what a program needs to know and no more: nothing of the
// person's, so that no settings of theirs decide on the text.
func environment(folder string) []string {
	env := []string{"HOME=" + folder, "TMPDIR=" + folder, "LC_ALL=C.UTF-8"}
	for _, name := range []string{"PATH", "SystemRoot", "TEMP", "TMP", "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// complaint is the last line that a program wrote on standard error, or how it
// ended.
func complaint(said string, err error) error {
	if strings.Contains(strings.ToLower(said), "password") {
		return ErrLocked
	}
	last := ""
	for line := range strings.Lines(said) {
		if line = clean(line); line != "" {
			last = line
		}
	}
	if last == "" {
		return err
	}
	return fmt.Errorf("it says %s", quoted(last))
}

// limited keeps what is written up to a limit.
type limited struct {
	buffer bytes.Buffer
	most   int
	over   bool
	full   func() // called when there is more; nil drops the rest
}

func (l *limited) Write(p []byte) (int, error) {
	room := l.most - l.buffer.Len()
	l.buffer.Write(p[:min(len(p), room)])
	if len(p) > room && l.full != nil {
		l.over = true
		l.full()
	}
	return len(p), nil
}

// readLimited reads a file that a program wrote.
func readLimited(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, errors.New("it wrote no document")
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, Limit+1))
	if len(raw) > Limit {
		return nil, ErrTooLarge
	}
	return raw, err
}

// version asks a program for its version, "" if it does not tell. Some say it
// on standard error.
func version(ctx context.Context, path, option, folder string) string {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	said := &limited{most: 4096}
	cmd := exec.CommandContext(ctx, path, option)
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.Env, cmd.WaitDelay = folder, said, said, environment(folder), time.Second
	inGroup(cmd)
	_ = cmd.Run() // mutool -v fails and says its version
	for word := range strings.FieldsSeq(said.buffer.String()) {
		if word = strings.TrimRight(word, ",;"); len(word) < 20 && strings.Contains(word, ".") && strings.Trim(word, "0123456789.") == "" {
			return word
		}
	}
	return ""
}

// clean is text on one line, without what acts on a terminal.
func clean(text string) string {
	const most = 200
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, text)
	if runes := []rune(strings.TrimSpace(text)); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return strings.TrimSpace(text)
}

// quoted is foreign text as an error repeats it.
func quoted(text string) string { return "“" + bare(text) + "”" }

// bare is foreign text without quotation marks around it.
func bare(text string) string {
	escaped := strconv.Quote(clean(text))
	return escaped[1 : len(escaped)-1]
}
