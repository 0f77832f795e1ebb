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
	ended chan struct{} // closed when nobody collects any more
}

func newMailbox() *mailbox {
	return &mailbox{ready: make(chan struct{}, 1), ended: make(chan struct{})}
}

// end lets go of who waits for mail: Bubble Tea does not end its commands, and
// one that waits for ever keeps the whole program in memory.
func (m *mailbox) end() { close(m.ended) }

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

// collect is a command: it waits for mail, until the end.
func (m *mailbox) collect() tea.Msg {
	select {
	case <-m.ready:
	case <-m.ended:
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	mail := m.mail
	m.mail = nil
	return delivered(mail)
}
