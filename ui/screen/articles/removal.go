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
	m.done = append(slices.Clip(m.done), edit{item.ID, "Restored.", func() error { return m.spec.Library.Restore(item.ID) }})
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

// An edit is a change to the library that can be undone.
type edit struct {
	id   string // of the article
	says string // what undoing it has done
	undo func() error
}

// undo undoes the last edit.
func (m *Model) undo() tea.Cmd {
	n := len(m.done)
	if n == 0 {
		m.Say("Nothing to undo here. galley articles --trash lists the trash.")
		return nil
	}
	last := m.done[n-1]
	m.done, m.wanted = m.done[:n-1], last.id
	m.Say("%s", last.says)
	return m.change(last.undo)
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
