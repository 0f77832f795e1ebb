package cli

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"galley/annotate/source"
)

// A meter shows the progress of a long command on one line. A nil meter shows
// nothing.
type meter struct {
	line  *line
	total int
	drawn time.Time // the zero time if nothing is shown
}

// newMeter returns nil if there is no line to draw on.
func newMeter(l *line, total int) *meter {
	if l == nil {
		return nil
	}
	return &meter{line: l, total: total}
}

// show draws the bar and the name of the next item, at most 25 times a second.
func (m *meter) show(done int, name string) {
	if m == nil || time.Since(m.drawn) < 40*time.Millisecond {
		return
	}
	m.drawn = time.Now()
	m.line.show(bar(done, m.total) + "  " + source.CleanLine(filepath.Base(name)))
}

// bar draws progress: "█████░░░░░  412 of 1000".
func bar(done, total int) string {
	const cells = 20
	full := done * cells / max(total, 1)
	return fmt.Sprintf("%s%s  %d of %d", strings.Repeat("█", full), strings.Repeat("░", cells-full), done, total)
}

// clear erases the line.
func (m *meter) clear() {
	if m != nil && !m.drawn.IsZero() {
		m.line.clear()
		m.drawn = time.Time{}
	}
}
