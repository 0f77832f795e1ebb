package kit

import (
	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// A StatusLine is the line at the bottom of a screen: the keys of its mode, or
// a message until the next key.
type StatusLine struct {
	keys    keys.Table
	message NoticeMsg
	pending keys.Pending
}

// NewStatusLine returns the status line of a screen with that key table.
func NewStatusLine(table keys.Table) StatusLine { return StatusLine{keys: table} }

// Update handles a message from the root: a notice is shown, a key clears it.
func (s StatusLine) Update(msg tea.Msg) StatusLine {
	switch msg := msg.(type) {
	case NoticeMsg:
		s.message = msg
	case PendingMsg:
		s.message, s.pending = NoticeMsg{}, msg.Pending
	case ActionMsg, UnboundMsg, KeyMsg, tea.KeyPressMsg, tea.PasteMsg:
		s.message, s.pending = NoticeMsg{}, keys.Pending{}
	}
	return s
}

// Say shows a message.
func (s StatusLine) Say(text string) StatusLine { return s.Update(NoticeMsg{Text: text}) }

// Warn shows a message about something that failed.
func (s StatusLine) Warn(text string) StatusLine {
	return s.Update(NoticeMsg{Text: text, Kind: Error})
}

// Busy reports whether a message is shown instead of the keys.
func (s StatusLine) Busy() bool { return s.message.Text != "" }

// View draws the line, with state at its right.
func (s StatusLine) View(c Canvas, mode keys.Mode, state string) string {
	if s.Busy() {
		return c.Notice(s.message, state)
	}
	return c.Footer(s.keys, mode, s.state(state))
}

// state prefixes state with the keys of an incomplete command.
func (s StatusLine) state(state string) string {
	if p := s.pending.String(); p != "" && state != "" {
		return p + "  " + state
	}
	return s.pending.String() + state
}

// Keyboard returns the keyboard of a screen whose keys are actions.
func (s StatusLine) Keyboard(mode keys.Mode, state string) Keyboard {
	k := Keyboard{Mode: mode, State: s.state(state)}
	if !s.Busy() {
		k.Keys = s.keys
	}
	return k
}
