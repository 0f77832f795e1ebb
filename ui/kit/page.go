package kit

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// OnPaper is a drawn screen on the ground of the theme, where it has one of its
// own. Every cell of the screen gets it.
func (c Canvas) OnPaper(screen string) string {
	if !c.Theme.HasPaper() {
		return screen
	}
	rows := strings.Split(screen, "\n")
	for len(rows) < c.Height {
		rows = append(rows, "")
	}
	for i, row := range rows {
		rows[i] = c.Theme.OnPaper(row + strings.Repeat(" ", max(c.Width-c.Method.StringWidth(ansi.Strip(row)), 0)))
	}
	return strings.Join(rows, "\n")
}

// Page is a whole screen: rows from the top on, and at the bottom the footer,
// which lies over rows for which there is no room.
func (c Canvas) Page(rows []string, footer string) string {
	room := max(c.Height-1-strings.Count(footer, "\n"), 0)
	page := make([]string, room, room+1)
	copy(page, rows)
	return strings.Join(append(page, footer), "\n")
}
