package ui

import (
	"cmp"

	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A headerMsg is the outcome of checking the headers of the library.
type headerMsg struct {
	line string
	err  error
}

// checkHeader renews a damaged header of the library, or finds out how its newer
// state is recovered.
func (s *session) checkHeader() tea.Cmd {
	return func() tea.Msg {
		line, _, err := s.cfg.Library.CheckHeader()
		return headerMsg{cmp.Or(line, "the headers of the library are sound"), err}
	}
}

// handle shows what was found, and reads the annotations again.
func (msg headerMsg) handle(s *session) tea.Cmd {
	if msg.err != nil {
		return s.warn(msg.err)
	}
	return tea.Batch(s.reload(), s.notify(kit.NoticeMsg{Text: kit.Capital(kit.OneLine(msg.line))}))
}
