package ui

import (
	"time"

	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A motion coalesces mouse moves and wheel notches. A terminal may report
// hundreds of them per frame, and Bubble Tea draws the screen after each
// message. So the first is handled immediately, and the rest are coalesced and
// handled with the next frame or before the next event of another kind.
type motion struct {
	isDue bool                // a frame is due
	move  *tea.MouseMotionMsg // the last mouse move since the last frame; nil: none
	rows  int                 // rows that the wheel has scrolled since, down if positive
}

// A frame ends the interval in which motion is coalesced.
type frame struct{}

// frameTime is the length of that interval.
const frameTime = time.Second / FPS

// filter coalesces motion that arrives faster than frames. A message for which
// it returns nil is neither handled nor drawn.
func (m *motion) filter(msg tea.Msg) tea.Msg {
	if !m.isDue {
		return msg
	}
	switch msg := msg.(type) {
	case tea.MouseMotionMsg:
		m.move = &msg
		return nil
	case tea.MouseWheelMsg:
		m.rows += scrollRows(msg.Button)
		return nil
	}
	return msg
}

// begin starts a frame after the first motion.
func (m *motion) begin() tea.Cmd {
	if m.isDue {
		return nil
	}
	m.isDue = true
	return nextFrame()
}

func nextFrame() tea.Cmd {
	return tea.Tick(frameTime, func(time.Time) tea.Msg { return frame{} })
}

// take returns the coalesced messages, at most one of each kind.
func (m *motion) take() (msgs []tea.Msg) {
	if m.rows != 0 {
		msgs = append(msgs, kit.ScrollMsg{Rows: m.rows})
	}
	if m.move != nil && m.move.Button == tea.MouseLeft {
		msgs = append(msgs, *m.move)
	}
	m.move, m.rows = nil, 0
	return msgs
}

// frame handles coalesced motion. After a frame without any, the next motion is
// handled immediately again.
func (a *App) frame() tea.Cmd {
	if a.motion.move == nil && a.motion.rows == 0 {
		a.motion.isDue = false
		return nil
	}
	return tea.Batch(a.flushMotion(), nextFrame())
}

// flushMotion handles coalesced motion before the next event.
func (a *App) flushMotion() tea.Cmd {
	var cmds []tea.Cmd
	for _, msg := range a.motion.take() {
		cmds = append(cmds, a.dispatch(msg))
	}
	return tea.Batch(cmds...)
}

// wheelRows is the number of rows that one notch of the wheel scrolls.
const wheelRows = 3

// scrollRows returns how many rows a turn of the wheel scrolls, down if positive.
func scrollRows(button tea.MouseButton) int {
	switch button {
	case tea.MouseWheelUp:
		return -wheelRows
	case tea.MouseWheelDown:
		return wheelRows
	}
	return 0
}
