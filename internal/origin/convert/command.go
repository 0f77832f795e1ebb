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
	folder    string // working folder and home
}

// output runs the command and returns its standard output.
func (c command) output(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out, errs := &limitedBuffer{limit: Limit, onFull: cancel}, &limitedBuffer{limit: 4096}
	err := c.run(ctx, out, errs)
	switch {
	case out.over:
		return nil, ErrTooLarge
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, ErrTooLong
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, failure(errs.buffer.String(), err)
	}
	return out.buffer.Bytes(), nil
}

// run runs the command with its output going to out and errs.
func (c command) run(ctx context.Context, out, errs io.Writer) error {
	cmd := exec.CommandContext(ctx, c.path, c.arguments...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = c.folder, environment(c.folder), out, errs, time.Second
	setGroup(cmd)
	return cmd.Run()
}

// environment returns the environment of a program: only what it needs, so that
// the user's settings do not change the text.
func environment(folder string) []string {
	env := []string{"HOME=" + folder, "TMPDIR=" + folder, "LC_ALL=C.UTF-8"}
	for _, name := range []string{"PATH", "SystemRoot", "TEMP", "TMP", "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// failure returns the last line of stderr, a program's standard error, as an
// error, or err if there is none.
func failure(stderr string, err error) error {
	if strings.Contains(strings.ToLower(stderr), "password") {
		return ErrLocked
	}
	last := ""
	for line := range strings.Lines(stderr) {
		if line = clean(line); line != "" {
			last = line
		}
	}
	if last == "" {
		return err
	}
	return fmt.Errorf("it reported %s", quoted(last))
}

// A limitedBuffer keeps what is written to it up to a limit.
type limitedBuffer struct {
	buffer bytes.Buffer
	limit  int // bytes
	over   bool
	onFull func() // called when the limit is exceeded; nil drops the rest
}

// Write implements io.Writer.
func (l *limitedBuffer) Write(p []byte) (int, error) {
	room := l.limit - l.buffer.Len()
	l.buffer.Write(p[:min(len(p), room)])
	if len(p) > room && l.onFull != nil {
		l.over = true
		l.onFull()
	}
	return len(p), nil
}

// readLimited reads a file that a program wrote.
func readLimited(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, errors.New("it produced no document")
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, Limit+1))
	if len(raw) > Limit {
		return nil, ErrTooLarge
	}
	return raw, err
}

// version returns the version that a program prints on standard output or
// standard error, or "" if it prints none.
func version(ctx context.Context, path, option, folder string) string {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	output := &limitedBuffer{limit: 4096}
	_ = command{path, []string{option}, folder}.run(ctx, output, output) // mutool -v prints its version and fails
	for word := range strings.FieldsSeq(output.buffer.String()) {
		if word = strings.TrimRight(word, ",;"); len(word) < 20 && strings.Contains(word, ".") && strings.Trim(word, "0123456789.") == "" {
			return word
		}
	}
	return ""
}

// clean returns text as one line of at most 200 code points, without characters
// that a terminal would act on.
func clean(text string) string {
	const limit = 200
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, text)
	if runes := []rune(strings.TrimSpace(text)); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return strings.TrimSpace(text)
}

// quoted quotes text from outside in an error.
func quoted(text string) string { return "“" + bare(text) + "”" }

// bare returns text as quoted does, without the quotation marks.
func bare(text string) string {
	escaped := strconv.Quote(clean(text))
	return escaped[1 : len(escaped)-1]
}
