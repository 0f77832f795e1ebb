package card

import (
	"cmp"

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
func (m *Model) openEditor() tea.Cmd {
	if m.spec.Editor == nil {
		return nil
	}
	cmd, read, err := m.spec.Editor(m.draft().Note)
	if err != nil {
		m.message = kit.OneLine("No editor: " + err.Error())
		return nil
	}
	return tea.ExecProcess(cmd, func(err error) tea.Msg {
		text, readErr := read()
		return m.Out.Address(editedMsg{text, cmp.Or(err, readErr)})
	})
}

// setNote replaces the note with the text from the editor, and the cursor at its
// end.
func (m *Model) setNote(msg editedMsg) {
	if msg.err != nil {
		m.message = "Editor failed; note unchanged."
		return
	}
	m.note.SetValue(source.Clean(msg.text))
	m.resize()
}
