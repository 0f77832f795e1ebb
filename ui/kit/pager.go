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
	Header string  // the line at the top, "" for none
	Draw   Drawing // nil: returned by Load
	Accept tea.Msg // posted by the accept key; nil: none

	Load    func() (Drawing, error) // may be slow; if it returns nil, the page closes
	Missing string                  // the message if Load returns nil and no error
}

// A Drawing draws the lines of a page for a canvas.
type Drawing = func(c Canvas) []string

// A Pager is a scrolling screen of lines without a selection: help, an
// article's source, the changes in an update.
type Pager struct {
	Base
	spec  PagerSpec
	lines []string
	top   int
}

// NewPager returns a Pager that posts to out.
func NewPager(out *Outbox, spec PagerSpec) Pager {
	p := Pager{spec: spec, Base: Base{Out: out, Keys: spec.Keys, Mode: spec.Mode}}
	p.Hint = fmt.Sprintf("%s goes back, %s quits Galley", p.Key(keys.Back), p.Key(keys.Quit))
	return p
}

// A loadedMsg carries the result of Load.
type loadedMsg struct {
	draw Drawing
	err  error
}

// Init starts loading the page.
func (p Pager) Init() tea.Cmd {
	if p.spec.Load == nil {
		return nil
	}
	return p.Out.Do(func() tea.Msg {
		draw, err := p.spec.Load()
		return loadedMsg{draw, err}
	})
}

// Update scrolls the page, or leaves it.
func (p Pager) Update(msg tea.Msg) (Screen, tea.Cmd) {
	old := p.Canvas
	p.Handle(msg)
	switch msg := msg.(type) {
	case loadedMsg:
		p.handleLoaded(msg)
	case CanvasMsg:
		if c := p.Canvas; c.Width != old.Width || c.Theme != old.Theme || c.Method != old.Method {
			p.draw()
		}
		p.scroll(0)
	case ActionMsg:
		p.do(msg)
	case ScrollMsg:
		p.scroll(msg.Rows)
	}
	return p, nil
}

// handleLoaded shows the loaded page, or closes it with a message.
func (p *Pager) handleLoaded(msg loadedMsg) {
	if p.spec.Draw = msg.draw; msg.draw != nil {
		p.draw()
		p.scroll(0)
		return
	}
	notice := NoticeMsg{Text: p.spec.Missing}
	if msg.err != nil {
		notice = NoticeMsg{Text: OneLine(msg.err.Error()), Kind: Error}
	}
	p.Out.Post(CloseMsg{})
	p.Out.Post(notice)
}

// draw draws the lines, or an ellipsis while the page is loading.
func (p *Pager) draw() {
	if p.lines = []string{"", " …"}; p.spec.Draw != nil {
		p.lines = p.spec.Draw(p.Canvas)
	}
}

// rows returns how many lines fit.
func (p *Pager) rows() int {
	if p.spec.Header == "" {
		return max(p.Canvas.Height-1, 1)
	}
	return max(p.Canvas.Height-2, 1)
}

// scroll scrolls the page by rows, down if positive.
func (p *Pager) scroll(rows int) {
	p.top = max(min(p.top+rows, len(p.lines)-p.rows()), 0)
	if p.spec.Header == "" {
		p.State = p.position()
	}
}

// do carries out an action.
func (p *Pager) do(msg ActionMsg) {
	if n, ok := Steps(msg.Action, msg.Count, max(p.rows()-1, 1)); ok {
		p.scroll(n)
	} else if msg.Action == keys.Accept && p.spec.Accept != nil {
		p.Out.Post(p.spec.Accept)
	}
	p.Do(msg.Action)
}

// View draws the page.
func (p Pager) View() tea.View {
	var rows []string
	if p.spec.Header != "" {
		rows = append(rows, p.Canvas.Header(p.spec.Header, p.position()))
	}
	for _, line := range p.lines[p.top:min(p.top+p.rows(), len(p.lines))] {
		rows = append(rows, p.Canvas.Cut(line, p.Canvas.Width))
	}
	return p.Draw(rows)
}

// position describes how far the page is scrolled: "all" or a percentage.
func (p *Pager) position() string {
	if len(p.lines) <= p.rows() {
		return "all"
	}
	return fmt.Sprintf("%d%%", 100*min(p.top+p.rows(), len(p.lines))/len(p.lines))
}
