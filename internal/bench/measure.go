package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"time"

	"galley/internal/vterm"
)

// A measurement measures one program on one input at one size.
type measurement struct {
	plan
	program program
	input   input
	size    size
	result  *result
	atRest  bool // also measure memory and idle CPU
}

// round opens the input in empty data folders, opens it again, and presses the
// keys.
func (m measurement) round(folder string) error {
	var data string
	for range m.opens {
		var err error
		if data, err = os.MkdirTemp(folder, "data-"); err != nil {
			return err
		}
		defer os.RemoveAll(data)
		if err := m.openAndClose(data, &m.result.firstNew); err != nil {
			return err
		}
	}
	for range m.opens - 1 {
		if err := m.openAndClose(data, &m.result.firstAgain); err != nil {
			return err
		}
	}
	w, err := m.open(data, &m.result.firstAgain)
	if err != nil {
		return err
	}
	defer w.close()
	w.settle()
	if m.atRest {
		m.measureAtRest(w)
	}
	if err := m.pressAll(w); err != nil {
		return err
	}
	if err := m.resizeAll(w); err != nil {
		return err
	}
	m.result.peak = max(m.result.peak, memoryOf(w.pid()).peak)
	return nil
}

func (m measurement) openAndClose(data string, times *[]time.Duration) error {
	w, err := m.open(data, times)
	if err == nil {
		w.close()
	}
	return err
}

// open starts the program and appends the time to its first frame to times.
func (m measurement) open(data string, times *[]time.Duration) (*window, error) {
	cmd, err := m.program.command(m.input)
	if err != nil {
		return nil, err
	}
	cmd.Env = environment(data)
	s, err := startSession(cmd, m.size)
	if err != nil {
		return nil, err
	}
	w := &window{session: s, screen: vterm.New(m.size.cols, m.size.rows).RawMode()}
	took, err := m.firstFrame(w)
	if err != nil {
		w.close()
		return nil, err
	}
	*times = append(*times, took)
	return w, nil
}

// firstCells is the minimum number of cells that are not blank in a first frame.
const firstCells = 100

// firstFrame waits, burst by burst, until there is something to read. It returns
// the time since the start.
func (m measurement) firstFrame(w *window) (time.Duration, error) {
	wanted := ""
	if m.program.isGalley {
		wanted = m.input.shows
	}
	for {
		b := w.waitBurst(w.drawn, m.timeout)
		text, filled := w.update(), w.filledCells()
		switch {
		case filled >= firstCells && b.end == quiet && strings.Contains(text, wanted):
			return b.last.Sub(w.started), nil
		case b.end == exited:
			first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
			return 0, fmt.Errorf("it ended before its first frame: %q", strings.TrimSpace(first))
		case b.end != quiet:
			return 0, fmt.Errorf("no first frame: %d characters on the screen after %s", filled, m.timeout)
		}
	}
}

// measureAtRest measures memory and CPU while no key is pressed, once the first
// screen's background work is done.
func (m measurement) measureAtRest(w *window) {
	time.Sleep(m.idle)
	before, from := cpuOf(w.pid()), time.Now()
	time.Sleep(5 * m.idle) // on a busy machine, two seconds are too short: results differ by half
	if after := cpuOf(w.pid()); before > 0 && after >= before {
		m.result.idle = append(m.result.idle, float64(after-before)/float64(time.Since(from)))
	}
	m.result.settled = append(m.result.settled, memoryOf(w.pid()).resident)
}

func (m measurement) pressAll(w *window) error {
	for _, c := range m.program.cycles(m.input) {
		for range m.presses {
			if m.result.ignores(c) {
				break
			}
			for _, stroke := range c {
				if err := m.press(w, stroke); err != nil {
					return fmt.Errorf("keys %q: %w", stroke.keys, err)
				}
			}
		}
	}
	return nil
}

var errExited = errors.New("the program ended")

// press presses a stroke, and measures it if it has a name. A stroke without a
// name may cause no output, so its timeout is short.
func (m measurement) press(w *window, st stroke) error {
	if r := m.result.responsesTo(st.name); r != nil {
		isDone := func() bool { return st.shows == "" || st.isDoneOn(w.update()) }
		return m.measure(w, r, func() error { return w.press(st.keys) }, isDone)
	}
	mark := w.mark()
	if err := w.press(st.keys); err != nil {
		return err
	}
	if w.waitBurst(mark, shortTimeout).end == exited {
		return errExited
	}
	return nil
}

// resizeAll alternates between a smaller size and the original one.
func (m measurement) resizeAll(w *window) error {
	sizes := [2]size{{m.size.cols - 8, m.size.rows - 2}, m.size}
	for i := range m.resizes {
		target := sizes[i%2]
		isDone := func() bool { return true }
		if err := m.measure(w, &m.result.resize, func() error { return w.resize(target) }, isDone); err != nil {
			return fmt.Errorf("resize to %s: %w", target, err)
		}
	}
	return nil
}

// tick is the time between two paints of a Bubble Tea program.
const tick = time.Second / 120

// nextMoment returns when to press a key for the nth time, soon after now. A key
// waits for the next paint, so the moments are spread evenly over a tick: their
// phases are multiples of the golden ratio, and any run of these is spread evenly.
func nextMoment(now, started time.Time, n int) time.Time {
	_, phase := math.Modf(float64(n) * math.Phi)
	since := now.Sub(started).Truncate(tick) + tick
	return started.Add(since + time.Duration(phase*float64(tick)))
}

// measure calls act at the next moment and measures the time to the end of the
// output that follows, burst by burst until isDone.
func (m measurement) measure(w *window, r *responses, act func() error, isDone func() bool) error {
	time.Sleep(time.Until(nextMoment(time.Now(), w.started, r.count())))
	mark, pressed := w.mark(), time.Now()
	if err := act(); err != nil {
		return err
	}
	b := w.waitBurst(mark, m.timeout)
	for b.end == quiet && !isDone() {
		more := w.waitBurst(w.mark(), m.timeout)
		more.bytes += b.bytes
		b = more
	}
	if b.end == exited {
		return errExited
	}
	r.add(b, pressed)
	return nil
}
