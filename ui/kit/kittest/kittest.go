// Package kittest drives screens in tests as the root does.
package kittest

import (
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// Update returns the screen after messages. Commands are dropped.
func Update[S kit.Screen](screen S, msgs ...tea.Msg) S {
	for _, msg := range msgs {
		updated, _ := screen.Update(msg)
		screen = updated.(S)
	}
	return screen
}

// Press returns the screen after keys of the default table, by the names that
// the table has for them.
func Press[S kit.Screen](screen S, names ...string) S {
	reader := kit.NewKeyReader(keys.Default())
	for _, name := range names {
		var msg tea.Msg
		reader, msg = reader.Read(screen.Keyboard(), Key(name))
		screen = Update(screen, msg)
	}
	return screen
}

// Key returns the press of a key, by its name in the table of keys.
func Key(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "backspace": tea.KeyBackspace,
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}
