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
}

// round opens the input in empty data folders, opens it again, and presses the
// keys. With rest it also waits until the program is idle.
func (m measurement) round(folder string, rest bool) error {
	var data string
	for range m.opens {
		fresh, err := os.MkdirTemp(folder, "data-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(fresh)
		data = fresh
		if err := m.look(data, &m.result.firstNew); err != nil {
			return err
		}
	}
	for range m.opens - 1 {
		if err := m.look(data, &m.result.firstAgain); err != nil {
			return err
		}
	}
	again, shown, err := m.open(data, &m.result.firstAgain)
	if err != nil {
		return err
	}
	defer shown.close()
	defer again.end()
	m.settle(again)
	if rest {
		m.rest(again)
	}
	if err := m.pressAll(again, shown); err != nil {
		return err
	}
	if err := m.resizeAll(again); err != nil {
		return err
	}
	m.result.peak = max(m.result.peak, memoryOf(again.pid()).peak)
	return nil
}

// look opens the input and ends the program.
func (m measurement) look(data string, times *[]time.Duration) error {
	opened, shown, err := m.open(data, times)
	if err != nil {
		return err
	}
	opened.end()
	shown.close()
	return nil
}

// open starts the program and adds what its first frame took to times.
func (m measurement) open(data string, times *[]time.Duration) (*session, *display, error) {
	cmd, err := m.program.command(m.input)
	if err != nil {
		return nil, nil, err
	}
	cmd.Env = environment(data)
	t, err := startSession(cmd, m.size)
	if err != nil {
		return nil, nil, err
	}
	shown := newDisplay(m.size)
	took, err := m.firstFrame(t, shown)
	if err != nil {
		t.end()
		shown.close()
		return nil, nil, err
	}
	*times = append(*times, took)
	return t, shown, nil
}

// firstFrame waits, burst by burst, until there is something to read.
func (m measurement) firstFrame(t *session, shown *display) (time.Duration, error) {
	wanted := ""
	if m.program.ours {
		wanted = m.input.shows
	}
	for {
		b := t.burst(shown.fed, m.limits)
		shown.follow(t)
		switch filled := shown.filled(); {
		case filled >= m.limits.cells && b.end == quiet && strings.Contains(shown.text(), wanted):
			return b.last.Sub(t.started), nil
		case b.end == exited:
			return 0, fmt.Errorf("it ended before its first frame: %q", shown.firstLine())
		case b.end != quiet:
			return 0, fmt.Errorf("no first frame: %d characters on the screen after %s", filled, m.limits.patience)
		}
	}
}

// settle waits until nothing has come for a while: programs paint again when
// the terminal has answered.
func (m measurement) settle(t *session) {
	l := m.limits
	l.patience = 10 * l.quiet
	for t.burst(t.mark(), l).end == quiet {
	}
}

// rest measures what the program needs while nobody presses a key, once what it
// does behind its first screen is done.
func (m measurement) rest(t *session) {
	time.Sleep(m.limits.idle)
	before, from := cpuOf(t.pid()), time.Now()
	time.Sleep(5 * m.limits.idle) // a busy neighbour makes any two seconds differ by half of their figure
	if after := cpuOf(t.pid()); before > 0 && after >= before {
		m.result.idle = append(m.result.idle, float64(after-before)/float64(time.Since(from)))
	}
	m.result.settled = append(m.result.settled, memoryOf(t.pid()).resident)
}

func (m measurement) pressAll(t *session, shown *display) error {
	for _, c := range m.program.cycles(m.input) {
		for range m.presses {
			if m.result.deafTo(c) {
				break
			}
			for _, s := range c {
				if err := m.press(t, shown, s); err != nil {
					return fmt.Errorf("keys %q: %w", s.keys, err)
				}
			}
		}
	}
	return nil
}

// press presses a stroke, and notes how long it took if it has a name. Others
// may bring no output: they are not waited for long.
func (m measurement) press(t *session, shown *display, s stroke) error {
	do := func() (time.Time, error) { return t.press(s.keys) }
	r := m.result.of(s.name)
	if r == nil {
		l := m.limits
		l.patience = min(l.patience, 10*l.quiet)
		mark := t.mark()
		if _, err := do(); err != nil {
			return err
		}
		if t.burst(mark, l).end == exited {
			return errEnded
		}
		return nil
	}
	return m.follow(t, r, do, func() bool {
		if s.shows == "" && s.while == "" {
			return true
		}
		shown.follow(t)
		return s.fits(shown.text())
	})
}

var errEnded = errors.New("the program ended")

// resizeAll makes the window smaller and as it was, in turn.
func (m measurement) resizeAll(t *session) error {
	smaller := size{m.size.cols - 8, m.size.rows - 2}
	for i := range m.resizes {
		to := m.size
		if i%2 == 0 {
			to = smaller
		}
		do := func() (time.Time, error) { return t.resize(to) }
		if err := m.follow(t, &m.result.resize, do, func() bool { return true }); err != nil {
			return fmt.Errorf("resize to %s: %w", to, err)
		}
	}
	return nil
}

// tick is how long a Bubble Tea program waits from one paint to the next.
const tick = time.Second / 120

// nextMoment is when to press a key for the nth time, soon after now. A key
// waits for the next paint for as long as its moment lies before it: so moments
// are spread evenly over the time of a tick, in the order of the multiples of
// the golden ratio, of which any number in a row are spread evenly.
func nextMoment(now, started time.Time, n int) time.Time {
	_, phase := math.Modf(float64(n) * math.Phi)
	since := now.Sub(started).Truncate(tick) + tick
	return started.Add(since + time.Duration(phase*float64(tick)))
}

// follow does something and notes how long the output that follows took, until
// it is done.
func (m measurement) follow(t *session, r *responses, do func() (time.Time, error), done func() bool) error {
	time.Sleep(time.Until(nextMoment(time.Now(), t.started, r.pressed())))
	mark := t.mark()
	at, err := do()
	if err != nil {
		return err
	}
	b := t.burst(mark, m.limits)
	for b.end == quiet && !done() {
		more := t.burst(t.mark(), m.limits)
		more.bytes += b.bytes
		b = more
	}
	if b.end == exited {
		return errEnded
	}
	r.add(b, at)
	return nil
}
