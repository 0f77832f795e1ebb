package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// A terminal tells of every cell that the mouse moves over and of every notch
// of the wheel, by the hundred in the time of one frame. After each message
// Bubble Tea draws the screen. So of a flood only the first goes through at
// once; what follows is kept together until the next frame, or until something
// else happens that must find it done.
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
func (a *App) filter(msg tea.Msg) tea.Msg {
	if !a.motion.hot {
		return msg
	}
	switch msg := msg.(type) {
	case tea.MouseMotionMsg:
		a.motion.moved = &msg
		return nil
	case tea.MouseWheelMsg:
		a.motion.rows += notch(msg.Button)
		return nil
	}
	return msg
}

// moving handles the first motion after a time without, and begins a frame.
func (a *App) moving(cmd tea.Cmd) tea.Cmd {
	if a.motion.hot {
		return cmd
	}
	a.motion.hot = true
	return tea.Batch(cmd, a.nextFrame())
}

func (a *App) nextFrame() tea.Cmd {
	return tea.Tick(frameTime, func(time.Time) tea.Msg { return frame{} })
}

// frame does what was kept together. Without any the time of motion is over.
func (a *App) frame() tea.Cmd {
	if a.motion.moved == nil && a.motion.rows == 0 {
		a.motion.hot = false
		return nil
	}
	return tea.Batch(a.catchUp(), a.nextFrame())
}

// catchUp does what was kept together now: what comes next must find it done.
func (a *App) catchUp() tea.Cmd {
	moved, rows := a.motion.moved, a.motion.rows
	a.motion.moved, a.motion.rows = nil, 0
	var cmds []tea.Cmd
	if rows != 0 {
		cmds = append(cmds, a.run(a.front().wheel(rows)))
	}
	if moved != nil {
		cmds = append(cmds, a.run(a.front().mouse(*moved)))
	}
	return tea.Batch(cmds...)
}
