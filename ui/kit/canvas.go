// Package canvas is what a screen is drawn on: its size, its colours and the
// way the terminal measures wide characters. It draws the one-row lines at the
// top and the bottom that all screens share; none is wider than the screen.
package kit

import (
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// A Canvas is a small comparable value.
type Canvas struct {
	Width, Height int         // in cells and rows
	Method        ansi.Method // how the renderer measures
	Theme         *theme.Theme
}

// Cut is text cut to width cells, with an ellipsis if something was lost. Text
// may hold styles.
func (c Canvas) Cut(text string, width int) string { return c.cut(text, width, "…") }

// Tail is the end of text in width cells, with an ellipsis before it if
// something was lost: the end of a path says more than its beginning.
func (c Canvas) Tail(text string, width int) string {
	for lost := max(c.Method.StringWidth(text)-width, 0); lost <= c.Method.StringWidth(text); lost++ {
		prefix := ""
		if lost > 0 {
			prefix = "…"
		}
		if cut := c.Method.TruncateLeft(text, lost, prefix); c.Method.StringWidth(cut) <= width {
			return cut
		}
	}
	return ""
}

// cut ends what it cuts with tail. Truncation counts clusters otherwise than
// measuring does in some scripts, so what comes out is measured again.
func (c Canvas) cut(text string, width int, tail string) string {
	for room := width; room > 0; room-- {
		if cut := c.Method.Truncate(text, room, tail); c.Method.StringWidth(cut) <= width {
			return cut
		}
	}
	return ""
}

// Header is the line at the top: what is shown at the left, where one is in it
// at the right.
func (c Canvas) Header(left, right string) string {
	return c.Theme.Header.Render(c.spread(" "+left, right+" "))
}

// Line is the line at the bottom while something is typed: the text, and what
// is to be said of it.
func (c Canvas) Line(text, said string) string {
	return c.Theme.Message.Render(c.spread(" "+text, said+" "))
}

// Notice is what stands at the bottom when there is something to say; trouble
// marks what did not work. It takes as many rows as it needs, but at most half
// of the screen.
func (c Canvas) Notice(text, state string, trouble bool) string {
	style := c.Theme.Message
	if trouble {
		style = c.Theme.Error
	}
	room := c.Width - c.Method.StringWidth(state) - 3
	lines := c.wrap(inert(text), room)
	if most := max(c.Height/2, 1); len(lines) > most {
		lines = lines[:most]
		lines[most-1] = c.Cut(lines[most-1]+" …", room)
	}
	for i := range lines {
		if i < len(lines)-1 {
			lines[i] = style.Render(c.spread(" "+lines[i], ""))
		} else {
			lines[i] = style.Render(c.spread(" "+lines[i], state+" "))
		}
	}
	return strings.Join(lines, "\n")
}

// inert is text without what a terminal would obey: it would be measured as
// nothing, and what is left of it drawn.
func inert(text string) string {
	return strings.Map(func(r rune) rune {
		if annotate.ActsOnTerminal(r) {
			return -1
		}
		return r
	}, text)
}

// wrap breaks a sentence into lines of at most width cells.
func (c Canvas) wrap(text string, width int) []string {
	return strings.Split(c.Method.Wrap(text, max(width, 1), ""), "\n")
}

// Footer is the line at the bottom: the mode, its keys, and the state of what
// was done.
func (c Canvas) Footer(table keys.Table, mode keys.Mode, state string) string {
	t, name := c.Theme, " "+mode.String()+" "
	room := c.Width - c.Method.StringWidth(name+" "+state+"  ")
	var b strings.Builder
	b.WriteString(t.Mode.Render(name))
	gap := 1
	for _, h := range table.Hints(mode, room) {
		b.WriteString(t.Footer.Render(strings.Repeat(" ", gap)))
		b.WriteString(t.Key.Render(h.Key))
		b.WriteString(t.Footer.Render(" " + h.What))
		room -= c.Method.StringWidth(h.String()) + gap
		gap = keys.HintGap
	}
	b.WriteString(t.Footer.Render(strings.Repeat(" ", max(room+2, 1)) + state + " "))
	return c.Cut(b.String(), c.Width)
}

// Named are the keys of a mode in which text is typed, beside which there is no
// room for a footer.
func (c Canvas) Named(table keys.Table, mode keys.Mode) string {
	var parts []string
	for _, h := range table.Hints(mode, c.Width/2) {
		parts = append(parts, h.String())
	}
	return strings.Join(parts, strings.Repeat(" ", keys.HintGap))
}

// ActionAt is the action whose key the footer shows in a column; ok is false
// where it shows none.
func (c Canvas) ActionAt(table keys.Table, mode keys.Mode, state string, col int) (action keys.Action, ok bool) {
	name := " " + mode.String() + " "
	at := c.Method.StringWidth(name) + 1
	for _, h := range table.Hints(mode, c.Width-c.Method.StringWidth(name+" "+state+"  ")) {
		width := c.Method.StringWidth(h.String())
		if col >= at && col < at+width {
			return h.Action, true
		}
		at += width + keys.HintGap
	}
	return "", false
}

// spread puts left and right at the ends of a line. What does not fit is cut
// from the left text first.
func (c Canvas) spread(left, right string) string {
	right = c.cut(right, c.Width, "")
	room := c.Width - c.Method.StringWidth(right)
	left = c.Cut(left, room-1)
	return left + strings.Repeat(" ", max(room-c.Method.StringWidth(left), 0)) + right
}
