package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"time"
)

// A measurement is of one program on one input at one size.
type measurement struct {
	plan
	program program
	input   input
	size    size
	result  *result
	atRest  bool // memory and idle CPU are measured too
}

// round opens the input in empty data folders, opens it again, and presses the
// keys.
func (m measurement) round(folder string) error {
	var data string
	for range m.opens {
		fresh, err := os.MkdirTemp(folder, "data-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(fresh)
		data = fresh
		if err := m.openAndEnd(data, &m.result.firstNew); err != nil {
			return err
		}
	}
	for range m.opens - 1 {
		if err := m.openAndEnd(data, &m.result.firstAgain); err != nil {
			return err
		}
	}
	s, d, err := m.open(data, &m.result.firstAgain)
	if err != nil {
		return err
	}
	defer d.Close()
	defer s.end()
	m.settle(s)
	if m.atRest {
		m.rest(s)
	}
	if err := m.pressAll(s, d); err != nil {
		return err
	}
	if err := m.resizeAll(s); err != nil {
		return err
	}
	m.result.peak = max(m.result.peak, memoryOf(s.pid()).peak)
	return nil
}

func (m measurement) openAndEnd(data string, times *[]time.Duration) error {
	s, d, err := m.open(data, times)
	if err != nil {
		return err
	}
	s.end()
	d.Close()
	return nil
}

// open starts the program and appends the time to its first frame to times.
func (m measurement) open(data string, times *[]time.Duration) (*session, *display, error) {
	cmd, err := m.program.command(m.input)
	if err != nil {
		return nil, nil, err
	}
	cmd.Env = environment(data)
	s, err := startSession(cmd, m.size)
	if err != nil {
		return nil, nil, err
	}
	d := newDisplay(m.size)
	took, err := m.firstFrame(s, d)
	if err != nil {
		s.end()
		d.Close()
		return nil, nil, err
	}
	*times = append(*times, took)
	return s, d, nil
}

// firstFrame waits, burst by burst, until there is something to read.
func (m measurement) firstFrame(s *session, d *display) (time.Duration, error) {
	wanted := ""
	if m.program.kind == galley {
		wanted = m.input.shows
	}
	for {
		b := s.waitBurst(d.drawn, m.limits)
		d.update(s)
		switch filled := d.filled(); {
		case filled >= m.limits.cells && b.end == quiet && strings.Contains(d.Text(), wanted):
			return b.last.Sub(s.started), nil
		case b.end == exited:
			return 0, fmt.Errorf("it ended before its first frame: %q", d.firstLine())
		case b.end != quiet:
			return 0, fmt.Errorf("no first frame: %d characters on the screen after %s", filled, m.limits.timeout)
		}
	}
}

// settle waits until nothing has arrived for a while: programs paint again when
// the terminal has answered their queries.
func (m measurement) settle(s *session) {
	l := m.limits
	l.timeout = 10 * l.quiet
	for s.waitBurst(s.mark(), l).end == quiet {
	}
}

// rest measures memory and CPU while no key is pressed, after the work behind
// the first screen is done.
func (m measurement) rest(s *session) {
	time.Sleep(m.limits.idle)
	before, from := cpuOf(s.pid()), time.Now()
	time.Sleep(5 * m.limits.idle) // on a busy machine, two seconds are too few: they differ by half
	if after := cpuOf(s.pid()); before > 0 && after >= before {
		m.result.idle = append(m.result.idle, float64(after-before)/float64(time.Since(from)))
	}
	m.result.settled = append(m.result.settled, memoryOf(s.pid()).resident)
}

func (m measurement) pressAll(s *session, d *display) error {
	for _, c := range m.program.cycles(m.input) {
		for range m.presses {
			if m.result.ignores(c) {
				break
			}
			for _, stroke := range c {
				if err := m.press(s, d, stroke); err != nil {
					return fmt.Errorf("keys %q: %w", stroke.keys, err)
				}
			}
		}
	}
	return nil
}

var errExited = errors.New("the program ended")

// press presses a stroke, and measures it if it has a name. One without a name
// may bring no output, so the timeout for it is short.
func (m measurement) press(s *session, d *display, st stroke) error {
	do := func() (time.Time, error) { return s.press(st.keys) }
	if r := m.result.of(st.name); r != nil {
		return m.measure(s, r, do, func() bool {
			if st.shows == "" && st.hides == "" {
				return true
			}
			d.update(s)
			return st.doneOn(d.Text())
		})
	}
	l := m.limits
	l.timeout = min(l.timeout, 10*l.quiet)
	mark := s.mark()
	if _, err := do(); err != nil {
		return err
	}
	if s.waitBurst(mark, l).end == exited {
		return errExited
	}
	return nil
}

// resizeAll alternates between a smaller size and the original one.
func (m measurement) resizeAll(s *session) error {
	smaller := size{m.size.cols - 8, m.size.rows - 2}
	for i := range m.resizes {
		to := m.size
		if i%2 == 0 {
			to = smaller
		}
		do := func() (time.Time, error) { return s.resize(to) }
		if err := m.measure(s, &m.result.resize, do, func() bool { return true }); err != nil {
			return fmt.Errorf("resize to %s: %w", to, err)
		}
	}
	return nil
}

// tick is the time between two paints of a Bubble Tea program.
const tick = time.Second / 120

// nextMoment returns when to press a key for the nth time, soon after now. A key
// waits for the next paint, so the moments are spread evenly over a tick: they
// follow the multiples of the golden ratio, any number of which in a row are
// spread evenly.
func nextMoment(now, started time.Time, n int) time.Time {
	_, phase := math.Modf(float64(n) * math.Phi)
	since := now.Sub(started).Truncate(tick) + tick
	return started.Add(since + time.Duration(phase*float64(tick)))
}

// measure calls do at the next moment and measures the time to the end of the
// output that follows, burst by burst until done.
func (m measurement) measure(s *session, r *responses, do func() (time.Time, error), done func() bool) error {
	time.Sleep(time.Until(nextMoment(time.Now(), s.started, r.count())))
	mark := s.mark()
	at, err := do()
	if err != nil {
		return err
	}
	b := s.waitBurst(mark, m.limits)
	for b.end == quiet && !done() {
		more := s.waitBurst(s.mark(), m.limits)
		more.bytes += b.bytes
		b = more
	}
	if b.end == exited {
		return errExited
	}
	r.add(b, at)
	return nil
}
