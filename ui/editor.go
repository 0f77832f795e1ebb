package ui

import (
	"os/exec"

	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// An Editor makes the command that edits a text outside Galley, and what reads
// the text again when it has ended.
type Editor func(text string) (cmd *exec.Cmd, read func() (string, error), err error)

// editedText is the text that the person's editor was left with.
type editedText struct {
	text string
	err  error
	none bool // there was no editor to hand it to
}

// editText hands a note to the person's editor.
func (a *App) editText(text string) tea.Cmd {
	if a.cfg.Editor == nil {
		return nil
	}
	cmd, read, err := a.cfg.Editor(text)
	if err != nil {
		return func() tea.Msg { return editedText{err: err, none: true} }
	}
	return tea.ExecProcess(cmd, func(err error) tea.Msg {
		text, readErr := read()
		if err == nil {
			err = readErr
		}
		return editedText{text: text, err: err}
	})
}

// editedText puts the text into the card that is open.
func (a *App) editedText(msg editedText) {
	p, ok := a.front().(*panel)
	switch {
	case !ok:
	case msg.none:
		p.card = p.card.Tell(kit.OneLine(a.cfg.Clean("No editor: " + msg.err.Error())))
	case msg.err != nil:
		p.card = p.card.Tell("Editor failed; note unchanged.")
	default:
		p.card = p.card.WithNote(a.cfg.Clean(msg.text))
	}
}
