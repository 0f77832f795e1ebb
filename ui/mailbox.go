package ui

import (
	"sync"

	tea "charm.land/bubbletea/v2"
)

// A mailbox hands what happened elsewhere to the program, in order. Putting
// never blocks, also before the program runs and after it ended.
type mailbox struct {
	mu    sync.Mutex
	mail  []Saved
	ready chan struct{} // holds one token while there is mail
}

func newMailbox() *mailbox { return &mailbox{ready: make(chan struct{}, 1)} }

func (m *mailbox) put(s Saved) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mail = append(m.mail, s)
	select {
	case m.ready <- struct{}{}:
	default:
	}
}

// delivered is what came in since the last delivery.
type delivered []Saved

// collect is a command: it waits for mail.
func (m *mailbox) collect() tea.Msg {
	<-m.ready
	m.mu.Lock()
	defer m.mu.Unlock()
	mail := m.mail
	m.mail = nil
	return delivered(mail)
}
