// Package help is the page that lists what a person can press. It is made from
// the table of keys that is in force.
package help

import (
	"fmt"
	"strings"

	"galley/ui/canvas"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/list"
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
	trouble bool
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
	return h.Scroll(0)
}

// Tell shows a message; trouble marks it as something that did not work.
func (h Help) Tell(message string, trouble bool) Help {
	h.message, h.trouble = message, trouble
	return h
}

func (h Help) rows() int { return max(h.canvas.Height-1, 1) }

// Scroll moves the page by that many rows, down if positive.
func (h Help) Scroll(rows int) Help {
	h.top = max(min(h.top+rows, len(h.lines)-h.rows()), 0)
	return h
}

// Click does nothing: there is nothing to choose.
func (h Help) Click(int) (Help, []effect.Effect) { return h, nil }

// Press handles a key.
func (h Help) Press(key string) (Help, []effect.Effect) {
	h.message, h.trouble = "", false
	pending, out := h.keys.Press(keys.Help, h.pending, key, true)
	h.pending = pending
	if n, ok := list.Steps(out.Action, out.Count, max(h.rows()-1, 1)); ok {
		return h.Scroll(n), nil
	}
	switch out.Action {
	case keys.Back, keys.ShowHelp:
		return h, []effect.Effect{effect.Close{}}
	case keys.Quit:
		return h, []effect.Effect{effect.Quit{}}
	}
	if out.Unbound != "" || out.Action == keys.NotQuit {
		h.message = fmt.Sprintf("%s goes back, %s quits Galley.",
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
	return h.canvas.Page(rows, h.footer())
}

func (h Help) footer() string {
	if h.message != "" {
		return h.canvas.Notice(h.message, h.position(), h.trouble)
	}
	return h.canvas.Footer(h.keys, keys.Help, h.position())
}

func (h Help) position() string {
	if len(h.lines) <= h.rows() {
		return "all"
	}
	return fmt.Sprintf("%d%%", 100*min(h.top+h.rows(), len(h.lines))/len(h.lines))
}
