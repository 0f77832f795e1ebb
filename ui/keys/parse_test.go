package keys

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

func TestSpelling(t *testing.T) {
	for written, want := range map[string]string{
		"c": "c", "C": "C", "?": "?", "+": "+", " g  g ": "g g", "é": "é", "👍🏽": "👍🏽", "ы": "ы", "\"": "\"", "\\": "\\",
		"ctrl+d": "ctrl+d", "Ctrl+D": "ctrl+d", "ctrl++": "ctrl++", "shift+ctrl+alt+x": "ctrl+alt+shift+x", "alt+enter": "alt+enter",
		"shift+a": "A", "shift+ä": "Ä", "shift+tab": "shift+tab", "Esc": "esc", "Escape": "esc", "return": "enter",
		"PgDn": "pgdown", "shift+←": "shift+left", "ctrl+↑ x": "ctrl+up x", "space": "space", "F12": "f12", "f63": "f63", "f": "f",
	} {
		if got, err := Parse(written); got != want || err != nil {
			t.Errorf("%q is %q, %v; want %q", written, got, err, want)
		}
	}
}

func TestInvalidKeys(t *testing.T) {
	for _, written := range []string{"", " ", "cc", "crtl+d", "ctrl+", "ctrl+dd", "shift+shift+a", "shift+1", "f0", "f64", "f01", "leftshift", "\x1b", "\u202e", "c\x00", "\u0301\u0301\x07", "cmd+c", "g gg", "\u00a0", "\xff\xfe"} {
		if got, err := Parse(written); err == nil {
			t.Errorf("%q is taken for %q", written, got)
		}
	}
}

// The key names of the help page and the footer can be used in settings.
func TestShownKeyNamesCanBeParsed(t *testing.T) {
	for _, b := range Default() {
		for _, key := range b.Keys {
			if got, err := Parse(Name(key)); got != key || err != nil {
				t.Errorf("%q is shown as %q, which is %q, %v", key, Name(key), got, err)
			}
		}
	}
}

func TestNamedKeysAreThoseOfBubbleTea(t *testing.T) {
	names := map[string]bool{}
	for _, from := range []rune{0, tea.KeyExtended} {
		for code := from; code < from+0x400; code++ {
			names[tea.Key{Code: code}.String()] = true
		}
	}
	for _, name := range append([]string{"f1", "f63"}, namedKeys...) {
		if !names[name] {
			t.Errorf("Bubble Tea has no key %q", name)
		}
	}
	if got := (tea.Key{Code: 'x', Mod: tea.ModCtrl | tea.ModAlt | tea.ModShift | tea.ModMeta | tea.ModHyper | tea.ModSuper}).String(); got != "ctrl+alt+shift+meta+hyper+super+x" {
		t.Errorf("Bubble Tea orders modifiers so: %s", got)
	}
}

func TestSpellingASpelling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		written := rapid.OneOf(rapid.String(), rapid.StringMatching(`((ctrl|Alt|SHIFT)\+){0,3}([a-zA-Zé+]|space|F[1-9]|PgUp)( [a-z])?`)).Draw(t, "written")
		once, err := Parse(written)
		if err != nil {
			return
		}
		if again, err := Parse(once); again != once || err != nil {
			t.Errorf("%q is %q, which is %q, %v", written, once, again, err)
		}
	})
}
