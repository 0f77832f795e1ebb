// Package kittest drives screens in tests as the root does.
package kittest

import (
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// Update returns the screen after it handled messages. Commands are dropped.
func Update[S kit.Screen](screen S, msgs ...tea.Msg) S {
	for _, msg := range msgs {
		updated, _ := screen.Update(msg)
		screen = updated.(S)
	}
	return screen
}

// Press returns the screen after it handled keys, given by their names in the
// default table.
func Press[S kit.Screen](screen S, names ...string) S {
	reader := kit.NewKeyReader(keys.Default())
	for _, name := range names {
		var msg tea.Msg
		reader, msg = reader.Read(screen.Keyboard(), Key(name))
		screen = Update(screen, msg)
	}
	return screen
}

// Key returns the press of a key, given by its name in the key table.
func Key(name string) (k tea.KeyPressMsg) {
	base := name
	for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(base, prefix); ok {
			base, k.Mod = rest, mod
		}
	}
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace,
	}
	if code, ok := codes[base]; ok {
		k.Code = code
		return k
	}
	if base == "space" {
		base = " "
	}
	if k.Code = []rune(base)[0]; k.Mod == 0 {
		k.Text = base
	}
	return k
}
