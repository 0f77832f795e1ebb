package compare

import (
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// draw draws the lines of a page.
type draw = func(kit.Canvas) []string

// A loading screen is a page whose text is being read.
type loading struct {
	kit.Pager
	out     *kit.Outbox
	page    kit.PagerSpec
	canvas  kit.Canvas
	load    func() (draw, error)
	missing string // the message if there is no text
}

func newLoading(out *kit.Outbox, page kit.PagerSpec, missing string, load func() (draw, error)) loading {
	empty := page
	empty.Draw = func(kit.Canvas) []string { return []string{"", " …"} }
	return loading{Pager: kit.NewPager(out, empty), out: out, page: page, load: load, missing: missing}
}

// A loadedMsg carries the text, nil if there is none.
type loadedMsg struct {
	draw draw
	err  error
}

// Init reads the text.
func (l loading) Init() tea.Cmd {
	return l.out.Do(func() tea.Msg {
		draw, err := l.load()
		return loadedMsg{draw, err}
	})
}

// Update becomes the page when the text is read. Without text it closes.
func (l loading) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		l.canvas = msg.Canvas
	case loadedMsg:
		switch {
		case msg.err != nil:
			l.out.Post(kit.CloseMsg{})
			l.out.Post(kit.NoticeMsg{Text: kit.OneLine(msg.err.Error()), Kind: kit.Error})
		case msg.draw == nil:
			l.out.Post(kit.CloseMsg{})
			l.out.Post(kit.NoticeMsg{Text: l.missing})
		default:
			l.page.Draw = msg.draw
			return kit.NewPager(l.out, l.page).Update(kit.CanvasMsg{Canvas: l.canvas})
		}
		return l, nil
	}
	pager, cmd := l.Pager.Update(msg)
	l.Pager = pager.(kit.Pager)
	return l, cmd
}
