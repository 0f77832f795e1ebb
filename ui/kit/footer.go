package kit

import (
	"strings"

	"galley/ui/keys"

	"charm.land/lipgloss/v2"
)

// Footer returns the line at the bottom: the mode, its keys, and the state on the
// right.
func (c Canvas) Footer(table keys.Table, mode keys.Mode, state string) string {
	t := c.Theme
	name, hints := c.hints(table, mode, state)
	parts, col := []string{t.Mode.Render(name)}, c.Method.StringWidth(name)
	for _, h := range hints {
		parts = append(parts, t.Footer.Render(strings.Repeat(" ", h.col-col)), t.Key.Render(h.Key), t.Footer.Render(" "+h.What))
		col = h.col + h.width
	}
	room := c.Width - col - c.Method.StringWidth(state+" ")
	parts = append(parts, t.Footer.Render(strings.Repeat(" ", max(room, 0))+state+" "))
	return c.Cut(lipgloss.JoinHorizontal(lipgloss.Bottom, parts...), c.Width)
}

// ActionAt returns the action whose key the footer shows in a column; ok is false
// where it shows none.
func (c Canvas) ActionAt(table keys.Table, mode keys.Mode, state string, col int) (action keys.Action, ok bool) {
	_, hints := c.hints(table, mode, state)
	for _, h := range hints {
		if col >= h.col && col < h.col+h.width {
			return h.Action, true
		}
	}
	return "", false
}

// A placedHint is a hint with its column and width in the footer, in cells.
type placedHint struct {
	keys.Hint
	col, width int
}

// hints returns the name of the mode as the footer shows it, and the hints that
// fit between it and the state.
func (c Canvas) hints(table keys.Table, mode keys.Mode, state string) (name string, hints []placedHint) {
	name = " " + mode.String() + " "
	col := c.Method.StringWidth(name) + 1
	room := c.Width - c.Method.StringWidth(name+"  ")
	if state != "" {
		room -= c.Method.StringWidth(state) + stateGap
	}
	for _, h := range table.Hints(mode, room) {
		width := c.Method.StringWidth(h.String())
		hints = append(hints, placedHint{h, col, width})
		col += width + keys.HintGap
	}
	return name, hints
}

// KeyHints returns the hints of a mode as text, to show next to an input line,
// where a footer does not fit.
func (c Canvas) KeyHints(table keys.Table, mode keys.Mode) string {
	var parts []string
	for _, h := range table.Hints(mode, c.Width/2) {
		parts = append(parts, h.String())
	}
	return strings.Join(parts, strings.Repeat(" ", keys.HintGap))
}
