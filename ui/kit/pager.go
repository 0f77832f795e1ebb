package kit

import (
	"fmt"

	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// A PagerSpec says what a [Pager] shows.
type PagerSpec struct {
	Keys   keys.Table
	Mode   keys.Mode
	Header string                  // the line at the top, "" for none
	Draw   func(c Canvas) []string // the lines, for a canvas
	Accept tea.Msg                 // posted by the accept key; nil: none
}

// A Pager is a scrolling screen of lines without a selection: help, an
// article's source, the changes in an update.
type Pager struct {
	spec   PagerSpec
	out    *Outbox
	canvas Canvas
	lines  []string
	top    int
	status StatusLine
}

// NewPager returns a page that posts to out.
func NewPager(out *Outbox, spec PagerSpec) Pager {
	return Pager{spec: spec, out: out, status: NewStatusLine(spec.Keys)}
}

// Init does nothing.
func (p Pager) Init() tea.Cmd { return nil }

// Update scrolls the page, or leaves it.
func (p Pager) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.status = p.status.Update(msg)
	switch msg := msg.(type) {
	case CanvasMsg:
		p = p.on(msg.Canvas)
	case ActionMsg:
		p = p.do(msg)
	case UnboundMsg:
		p.status = p.status.Say(p.howToLeave())
	case ScrollMsg:
		p = p.scrolled(msg.Rows)
	}
	return p, nil
}

// on places the page on a canvas.
func (p Pager) on(c Canvas) Pager {
	if c.Width != p.canvas.Width || c.Theme != p.canvas.Theme || c.Method != p.canvas.Method {
		p.lines = p.spec.Draw(c)
	}
	p.canvas = c
	return p.scrolled(0)
}

// rows returns how many lines fit.
func (p Pager) rows() int {
	bars := 1
	if p.spec.Header != "" {
		bars = 2
	}
	return max(p.canvas.Height-bars, 1)
}

// scrolled returns the page scrolled by that many rows, down if positive.
func (p Pager) scrolled(rows int) Pager {
	p.top = max(min(p.top+rows, len(p.lines)-p.rows()), 0)
	return p
}

// do carries out an action.
func (p Pager) do(msg ActionMsg) Pager {
	if n, ok := Steps(msg.Action, msg.Count, max(p.rows()-1, 1)); ok {
		return p.scrolled(n)
	}
	switch msg.Action {
	case keys.Accept:
		if p.spec.Accept != nil {
			p.out.Post(p.spec.Accept)
		}
	case keys.Back:
		p.out.Post(CloseMsg{})
	case keys.HowToQuit:
		p.status = p.status.Say(p.howToLeave())
	}
	return p
}

func (p Pager) howToLeave() string {
	return fmt.Sprintf("%s goes back, %s quits Galley.",
		p.spec.Keys.Key(p.spec.Mode, keys.Back), p.spec.Keys.Key(p.spec.Mode, keys.Quit))
}

// View draws the page.
func (p Pager) View() tea.View {
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
	return tea.NewView(p.canvas.Page(rows, p.status.View(p.canvas, p.spec.Mode, p.state())))
}

// Keyboard reports that keys are the actions of the page's mode.
func (p Pager) Keyboard() Keyboard { return p.status.Keyboard(p.spec.Mode, p.state()) }

// state returns what the footer shows at its right.
func (p Pager) state() string {
	if p.spec.Header == "" {
		return p.position()
	}
	return ""
}

// position describes how far the page is scrolled: "all" or a percentage.
func (p Pager) position() string {
	if len(p.lines) <= p.rows() {
		return "all"
	}
	return fmt.Sprintf("%d%%", 100*min(p.top+p.rows(), len(p.lines))/len(p.lines))
}
