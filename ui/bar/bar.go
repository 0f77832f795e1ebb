// Package bar draws the one-row lines at the top and the bottom of every
// screen. Each is exactly as wide as the screen.
package bar

import (
	"strings"

	"galley/ui/keys"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// Header is the line at the top: what is shown at the left, where one is in it
// at the right.
func Header(t theme.Theme, left, right string, width int) string {
	return t.Header.Render(spread(" "+left, right+" ", width))
}

// Notice is the line at the bottom when there is something to say.
func Notice(t theme.Theme, text, state string, trouble bool, width int) string {
	style := t.Message
	if trouble {
		style = t.Error
	}
	return style.Render(spread(" "+text, state+" ", width))
}

// Footer is the line at the bottom: the mode, its keys, and the state of what
// was done.
func Footer(t theme.Theme, table keys.Table, mode keys.Mode, state string, width int) string {
	name := " " + mode.String() + " "
	room := width - ansi.StringWidth(name) - 1 - ansi.StringWidth(state) - 2
	var b strings.Builder
	b.WriteString(t.Mode.Render(name))
	used := 0
	for _, h := range table.Hints(mode, room) {
		if used > 0 {
			used += keys.HintGap
			b.WriteString(t.Footer.Render(strings.Repeat(" ", keys.HintGap)))
		} else {
			b.WriteString(t.Footer.Render(" "))
		}
		used += ansi.StringWidth(h.String())
		b.WriteString(t.Key.Render(h.Key))
		b.WriteString(t.Footer.Render(" " + h.What))
	}
	if used == 0 {
		b.WriteString(t.Footer.Render(" "))
	}
	b.WriteString(t.Footer.Render(strings.Repeat(" ", max(room-used+1, 0)) + state + " "))
	return ansi.Truncate(b.String(), width, "")
}

// spread puts left and right at the ends of a line of that width. What does
// not fit is cut from the left text first.
func spread(left, right string, width int) string {
	right = ansi.Truncate(right, width, "")
	room := width - ansi.StringWidth(right)
	left = ansi.Truncate(left, max(room-1, 0), "…")
	return left + strings.Repeat(" ", max(room-ansi.StringWidth(left), 0)) + right
}
