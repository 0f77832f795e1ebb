package kit

import (
	"strings"

	"galley/annotate"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// A Canvas is the area that a screen is drawn on. It is a small comparable
// value.
type Canvas struct {
	Width, Height int         // in cells and rows
	Method        ansi.Method // how the renderer measures width
	Theme         *theme.Theme
	Dense         bool // the window has too few rows for blank ones
}

// HeadRows returns how many rows are above the contents of a screen: the header and, if
// there is room, a blank row.
func (c Canvas) HeadRows() int {
	if c.Dense {
		return 1
	}
	return 2
}

// stateGap is the minimum space between the keys and the state, in cells.
const stateGap = 4

// Cut truncates text, which may contain styles, to width cells, with an
// ellipsis.
func (c Canvas) Cut(text string, width int) string { return c.cut(text, width, "…") }

// Tail truncates text to its last width cells, with an ellipsis before them:
// the end of a path says more than its beginning.
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

// cut truncates text and appends tail. Truncation and measuring count some
// clusters differently, so the result is measured.
func (c Canvas) cut(text string, width int, tail string) string {
	for room := width; room > 0; room-- {
		if cut := c.Method.Truncate(text, room, tail); c.Method.StringWidth(cut) <= width {
			return cut
		}
	}
	return ""
}

// Pad returns text padded or truncated to exactly width cells.
func (c Canvas) Pad(text string, width int) string { return c.Spread(text, "", width) }

// Spread puts left and right at the ends of a line of width cells. If they do
// not fit, left is truncated first.
func (c Canvas) Spread(left, right string, width int) string {
	right = c.cut(right, width, "")
	room := width - c.Method.StringWidth(right)
	left = c.Cut(left, room)
	return left + strings.Repeat(" ", max(room-c.Method.StringWidth(left), 0)) + right
}

// Header returns the line at the top: a title, and the position on the right.
func (c Canvas) Header(left, right string) string {
	return c.Theme.Header.Render(c.Spread(" "+left, " "+right+" ", c.Width))
}

// WithProgress returns right with as much of the progress before it as there is room for
// in a header with left; ok is false if there is no room or nothing to check.
func (c Canvas) WithProgress(left string, p annotate.Progress, right string) (_ string, ok bool) {
	for _, words := range []string{p.String(), p.Short()} {
		if text := words + "   " + right; words != "" && c.Method.StringWidth(" "+left+"   "+text+" ") <= c.Width {
			return text, true
		}
	}
	return right, false
}

// Page returns a whole screen: rows from the top, and the footer at the bottom,
// which covers rows that do not fit.
func (c Canvas) Page(rows []string, footer string) string {
	room := max(c.Height-1-strings.Count(footer, "\n"), 0)
	page := make([]string, room, room+1)
	copy(page, rows)
	return strings.Join(append(page, footer), "\n")
}

// WithBackground returns a drawn screen on the background of the theme, if it has
// one. Every cell of the screen gets it.
func (c Canvas) WithBackground(screen string) string {
	if !c.Theme.HasBackground() {
		return screen
	}
	rows := strings.Split(screen, "\n")
	for len(rows) < c.Height {
		rows = append(rows, "")
	}
	for i, row := range rows {
		rows[i] = c.Theme.WithBackground(row + strings.Repeat(" ", max(c.Width-c.Method.StringWidth(row), 0)))
	}
	return strings.Join(rows, "\n")
}

// Line returns the line at the bottom while the user types: the text, and a
// remark on the right.
func (c Canvas) Line(text, remark string) string {
	return c.Theme.Message.Render(c.Spread(" "+text, " "+remark+" ", c.Width))
}

// Notice returns a message for the bottom of the screen, with the state on the
// right. It takes as many rows as it needs, but at most half of the screen.
func (c Canvas) Notice(notice NoticeMsg, state string) string {
	style := c.Theme.Message
	if notice.Kind == Error {
		style = c.Theme.Error
	}
	room := max(c.Width-c.Method.StringWidth(state)-3, 1)
	lines := strings.Split(c.Method.Wrap(withoutControls(notice.Text), room, ""), "\n")
	if limit := max(c.Height/2, 1); len(lines) > limit {
		lines = lines[:limit]
		lines[limit-1] = c.Cut(lines[limit-1]+" …", room)
	}
	right := ""
	for i, line := range lines {
		if i == len(lines)-1 {
			right = state + " "
		}
		lines[i] = style.Render(c.Spread(" "+line, " "+right, c.Width))
	}
	return strings.Join(lines, "\n")
}

// withoutControls removes characters that act on the terminal, which have no
// width.
func withoutControls(text string) string {
	return strings.Map(func(r rune) rune {
		if annotate.ActsOnTerminal(r) {
			return -1
		}
		return r
	}, text)
}
