package ui

import (
	"galley/annotate/source"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// mustWait reports whether keys cannot be handled yet: the size of the screen
// is unknown, or another version of the article is being opened.
func (a *App) mustWait() bool { return a.canvas.Width == 0 || a.switching.active }

// press handles a key. Keys that cannot be handled yet are held back, except
// ctrl+c, which always quits.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	if lf := "ctrl+j"; msg.String() == lf && !a.cfg.Keys.HasKey(lf) {
		msg = tea.KeyPressMsg{Code: tea.KeyEnter} // of the keypad, in some terminals
	}
	switch {
	case a.mustWait() && msg.String() == "ctrl+c":
		return a.quit()
	case a.mustWait():
		a.heldKeys = append(a.heldKeys, msg)
		return nil
	}
	var cmds []tea.Cmd
	for _, key := range a.front().keys.Split(a.front().Keyboard(), msg) {
		front := a.front()
		var read tea.Msg
		front.keys, read = front.keys.Read(front.Keyboard(), key)
		cmds = append(cmds, a.dispatch(read))
	}
	return tea.Batch(cmds...)
}

// dispatch passes a keyboard or mouse message to the screen in front, or carries
// out a global action. Messages that screens post in response are handled before
// the next one.
func (a *App) dispatch(msg tea.Msg) tea.Cmd {
	action, ok := msg.(kit.ActionMsg)
	switch {
	case ok && action.Action == keys.Redraw,
		ok && action.Action == keys.Suspend && a.front().Keyboard().Input == kit.Raw: // the question stays
		return a.act(action.Action)
	case ok && isGlobal(action.Action):
		return tea.Batch(a.send(a.front(), kit.PendingMsg{}), a.act(action.Action), a.handlePosted())
	}
	return tea.Batch(a.send(a.front(), msg), a.handlePosted())
}

// paste passes pasted text to the screen in front if it takes text. Pasted text
// is never interpreted as keys.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	if a.front().Keyboard().Input != kit.Text {
		return nil
	}
	msg.Content = source.Clean(msg.Content)
	return a.dispatch(msg)
}

// mouse passes clicks, drags and the wheel to the screen in front. A click on a
// key in the footer presses it.
func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	if a.canvas.Width == 0 {
		return nil
	}
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		return tea.Batch(a.dispatch(kit.ScrollMsg{Rows: scrollRows(msg.Button)}), a.motion.begin())
	case tea.MouseMotionMsg:
		cmd := a.motion.begin()
		if msg.Button == tea.MouseLeft {
			cmd = tea.Batch(a.dispatch(msg), cmd)
		}
		return cmd
	case tea.MouseClickMsg:
		return tea.Batch(a.flushMotion(), a.click(msg))
	}
	return tea.Batch(a.flushMotion(), a.dispatch(msg))
}

func (a *App) click(msg tea.MouseClickMsg) tea.Cmd {
	kb := a.front().Keyboard()
	switch {
	case msg.Button != tea.MouseLeft:
		return nil
	case kb.Keys == nil || msg.Y != a.canvas.Height-1:
		return a.dispatch(msg)
	}
	if action, ok := a.canvas.ActionAt(kb.Keys, kb.Mode, kb.State, msg.X); ok {
		return a.dispatch(kit.ActionMsg{Action: action})
	}
	return nil
}
