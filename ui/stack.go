package ui

import (
	"slices"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/reader"

	tea "charm.land/bubbletea/v2"
)

// A layer is a screen of the stack.
type layer struct {
	kit.Screen
	out  *kit.Outbox // that it was made with
	page keys.Action // by which it was opened, "" if it is no page
}

// front returns the layer that the user sees, the last one.
func (a *App) front() *layer { return a.layers[len(a.layers)-1] }

// reader returns the screen of the article that is open.
func (a *App) reader() (reader.Reader, bool) {
	if len(a.layers) == 0 {
		return reader.Reader{}, false
	}
	r, ok := a.layers[0].Screen.(reader.Reader)
	return r, ok
}

// reads reports whether that article is open.
func (a *App) reads(article string) bool {
	r, ok := a.reader()
	return ok && r.Article().ID == article
}

// send updates a screen, and then does what the screen asks for.
func (a *App) send(to *layer, msg tea.Msg) tea.Cmd {
	screen, cmd := to.Update(msg)
	before := height(to.Screen)
	to.Screen = screen
	cmds := append([]tea.Cmd{cmd}, a.collect(to)...)
	if height(screen) != before {
		cmds = append(cmds, a.place())
	}
	return tea.Batch(cmds...)
}

// collect does what a screen posted.
func (a *App) collect(from *layer) (cmds []tea.Cmd) {
	for _, msg := range from.out.Take() {
		cmds = append(cmds, a.posted(from, msg))
	}
	return cmds
}

// height returns the rows of a panel, 0 for any other screen.
func height(s kit.Screen) int {
	if p, ok := s.(kit.Panel); ok {
		return p.Height()
	}
	return 0
}

// put puts a screen in front of the others.
func (a *App) put(l *layer) tea.Cmd {
	a.keys = kit.NewKeyReader(a.cfg.Keys)
	a.layers = append(a.layers, l)
	cmds := append([]tea.Cmd{l.Init()}, a.collect(l)...)
	if slices.Contains(a.layers, l) {
		cmds = append(cmds, a.place())
	}
	return tea.Batch(cmds...)
}

// close takes a screen off the stack, unless it is the reader or the only one.
// What it leaves goes to the reader.
func (a *App) close(l *layer) tea.Cmd {
	at := slices.Index(a.layers, l)
	_, reading := a.reader()
	if at < 0 || at == 0 && (reading || len(a.layers) == 1) {
		return nil
	}
	a.keys = kit.NewKeyReader(a.cfg.Keys)
	a.layers = slices.Delete(a.layers, at, at+1)
	if l.page != "" {
		a.closed[l.page] = l.Screen
	}
	var cmd tea.Cmd
	if closer, ok := l.Screen.(kit.Closer); ok && reading {
		cmd = a.send(a.layers[0], closer.Closing())
	}
	return tea.Batch(cmd, a.place())
}

// clear closes everything over the reader.
func (a *App) clear() tea.Cmd {
	var cmds []tea.Cmd
	for _, reading := a.reader(); reading && len(a.layers) > 1; {
		cmds = append(cmds, a.close(a.front()))
	}
	return tea.Batch(cmds...)
}

// place gives every screen its canvas. A panel takes the rows that it wants at
// the bottom, but leaves at least a third of the window to the reader.
func (a *App) place() tea.Cmd {
	if !a.look.isSized() {
		return nil
	}
	var cmds []tea.Cmd
	for _, l := range slices.Clone(a.layers) {
		msg := kit.CanvasMsg{Canvas: a.look.canvas}
		panel := a.panelRows()
		switch {
		case panel > 0 && l == a.front():
			msg.Canvas.Height = panel
		case panel > 0 && l == a.layers[0]:
			msg.Canvas.Height -= panel - 1 // its footer is covered
			msg.Shared = true
		}
		cmds = append(cmds, a.send(l, msg))
	}
	return tea.Batch(cmds...)
}

// panelRows returns how many rows the panel in front takes, 0 for none.
func (a *App) panelRows() int {
	full := a.look.canvas.Height
	return min(height(a.front().Screen), full-max(full/3, 4))
}

// tell shows a message on the screen in front. A panel has no room for one.
func (a *App) tell(msg kit.NoticeMsg) tea.Cmd {
	if a.panelRows() > 0 {
		return a.send(a.layers[0], msg)
	}
	return a.send(a.front(), msg)
}

// View draws the screen in front, and the reader above a panel.
func (a *App) View() tea.View {
	v := tea.View{AltScreen: true, ReportFocus: true, MouseMode: tea.MouseModeCellMotion}
	if !a.look.isSized() {
		return v
	}
	if v.Content = a.look.tooSmall(); v.Content != "" {
		return v
	}
	drawn := a.front().View()
	if panel := a.panelRows(); panel > 0 {
		above := a.look.canvas.Height - panel
		rows := strings.SplitN(a.layers[0].View().Content, "\n", above+1)
		drawn.Content = strings.Join(append(rows[:above], drawn.Content), "\n")
		if drawn.Cursor != nil {
			drawn.Cursor.Y += above
		}
	}
	v.Content, v.Cursor = sieve(a.look.canvas.OnPaper(drawn.Content)), drawn.Cursor
	if v.Cursor != nil {
		v.Cursor.Color = a.look.canvas.Theme.Caret()
	}
	if a.front().Keyboard().FreeMouse {
		v.MouseMode = tea.MouseModeNone
	}
	return v
}
