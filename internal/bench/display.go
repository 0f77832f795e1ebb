package main

import (
	"strings"

	"galley/internal/vterm"
)

// A display is the screen that the output of a session leaves. It is updated
// between measurements, so that it takes no time from the program.
type display struct {
	*vterm.Terminal
	drawn int // chunks of the session
}

func newDisplay(s size) *display { return &display{Terminal: vterm.New(s.cols, s.rows).RawMode()} }

// update draws the new output of the session.
func (d *display) update(s *session) {
	chunks, _ := s.since(d.drawn)
	for _, c := range chunks {
		d.Write(c.data)
	}
	d.drawn += len(chunks)
	d.ClearRaw()
}

// filled returns the number of cells that are not blank.
func (d *display) filled() int {
	filled := 0
	width, height := d.Size()
	for row := range height {
		for col := range width {
			if strings.TrimSpace(d.Cell(col, row).Content) != "" {
				filled++
			}
		}
	}
	return filled
}

// firstLine returns the first line that is not blank.
func (d *display) firstLine() string {
	for line := range strings.Lines(d.Text()) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}
