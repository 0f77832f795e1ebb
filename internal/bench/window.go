package main

import (
	"strings"
	"time"

	"galley/internal/vterm"
)

// A window is a session with the screen that shows its output. The screen is
// updated between measurements, so that it takes no time from the program.
type window struct {
	*session
	screen *vterm.Terminal
	drawn  int // number of chunks of the session that were drawn
}

// close ends the program and closes the screen.
func (w *window) close() {
	w.end()
	w.screen.Close()
}

// update draws the new output and returns what the screen shows.
func (w *window) update() string {
	chunks, _ := w.chunksSince(w.drawn)
	for _, c := range chunks {
		w.screen.Write(c.data)
	}
	w.drawn += len(chunks)
	w.screen.ClearRaw()
	return w.screen.Text()
}

// filledCells returns the number of cells that are not blank.
func (w *window) filledCells() int {
	filled := 0
	width, height := w.screen.Size()
	for row := range height {
		for col := range width {
			if strings.TrimSpace(w.screen.Cell(col, row).Content) != "" {
				filled++
			}
		}
	}
	return filled
}

// settle waits until no more output arrives: programs paint again when the
// terminal has answered their queries.
func (w *window) settle() {
	for w.waitBurst(w.mark(), shortTimeout).end == quiet {
	}
}

// A burst is the output that follows a key, a resize or the start.
type burst struct {
	bytes int
	last  time.Time // when its last byte arrived
	end   ending
}

// An ending is how a burst ended.
type ending int

const (
	quiet    ending = iota // no more bytes arrived
	silent                 // no byte arrived before the timeout
	restless               // bytes were still arriving at the timeout
	exited                 // the program ended
)

const (
	quietTime    = 30 * time.Millisecond // a burst ends when no byte has arrived for this time
	shortTimeout = 10 * quietTime        // for output that may not arrive
)

// waitBurst waits for the burst that begins at a mark to end.
func (s *session) waitBurst(mark int, timeout time.Duration) burst {
	deadline := time.Now().Add(timeout)
	for {
		chunks, closed := s.chunksSince(mark)
		b := burst{}
		for _, c := range chunks {
			b.bytes, b.last = b.bytes+len(c.data), c.at
		}
		now := time.Now()
		wake := deadline
		switch {
		case closed:
			b.end = exited
			return b
		case b.bytes > 0 && now.Sub(b.last) >= quietTime:
			return b
		case !now.Before(deadline):
			b.end = restless
			if b.bytes == 0 {
				b.end = silent
			}
			return b
		case b.bytes > 0:
			wake = b.last.Add(quietTime)
		}
		select {
		case <-s.arrived:
		case <-time.After(wake.Sub(now)):
		}
	}
}
