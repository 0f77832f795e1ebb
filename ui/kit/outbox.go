package kit

import tea "charm.land/bubbletea/v2"

// An Outbox carries messages from one screen to the root. The root handles them
// in order, right after the Update that posted them and so before the next key.
// A Bubble Tea command would come too late.
//
// Only Init and Update may post. The zero value is ready to use.
type Outbox struct{ posted []tea.Msg }

// Post sends a message to the root.
func (o *Outbox) Post(msg tea.Msg) { o.posted = append(o.posted, msg) }

// Take returns the posted messages, in order, and empties the outbox.
func (o *Outbox) Take() []tea.Msg {
	posted := o.posted
	o.posted = nil
	return posted
}

// Address wraps a message for the screen of this outbox alone. It is dropped once
// the screen is closed.
func (o *Outbox) Address(msg tea.Msg) tea.Msg { return ForMsg{o, msg} }

// Do returns a command that runs do, which may take time, and sends its result
// to the screen of this outbox.
func (o *Outbox) Do(do func() tea.Msg) tea.Cmd {
	return func() tea.Msg { return o.Address(do()) }
}

// ForMsg is a message for the screen that owns an outbox.
type ForMsg struct {
	To  *Outbox
	Msg tea.Msg
}
