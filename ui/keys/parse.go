package keys

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// namedKeys lists the keys that are written by name.
var namedKeys = []string{
	"enter", "tab", "backspace", "esc", "space", "up", "down", "left", "right", "pgup", "pgdown", "home", "end",
	"insert", "delete", "begin", "find", "select", "menu", "pause", "printscreen",
}

// aliases maps alternative names of keys to those in the table.
var aliases = map[string]string{
	"escape": "esc", "return": "enter", "del": "delete", "ins": "insert", "pageup": "pgup", "pagedown": "pgdown",
	"pgdn": "pgdown", "↑": "up", "↓": "down", "←": "left", "→": "right",
}

// modifiers lists the modifiers in the order that they have in a key's name.
var modifiers = []string{"ctrl", "alt", "shift", "meta", "hyper", "super"}

// lastFunctionKey is the number of the last function key.
const lastFunctionKey = 63

// Parse normalizes the name of a key, or of a sequence separated by blanks:
// "Ctrl+D" is "ctrl+d", "PgDn" is "pgdown", "shift+a" is "A".
func Parse(name string) (string, error) {
	parts := strings.Fields(name)
	if len(parts) == 0 {
		return "", fmt.Errorf("“%s” is not the name of a key; the space bar is “space”", name)
	}
	for i, part := range parts {
		key, err := parseOne(part)
		if err != nil {
			return "", err
		}
		parts[i] = key
	}
	return strings.Join(parts, " "), nil
}

func parseOne(part string) (string, error) {
	mods, base := cutModifiers(part)
	for i, m := range mods {
		mods[i] = strings.ToLower(m)
		if !slices.Contains(modifiers, mods[i]) || slices.Contains(mods[:i], mods[i]) {
			return "", notAKey(part)
		}
	}
	if name, ok := nameOf(base); ok {
		return withModifiers(mods, name), nil
	}
	if !isCharacter(base) {
		return "", notAKey(part)
	}
	if !slices.Equal(mods, []string{"shift"}) {
		if len(mods) > 0 {
			base = strings.ToLower(base)
		}
		return withModifiers(mods, base), nil
	}
	upper := strings.ToUpper(base)
	if upper == strings.ToLower(base) {
		return "", fmt.Errorf("“%s”: write the character that this key types", part)
	}
	return upper, nil
}

func notAKey(part string) error { return fmt.Errorf("“%s” is not the name of a key", part) }

// cutModifiers splits "ctrl+shift+x" into the modifiers and the key itself, which
// may be "+".
func cutModifiers(part string) (mods []string, base string) {
	for {
		mod, rest, ok := strings.Cut(part, "+")
		if !ok || mod == "" || rest == "" {
			return mods, part
		}
		mods, part = append(mods, mod), rest
	}
}

func withModifiers(mods []string, base string) string {
	var b strings.Builder
	for _, m := range modifiers {
		if slices.Contains(mods, m) {
			b.WriteString(m + "+")
		}
	}
	return b.String() + base
}

// nameOf returns the table's name for a key that is written by name.
func nameOf(base string) (string, bool) {
	base = strings.ToLower(base)
	if alias, ok := aliases[base]; ok {
		return alias, true
	}
	if digits, ok := strings.CutPrefix(base, "f"); ok {
		n, err := strconv.Atoi(digits)
		return base, err == nil && strconv.Itoa(n) == digits && n >= 1 && n <= lastFunctionKey
	}
	return base, slices.Contains(namedKeys, base)
}

// isCharacter reports whether base is one visible character.
func isCharacter(base string) bool {
	for i, r := range base {
		if i == 0 && !unicode.IsPrint(r) || unicode.IsSpace(r) || unicode.IsControl(r) {
			return false
		}
	}
	return uniseg.GraphemeClusterCount(base) == 1
}

// types reports whether a key, or any key of a sequence, types text.
func types(sequence string) bool {
	return slices.ContainsFunc(strings.Split(sequence, " "), func(key string) bool {
		mods, base := cutModifiers(key)
		plain := len(mods) == 0 || slices.Equal(mods, []string{"shift"})
		return plain && (base == "space" || isCharacter(base))
	})
}
