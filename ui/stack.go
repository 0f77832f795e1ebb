package ui

import (
	"slices"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/reader"

	tea "charm.land/bubbletea/v2"
)

// A layer is a screen on the stack.
type layer struct {
	kit.Screen
	out  *kit.Outbox // where the screen posts
	keys kit.KeyReader
	page keys.Action // the action that opened the page, "" for any other screen
}

// A stack holds the screens, the one in front last. The reader is the first, if
// an article is open. Once it has a screen, a stack is never empty.
type stack struct {
	layers []*layer
	canvas kit.Canvas // of the window; its width is 0 until it is known
	posted []postedMsg
}

// A postedMsg is a message from a screen that the root has yet to handle.
type postedMsg struct {
	from *layer
	msg  tea.Msg
}

// front returns the screen that the user sees.
func (s *stack) front() *layer { return s.layers[len(s.layers)-1] }

// reader returns the reader, if an article is open.
func (s *stack) reader() (reader.Reader, bool) {
	if len(s.layers) == 0 {
		return reader.Reader{}, false
	}
	r, ok := s.layers[0].Screen.(reader.Reader)
	return r, ok
}

// send updates a screen, and collects what it posts.
func (s *stack) send(to *layer, msg tea.Msg) tea.Cmd {
	rows := height(to.Screen)
	screen, cmd := to.Update(msg)
	to.Screen = screen
	s.collect(to)
	if height(screen) != rows {
		cmd = tea.Batch(cmd, s.place())
	}
	return cmd
}

// collect takes the messages that a screen posted.
func (s *stack) collect(from *layer) {
	for _, msg := range from.out.Take() {
		s.posted = append(s.posted, postedMsg{from, msg})
	}
}

// height returns the rows of a panel, or 0 for any other screen.
func height(s kit.Screen) int {
	if p, ok := s.(kit.Panel); ok {
		return p.Height()
	}
	return 0
}

// put puts a screen in front of the others.
func (s *stack) put(l *layer) tea.Cmd {
	s.layers = append(s.layers, l)
	cmd := l.Init()
	s.collect(l)
	return tea.Batch(cmd, s.place())
}

// remove takes a screen off the stack, unless it is the reader or the only one,
// and passes its draft, if any, to the reader.
func (s *stack) remove(l *layer) (removed bool, cmd tea.Cmd) {
	at := slices.Index(s.layers, l)
	_, reading := s.reader()
	if at < 0 || at == 0 && (reading || len(s.layers) == 1) {
		return false, nil
	}
	s.layers = slices.Delete(s.layers, at, at+1)
	if closer, ok := l.Screen.(kit.Closer); ok && reading {
		cmd = s.send(s.layers[0], closer.Closing())
	}
	return true, tea.Batch(cmd, s.place())
}

// place gives every screen its canvas. A panel gets the rows it wants at the
// bottom, but leaves at least a third of the window to the reader.
func (s *stack) place() tea.Cmd {
	if s.canvas.Width == 0 {
		return nil
	}
	var cmds []tea.Cmd
	for i, l := range slices.Clone(s.layers) {
		msg, panel := kit.CanvasMsg{Canvas: s.canvas}, s.panelRows()
		switch {
		case panel > 0 && l == s.front():
			msg.Canvas.Height = panel
		case panel > 0 && i == 0:
			msg.Canvas.Height -= panel - 1 // its footer is covered
			msg.Shared = true
		}
		cmds = append(cmds, s.send(l, msg))
	}
	return tea.Batch(cmds...)
}

// panelRows returns how many rows the panel in front takes, or 0 for none.
func (s *stack) panelRows() int {
	full := s.canvas.Height
	return min(height(s.front().Screen), full-max(full/3, 4))
}

// notify shows a message on the screen in front, or above a panel, which has no
// room for one.
func (s *stack) notify(msg kit.NoticeMsg) tea.Cmd {
	if s.panelRows() > 0 {
		return s.send(s.layers[0], msg)
	}
	return s.send(s.front(), msg)
}

// warn shows an error.
func (s *stack) warn(err error) tea.Cmd {
	return s.notify(kit.NoticeMsg{Text: kit.OneLine(err.Error()), Kind: kit.Error})
}

// view draws the screen in front, and the reader above a panel.
func (s *stack) view() tea.View {
	v, panel := s.front().View(), s.panelRows()
	if panel <= 0 {
		return v
	}
	above := s.canvas.Height - panel
	rows := strings.SplitN(s.layers[0].View().Content, "\n", above+1)
	v.Content = strings.Join(append(rows[:above], v.Content), "\n")
	if v.Cursor != nil {
		v.Cursor.Y += above
	}
	return v
}
