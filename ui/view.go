package ui

import (
	"fmt"

	"galley/ui/reader"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// The smallest and the largest screen that Galley draws on, in cells and rows.
const (
	minWidth, minHeight = 40, 10
	maxSize             = 4096
)

// View draws the screen in front.
func (a *App) View() tea.View {
	v := tea.NewView("")
	v.AltScreen, v.ReportFocus, v.MouseMode = true, true, tea.MouseModeCellMotion
	if a.canvas.Width == 0 {
		return v
	}
	if a.canvas.Width < minWidth || a.canvas.Height < minHeight {
		v.Content = ansi.Truncate(fmt.Sprintf("Galley needs %d×%d; this is %d×%d.", minWidth, minHeight, a.canvas.Width, a.canvas.Height), a.canvas.Width, "")
		return v
	}
	switch {
	case a.help != nil:
		v.Content = a.help.View()
	case a.library != nil:
		content, col, row, shown := a.library.View()
		v.Content, v.Cursor = content, cursor(col, row, shown)
	case a.reader != nil:
		v.Content, v.Cursor = a.viewReader()
		if a.reader.FreeMouse() {
			v.MouseMode = tea.MouseModeNone
		}
	}
	return v
}

func cursor(col, row int, shown bool) *tea.Cursor {
	if !shown {
		return nil
	}
	return tea.NewCursor(col, row)
}

// viewReader draws the text and, below it, an open card.
func (a *App) viewReader() (string, *tea.Cursor) {
	f := a.reader.View()
	if a.card == nil {
		return f.Text + "\n" + f.Footer, cursor(f.Col, f.Row, f.Shown)
	}
	panel, col, row := a.card.View()
	return f.Text + "\n" + panel, tea.NewCursor(col, a.canvas.Height-a.cardHeight()+row)
}

// cardHeight leaves at least a third of the screen to the text.
func (a *App) cardHeight() int {
	if a.card == nil {
		return 0
	}
	return min(a.card.Height(), a.canvas.Height-max(a.canvas.Height/3, 4))
}

// resize takes the size of the screen, unless it makes no sense.
func (a *App) resize(width, height int) {
	if width > 0 && height > 0 && width <= maxSize && height <= maxSize {
		a.canvas.Width, a.canvas.Height = width, height
		a.place()
	}
}

// place puts every screen on the canvas as it is now.
func (a *App) place() {
	c := a.canvas
	if a.help != nil {
		h := a.help.On(c)
		a.help = &h
	}
	if a.library != nil {
		l := a.library.On(c)
		a.library = &l
	}
	if a.card != nil {
		panel := c
		panel.Height = a.cardHeight()
		on := a.card.On(panel)
		a.card = &on
		c.Height -= panel.Height - 1 // the card's footer stands for the reader's
	}
	if a.reader != nil {
		r := a.reader.On(c)
		a.reader = &r
	}
}

// repaint takes the theme that fits what was learned of the terminal.
func (a *App) repaint(learn func(*theme.Options)) {
	was := a.look
	if learn(&a.look); a.look != was {
		a.canvas.Theme = a.cfg.Theme(a.look)
		a.place()
	}
}

// modeReport learns how the terminal draws wide characters: by grapheme
// cluster where it has mode 2027, by wcwidth otherwise. The renderer decides
// by the same report.
func (a *App) modeReport(msg tea.ModeReportMsg) {
	if msg.Mode != ansi.ModeUnicodeCore {
		return
	}
	switch msg.Value {
	case ansi.ModeReset, ansi.ModeSet, ansi.ModePermanentlySet:
		a.canvas.Method = ansi.GraphemeWidth
		a.place()
	}
}

// mouse gives clicks, drags and the wheel to the screen in front.
func (a *App) mouse(msg tea.MouseMsg) {
	if a.reader == nil || a.library != nil || a.help != nil || a.card != nil {
		return
	}
	r := *a.reader
	switch m := msg.Mouse(); msg.(type) {
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			r = r.Click(m.X, m.Y)
		}
	case tea.MouseMotionMsg:
		if m.Button == tea.MouseLeft {
			r = r.Drag(m.X, m.Y)
		}
	case tea.MouseReleaseMsg:
		r = r.Release()
	case tea.MouseWheelMsg:
		r = wheel(r, m.Button)
	}
	a.reader = &r
}

// wheelRows is how far one notch of the wheel scrolls.
const wheelRows = 3

func wheel(r reader.Reader, button tea.MouseButton) reader.Reader {
	switch button {
	case tea.MouseWheelUp:
		return r.Scroll(-wheelRows)
	case tea.MouseWheelDown:
		return r.Scroll(wheelRows)
	}
	return r
}
