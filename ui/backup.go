package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"
)

// A backupMsg is a problem with the backup of the day, or "".
type backupMsg string

// backUp makes the backup of the day.
func (s *session) backUp() tea.Cmd {
	return func() tea.Msg { return backupMsg(s.cfg.Library.BackUpDaily()) }
}

func (problem backupMsg) handle(s *session) tea.Cmd {
	if problem == "" {
		return nil
	}
	return s.warn(errors.New(string(problem)))
}
