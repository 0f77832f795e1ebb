package cli

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"galley/annotate/source"
)

// A meter shows how far a long work is. A nil meter shows nothing.
type meter struct {
	line  *line
	total int
	drawn time.Time
}

// newMeter is nil where there is no line to draw on.
func newMeter(l *line, total int) *meter {
	if l == nil {
		return nil
	}
	return &meter{line: l, total: total}
}

// meterCells is the length of the bar.
const meterCells = 20

// show draws the bar after so many things, not more often than can be seen.
func (m *meter) show(done int, name string) {
	if m == nil || time.Since(m.drawn) < 40*time.Millisecond {
		return
	}
	m.drawn = time.Now()
	m.line.show(bar(done, m.total) + "  " + source.CleanLine(filepath.Base(name)))
}

// bar is "█████░░░░░  412 of 1000".
func bar(done, total int) string {
	full := done * meterCells / max(total, 1)
	return fmt.Sprintf("%s%s  %d of %d", strings.Repeat("█", full), strings.Repeat("░", meterCells-full), done, total)
}

// clear takes the bar away.
func (m *meter) clear() {
	if m != nil && !m.drawn.IsZero() {
		m.line.clear()
		m.drawn = time.Time{}
	}
}
