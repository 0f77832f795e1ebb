package main

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/vt"
)

// A display is the screen of a session as its output left it. It is fed between
// measurements, so that it takes no time from the program.
type display struct {
	screen *vt.Emulator
	fed    int // chunks of the session
}

func newDisplay(s size) *display {
	d := &display{screen: vt.NewEmulator(s.cols, s.rows)}
	go io.Copy(io.Discard, d.screen) // its answers, or it would block
	return d
}

// close ends the copying of answers, which Close of the screen would race with.
func (d *display) close() {
	if answers, ok := d.screen.InputPipe().(io.Closer); ok {
		answers.Close()
	}
}

// follow feeds the output that came since.
func (d *display) follow(t *session) {
	chunks, _ := t.since(d.fed)
	for _, c := range chunks {
		d.screen.Write(c.data)
	}
	d.fed += len(chunks)
}

// text is what is on the screen.
func (d *display) text() string { return d.screen.String() }

// filled is how many cells are not blank.
func (d *display) filled() int {
	filled := 0
	for row := range d.screen.Height() {
		for col := range d.screen.Width() {
			if cell := d.screen.CellAt(col, row); cell != nil && strings.TrimSpace(cell.Content) != "" {
				filled++
			}
		}
	}
	return filled
}

// firstLine is the first row that is not blank.
func (d *display) firstLine() string {
	for line := range strings.Lines(d.text()) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}
