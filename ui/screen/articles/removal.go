package articles

import (
	"cmp"
	"slices"

	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// remove moves the selected article to the trash.
func (m *Model) remove() tea.Cmd {
	item, ok := m.selected()
	if !ok {
		return nil
	}
	m.removed = append(m.removed[:len(m.removed):len(m.removed)], item.ID)
	at, _ := m.List.At()
	m.show(slices.Delete(slices.Clone(m.rows), at, at+1), "")
	m.gone++
	m.Say("Moved to the trash; %s restores it: “%s”", m.Key(keys.Undo), kit.OneLine(item.Title))
	if m.spec.Reading == item.ID {
		m.IsBottom = !m.spec.IsOverPage
	}
	m.Out.Post(kit.ForgottenMsg{ID: item.ID})
	return m.change(func() error { return m.spec.Library.Forget(item.ID) })
}

// restore restores the most recently removed article.
func (m *Model) restore() tea.Cmd {
	n := len(m.removed)
	if n == 0 {
		m.Say("Nothing to undo here. galley articles --trash lists the trash.")
		return nil
	}
	id := m.removed[n-1]
	m.removed, m.wanted = m.removed[:n-1], id
	m.Say("Restored.")
	return m.change(func() error { return m.spec.Library.Restore(id) })
}

// change returns the command that changes the library and lists it again.
// Bubble Tea runs commands concurrently, so each waits for the one before.
func (m *Model) change(do func() error) tea.Cmd {
	m.changes++
	before, done := m.previous, make(chan struct{})
	m.previous = done
	return m.Out.Do(func() tea.Msg {
		if before != nil {
			<-before
		}
		err := do()
		close(done)
		listed := m.read()
		listed.err = cmp.Or(err, listed.err)
		return listed
	})
}
