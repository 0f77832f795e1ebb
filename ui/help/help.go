// Package help is the page that lists what a person can press. It is made from
// the table of keys that is in force.
package help

import (
	"fmt"
	"strings"

	"galley/ui/canvas"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/markdown"
)

// A Help is the state of the page.
type Help struct {
	keys    keys.Table
	canvas  canvas.Canvas
	lines   []string
	top     int
	pending keys.Pending
	message string
}

// New makes the page for a table of keys.
func New(table keys.Table) Help { return Help{keys: table} }

// widest is how wide the page gets, in cells.
const widest = 90

// On puts the page on a canvas.
func (h Help) On(c canvas.Canvas) Help {
	if c.Width != h.canvas.Width || c.Theme != h.canvas.Theme {
		out, err := markdown.Render(h.keys.Markdown(2), min(c.Width-2, widest), c.Theme.Glamour())
		if err != nil {
			out = h.keys.Markdown(2)
		}
		h.lines = strings.Split(strings.Trim(out, "\n"), "\n")
	}
	h.canvas = c
	return h.scroll(0)
}

func (h Help) rows() int { return max(h.canvas.Height-1, 1) }

func (h Help) scroll(n int) Help {
	h.top = max(min(h.top+n, len(h.lines)-h.rows()), 0)
	return h
}

// Press handles a key.
func (h Help) Press(key string) (Help, []effect.Effect) {
	h.message = ""
	pending, out := h.keys.Press(keys.Help, h.pending, key, true)
	h.pending = pending
	page, n := max(h.rows()-1, 1), max(out.Count, 1)
	switch out.Action {
	case keys.Down:
		return h.scroll(n), nil
	case keys.Up:
		return h.scroll(-n), nil
	case keys.HalfDown:
		return h.scroll(n * page / 2), nil
	case keys.HalfUp:
		return h.scroll(-n * page / 2), nil
	case keys.PageDown:
		return h.scroll(n * page), nil
	case keys.PageUp:
		return h.scroll(-n * page), nil
	case keys.Top:
		return h.scroll(-len(h.lines)), nil
	case keys.Goto:
		return h.scroll(len(h.lines)), nil
	case keys.Back, keys.ShowHelp:
		return h, []effect.Effect{effect.Close{}}
	case keys.Quit:
		return h, []effect.Effect{effect.Quit{}}
	}
	if out.Unbound != "" || out.Action == keys.NotQuit {
		h.message = fmt.Sprintf("%s goes back to the text, %s quits Galley.",
			h.keys.Key(keys.Help, keys.Back), h.keys.Key(keys.Help, keys.Quit))
	}
	return h, nil
}

// View draws the page.
func (h Help) View() string {
	rows := make([]string, 0, h.canvas.Height)
	for i := range h.rows() {
		line := ""
		if h.top+i < len(h.lines) {
			line = h.canvas.Cut(h.lines[h.top+i], h.canvas.Width)
		}
		rows = append(rows, line)
	}
	left := keys.Help.String() + "  " + fmt.Sprintf("%s %s scroll, %s closes", h.keys.Key(keys.Help, keys.Down),
		h.keys.Key(keys.Help, keys.Up), h.keys.Key(keys.Help, keys.Back))
	if h.message != "" {
		left = h.message
	}
	return strings.Join(append(rows, h.canvas.Notice(left, h.position(), false)), "\n")
}

func (h Help) position() string {
	if len(h.lines) <= h.rows() {
		return "all"
	}
	return fmt.Sprintf("%d%%", 100*(h.top+h.rows())/len(h.lines))
}
