// Package pager is a page of lines that scrolls and in which nothing is chosen:
// the help page, the source of an article, what a new version changes. What is
// on it is drawn by whoever makes one.
package kit

import (
	"fmt"

	"galley/ui/effect"
	"galley/ui/keys"
)

// A Spec is what a page is made of.
type PagerSpec struct {
	Keys    keys.Table
	Mode    keys.Mode
	Header  string                  // what stands at the top, "" for no line there
	Draw    func(c Canvas) []string // the lines at the width and in the colours of a canvas
	Answers map[keys.Action][]effect.Effect
}

// A Pager is the state of a page.
type Pager struct {
	spec    PagerSpec
	canvas  Canvas
	lines   []string
	top     int
	pending keys.Pending
	message string
	trouble bool
}

// New makes a page.
func NewPager(spec PagerSpec) Pager { return Pager{spec: spec} }

// On puts the page on a canvas.
func (p Pager) On(c Canvas) Pager {
	if c.Width != p.canvas.Width || c.Theme != p.canvas.Theme || c.Method != p.canvas.Method {
		p.lines = p.spec.Draw(c)
	}
	p.canvas = c
	return p.scrolled(0)
}

// Tell shows a message; trouble marks it as something that did not work.
func (p Pager) Tell(message string, trouble bool) Pager {
	p.message, p.trouble = message, trouble
	return p
}

// rows is how many lines fit.
func (p Pager) rows() int {
	bars := 1
	if p.spec.Header != "" {
		bars = 2
	}
	return max(p.canvas.Height-bars, 1)
}

// Scroll moves the page by that many rows, down if positive.
func (p Pager) Scroll(rows int) (Pager, []effect.Effect) { return p.scrolled(rows), nil }

func (p Pager) scrolled(rows int) Pager {
	p.top = max(min(p.top+rows, len(p.lines)-p.rows()), 0)
	return p
}

// Click does nothing: there is nothing to choose.
func (p Pager) Click(int) (Pager, []effect.Effect) { return p, nil }

// Press handles a key.
func (p Pager) Press(key string) (Pager, []effect.Effect) {
	p.message, p.trouble = "", false
	pending, out := p.spec.Keys.Press(p.spec.Mode, p.pending, key, true)
	p.pending = pending
	if n, ok := Steps(out.Action, out.Count, max(p.rows()-1, 1)); ok {
		return p.scrolled(n), nil
	}
	if fx, ok := p.spec.Answers[out.Action]; ok {
		return p, fx
	}
	if out.Action == keys.Back {
		return p, []effect.Effect{effect.Close{}}
	}
	if e, ok := effect.Of(out.Action); ok {
		return p, []effect.Effect{e}
	}
	if out.Unbound != "" || out.Action == keys.NotQuit {
		p.message = fmt.Sprintf("%s goes back, %s quits Galley.",
			p.spec.Keys.Key(p.spec.Mode, keys.Back), p.spec.Keys.Key(p.spec.Mode, keys.Quit))
	}
	return p, nil
}

// View draws the page.
func (p Pager) View() string {
	rows := make([]string, 0, p.canvas.Height)
	if p.spec.Header != "" {
		rows = append(rows, p.canvas.Header(p.spec.Header, p.position()))
	}
	for i := range p.rows() {
		line := ""
		if p.top+i < len(p.lines) {
			line = p.canvas.Cut(p.lines[p.top+i], p.canvas.Width)
		}
		rows = append(rows, line)
	}
	return p.canvas.Page(rows, p.footer())
}

func (p Pager) footer() string {
	mode, state, shown := p.Bar()
	if !shown {
		return p.canvas.Notice(p.message, state, p.trouble)
	}
	return p.canvas.Footer(p.spec.Keys, mode, state)
}

// Bar is what the line at the bottom shows keys of; shown is false while
// something else stands there.
func (p Pager) Bar() (mode keys.Mode, state string, shown bool) {
	if p.spec.Header == "" {
		state = p.position()
	}
	return p.spec.Mode, state, p.message == ""
}

// position is how much of the page was shown.
func (p Pager) position() string {
	if len(p.lines) <= p.rows() {
		return "all"
	}
	return fmt.Sprintf("%d%%", 100*min(p.top+p.rows(), len(p.lines))/len(p.lines))
}
