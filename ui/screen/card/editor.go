package card

import (
	"galley/annotate/source"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// An editedMsg carries the text from the user's editor.
type editedMsg struct {
	text string
	err  error
}

// openEditor opens the note in the user's editor.
func (m Model) openEditor() (Model, tea.Cmd) {
	if m.spec.Editor == nil {
		return m, nil
	}
	cmd, read, err := m.spec.Editor(m.draft().Note)
	if err != nil {
		m.message = kit.OneLine("No editor: " + err.Error())
		return m, nil
	}
	return m, tea.ExecProcess(cmd, func(err error) tea.Msg {
		text, readErr := read()
		if err == nil {
			err = readErr
		}
		return m.out.Addressed(editedMsg{text, err})
	})
}

// edited takes the text of the editor as the note, its cursor at the end.
func (m Model) edited(msg editedMsg) Model {
	if msg.err != nil {
		m.message = "Editor failed; note unchanged."
		return m
	}
	m.note.SetValue(source.Clean(msg.text))
	return m.on(m.canvas)
}
