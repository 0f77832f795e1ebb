package kit

import tea "charm.land/bubbletea/v2"

// An Outbox takes what one screen asks of the root. The root handles posted
// messages, in order, right after the Update that posted them: before the next
// key, which must find them done. A command of Bubble Tea would come too late.
//
// Only Init and Update may post. The zero value is ready to use.
type Outbox struct{ posted []tea.Msg }

// Post asks the root for something.
func (o *Outbox) Post(msg tea.Msg) { o.posted = append(o.posted, msg) }

// Take returns what was posted, in order, and empties the outbox.
func (o *Outbox) Take() []tea.Msg {
	posted := o.posted
	o.posted = nil
	return posted
}

// Addressed returns a message that the root hands to the screen of this outbox
// only; once that is closed, it is dropped.
func (o *Outbox) Addressed(msg tea.Msg) tea.Msg { return ForMsg{o, msg} }

// Do returns a command that runs do, which may take time, and hands its result
// to the screen of this outbox.
func (o *Outbox) Do(do func() tea.Msg) tea.Cmd {
	return func() tea.Msg { return o.Addressed(do()) }
}

// ForMsg is a message for the screen that was made with an outbox.
type ForMsg struct {
	To  *Outbox
	Msg tea.Msg
}
