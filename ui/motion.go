package ui

import (
	"time"

	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A terminal reports every cell that the mouse moves over and every notch of
// the wheel, hundreds of them in the time of a frame, and Bubble Tea draws the
// screen after each message. So only the first of a flood is handled at once.
// What follows is kept together until the next frame, or until the next event
// of another kind, which must find it handled.
type motion struct {
	hot   bool                // a frame is on its way
	moved *tea.MouseMotionMsg // where the mouse is, if it moved since the last frame
	rows  int                 // how far the wheel was turned since, down if positive
}

// frame ends the time in which motion is kept together.
type frame struct{}

// frameTime is how long that is.
const frameTime = time.Second / FPS

// filter keeps motion back that comes faster than frames. What it returns nil
// for is neither handled nor drawn.
func (m *motion) filter(msg tea.Msg) tea.Msg {
	if !m.hot {
		return msg
	}
	switch msg := msg.(type) {
	case tea.MouseMotionMsg:
		m.moved = &msg
		return nil
	case tea.MouseWheelMsg:
		m.rows += notch(msg.Button)
		return nil
	}
	return msg
}

// begin starts a frame after the first motion.
func (m *motion) begin() tea.Cmd {
	if m.hot {
		return nil
	}
	m.hot = true
	return nextFrame()
}

func nextFrame() tea.Cmd {
	return tea.Tick(frameTime, func(time.Time) tea.Msg { return frame{} })
}

// take returns the messages that were kept together, one of each kind.
func (m *motion) take() (msgs []tea.Msg) {
	if m.rows != 0 {
		msgs = append(msgs, kit.ScrollMsg{Rows: m.rows})
	}
	if m.moved != nil && m.moved.Button == tea.MouseLeft {
		msgs = append(msgs, *m.moved)
	}
	m.moved, m.rows = nil, 0
	return msgs
}

// frame handles what was kept together. After a frame without any the next
// motion is handled at once again.
func (a *App) frame() tea.Cmd {
	if a.motion.moved == nil && a.motion.rows == 0 {
		a.motion.hot = false
		return nil
	}
	return tea.Batch(a.flushMotion(), nextFrame())
}

// flushMotion handles what was kept together.
func (a *App) flushMotion() tea.Cmd {
	var cmds []tea.Cmd
	for _, msg := range a.motion.take() {
		cmds = append(cmds, a.give(msg))
	}
	return tea.Batch(cmds...)
}

// wheelRows is how far one notch of the wheel scrolls.
const wheelRows = 3

// notch returns how many rows a turn of the wheel scrolls, down if positive.
func notch(button tea.MouseButton) int {
	switch button {
	case tea.MouseWheelUp:
		return -wheelRows
	case tea.MouseWheelDown:
		return wheelRows
	}
	return 0
}
