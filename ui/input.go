package ui

import (
	"galley/annotate/source"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// press handles a key. Until the size of the screen is known, and while another
// version of the article is on its way, keys wait, but for the one that always
// quits.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	if !a.look.isSized() || a.switching.on {
		if msg.String() == "ctrl+c" {
			return a.quit()
		}
		a.early = append(a.early, msg)
		return nil
	}
	var cmds []tea.Cmd
	for _, key := range a.keys.Split(a.front().Keyboard(), msg) {
		front := a.front()
		var read tea.Msg
		a.keys, read = a.keys.Read(front.Keyboard(), key)
		cmds = append(cmds, a.deliver(front, read))
	}
	return tea.Batch(cmds...)
}

// deliver gives the message of a key to the screen in front, or carries out an
// action that means the same on every screen.
func (a *App) deliver(front *layer, msg tea.Msg) tea.Cmd {
	if action, ok := msg.(kit.ActionMsg); ok && a.isGlobal(action.Action) {
		return tea.Batch(a.send(front, kit.PendingMsg{}), a.act(action.Action))
	}
	return a.send(front, msg)
}

// pressEarly presses the keys that waited, as long as nothing makes them wait
// again.
func (a *App) pressEarly() tea.Cmd {
	waited := a.early
	a.early = nil
	var cmds []tea.Cmd
	for _, key := range waited {
		cmds = append(cmds, a.press(key))
	}
	return tea.Batch(cmds...)
}

// paste gives pasted text to the screen in front where text is typed: it is
// never taken for keys.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	if a.front().Keyboard().Input != kit.Text {
		return nil
	}
	msg.Content = source.Clean(msg.Content)
	return a.send(a.front(), msg)
}

// mouse gives clicks, drags and the wheel to the screen in front. A click on a
// key of the footer presses it.
func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	if !a.look.isSized() {
		return nil
	}
	front := a.front()
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		return tea.Batch(a.send(front, kit.ScrollMsg{Rows: notch(msg.Button)}), a.motion.begin())
	case tea.MouseMotionMsg:
		cmd := a.motion.begin()
		if msg.Button == tea.MouseLeft {
			cmd = tea.Batch(a.send(front, msg), cmd)
		}
		return cmd
	case tea.MouseClickMsg:
		cmd, kb := a.flushMotion(), front.Keyboard()
		if msg.Button != tea.MouseLeft {
			return cmd
		}
		if kb.Keys == nil || msg.Y != a.look.canvas.Height-1 {
			return tea.Batch(cmd, a.send(front, msg))
		}
		if action, ok := a.look.canvas.ActionAt(kb.Keys, kb.Mode, kb.State, msg.X); ok {
			cmd = tea.Batch(cmd, a.deliver(front, kit.ActionMsg{Action: action}))
		}
		return cmd
	}
	return tea.Batch(a.flushMotion(), a.send(front, msg))
}
