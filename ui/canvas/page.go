package canvas

import "strings"

// Page is a whole screen: rows from the top on, and at the bottom the footer,
// which lies over rows for which there is no room.
func (c Canvas) Page(rows []string, footer string) string {
	room := max(c.Height-1-strings.Count(footer, "\n"), 0)
	page := make([]string, room, room+1)
	copy(page, rows)
	return strings.Join(append(page, footer), "\n")
}
