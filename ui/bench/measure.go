package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/vt"
)

// A measurement is of one program on one file at one size.
type measurement struct {
	plan
	program program
	path    string
	size    size
	pauses  *rand.Rand
	result  *result
}

// round opens the file in an empty data folder, opens it again, and presses
// the keys. With rest it also waits until the program is idle.
func (m measurement) round(folder string, rest bool) error {
	data, err := os.MkdirTemp(folder, "data-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)
	first, err := m.open(data, &m.result.firstNew)
	if err != nil {
		return err
	}
	first.end()
	again, err := m.open(data, &m.result.firstAgain)
	if err != nil {
		return err
	}
	defer again.end()
	m.settle(again)
	if rest {
		m.rest(again)
	}
	if err := m.pressAll(again); err != nil {
		return err
	}
	if err := m.resizeAll(again); err != nil {
		return err
	}
	m.result.peak = max(m.result.peak, memoryOf(again.pid()).peak)
	return nil
}

// open starts the program and adds what its first frame took to times.
func (m measurement) open(data string, times *[]time.Duration) (*session, error) {
	cmd, err := m.program.command(m.path)
	if err != nil {
		return nil, err
	}
	cmd.Env = environment(data)
	t, err := startSession(cmd, m.size)
	if err != nil {
		return nil, err
	}
	took, err := m.firstFrame(t)
	if err != nil {
		t.end()
		return nil, err
	}
	*times = append(*times, took)
	return t, nil
}

// firstFrame waits, burst by burst, until there is something to read.
func (m measurement) firstFrame(t *session) (time.Duration, error) {
	screen := vt.NewEmulator(m.size.cols, m.size.rows)
	go io.Copy(io.Discard, screen) // its answers, or it would block
	if answers, ok := screen.InputPipe().(io.Closer); ok {
		defer answers.Close() // ends the copying, which Close of the screen would race with
	}
	for mark := 0; ; {
		b := t.burst(mark, m.limits)
		chunks, _ := t.since(mark)
		for _, c := range chunks {
			screen.Write(c.data)
		}
		mark += len(chunks)
		switch filled := filledCells(screen); {
		case filled >= m.limits.cells && b.end == quiet:
			return b.last.Sub(t.started), nil
		case b.end == exited:
			return 0, fmt.Errorf("it ended before its first frame: %q", firstLine(screen))
		case b.end != quiet:
			return 0, fmt.Errorf("no first frame: %d characters on the screen after %s", filled, m.limits.patience)
		}
	}
}

func filledCells(screen *vt.Emulator) int {
	filled := 0
	for row := range screen.Height() {
		for col := range screen.Width() {
			if cell := screen.CellAt(col, row); cell != nil && strings.TrimSpace(cell.Content) != "" {
				filled++
			}
		}
	}
	return filled
}

func firstLine(screen *vt.Emulator) string {
	for line := range strings.Lines(screen.String()) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}

// settle waits until nothing has come for a while: programs paint again when
// the terminal has answered.
func (m measurement) settle(t *session) {
	l := m.limits
	l.patience = 10 * l.quiet
	for t.burst(t.mark(), l).end == quiet {
	}
}

// rest measures what the program needs while nobody presses a key.
func (m measurement) rest(t *session) {
	before, from := cpuOf(t.pid()), time.Now()
	time.Sleep(m.limits.idle)
	if after := cpuOf(t.pid()); before > 0 && after >= before {
		m.result.idle = float64(after-before) / float64(time.Since(from))
	}
	m.result.settled = memoryOf(t.pid()).resident
}

func (m measurement) pressAll(t *session) error {
	for i := range m.result.keys {
		r := &m.result.keys[i]
		for range m.presses {
			if err := m.follow(t, r, func() (time.Time, error) { return t.press(r.name) }); err != nil {
				return fmt.Errorf("key %q: %w", r.name, err)
			}
		}
	}
	return nil
}

// resizeAll makes the window smaller and as it was, in turn.
func (m measurement) resizeAll(t *session) error {
	smaller := size{m.size.cols - 8, m.size.rows - 2}
	for i := range m.resizes {
		to := m.size
		if i%2 == 0 {
			to = smaller
		}
		if err := m.follow(t, &m.result.resize, func() (time.Time, error) { return t.resize(to) }); err != nil {
			return fmt.Errorf("resize to %s: %w", to, err)
		}
	}
	return nil
}

// follow does something and notes how long the output that follows took.
func (m measurement) follow(t *session, r *responses, do func() (time.Time, error)) error {
	time.Sleep(time.Duration(m.pauses.Int64N(int64(20 * time.Millisecond)))) // to fall anywhere between two ticks
	mark := t.mark()
	at, err := do()
	if err != nil {
		return err
	}
	b := t.burst(mark, m.limits)
	if b.end == exited {
		return errors.New("the program ended")
	}
	r.add(b, at)
	return nil
}
