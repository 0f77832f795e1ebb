package kit

import (
	"slices"
	"strings"
	"unicode/utf8"

	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// A KeyReader turns key presses into messages for the screen in front. It
// remembers an incomplete command. It is a value.
type KeyReader struct {
	table   keys.Table
	pending keys.Pending
}

// NewKeyReader returns a reader for a table of keys.
func NewKeyReader(table keys.Table) KeyReader { return KeyReader{table: table} }

// wordKeys lists the keys that, with alt, move by words or delete them while text is
// typed.
var wordKeys = [...]string{"left", "right", "shift+left", "shift+right", "b", "f", "d", "backspace", "delete"}

// Split resolves a key press: an unbound alt+key becomes Esc and that key, because
// Esc quickly followed by c arrives as alt+c.
func (r KeyReader) Split(kb Keyboard, press tea.KeyPressMsg) []tea.KeyPressMsg {
	before, after, ok := strings.Cut(press.String(), "alt+")
	rest := before + after
	if !ok || rest == "" || kb.Input == Text && slices.Contains(wordKeys[:], rest) || r.table.HasKey(press.String()) {
		return []tea.KeyPressMsg{press}
	}
	plain := press
	plain.Mod &^= tea.ModAlt
	if one, err := keys.Parse(rest); err == nil && utf8.RuneCountInString(one) == 1 {
		plain.Text, plain.Mod = one, 0
	}
	return []tea.KeyPressMsg{{Code: tea.KeyEscape}, plain}
}

// Read converts a key press to a message for the screen whose keyboard is kb: an
// [ActionMsg], [UnboundMsg], [PendingMsg], [KeyMsg], or the press itself while
// text is typed.
func (r KeyReader) Read(kb Keyboard, press tea.KeyPressMsg) (KeyReader, tea.Msg) {
	if kb.Input == Text {
		if action := r.table.Action(kb.Mode, press.String()); action != "" {
			return r, ActionMsg{Action: action}
		}
		return r, press
	}
	key := r.table.NameOf(press.Key())
	action := r.table.Action(kb.Mode, key)
	if kb.Input == Raw {
		if action == keys.Back || (action == keys.Quit || action == keys.Suspend || action == keys.Redraw) && len(key) > 1 {
			return r, ActionMsg{Action: action}
		}
		return r, KeyMsg{key}
	}
	if r.pending != (keys.Pending{}) && action == keys.Back {
		r.pending = keys.Pending{}
		return r, PendingMsg{}
	}
	pending, out := r.table.Press(kb.Mode, r.pending, key)
	r.pending = pending
	switch {
	case out.Action != "":
		return r, ActionMsg{out.Action, out.Count}
	case out.Unbound != "":
		return r, UnboundMsg{out.Unbound}
	}
	return r, PendingMsg{pending}
}
