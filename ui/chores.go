package ui

import tea "charm.land/bubbletea/v2"

// Chores are changes of the library that are no steps: they are done one after
// the other, in the order in which they were asked for. Bubble Tea alone would
// run them side by side.
type chores struct {
	waiting []func() error
	busy    bool
}

// choreDone tells how a chore went.
type choreDone struct{ err error }

// do adds a chore.
func (a *App) do(chore func() error) tea.Cmd {
	a.chores.waiting = append(a.chores.waiting, chore)
	if a.chores.busy {
		return nil
	}
	return a.nextChore()
}

// nextChore is the command of the first chore that waits, or lists the library
// as it is after them all.
func (a *App) nextChore() tea.Cmd {
	if a.chores.busy = len(a.chores.waiting) > 0; !a.chores.busy {
		return a.loadLibrary
	}
	chore := a.chores.waiting[0]
	a.chores.waiting = a.chores.waiting[1:]
	return func() tea.Msg { return choreDone{chore()} }
}

func (a *App) choreDone(msg choreDone) tea.Cmd {
	if msg.err != nil {
		a.front().tell(a.cfg.Clean(msg.err.Error()), true)
	}
	return a.nextChore()
}
