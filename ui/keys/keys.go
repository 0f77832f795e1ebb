// Package keys holds the key table: actions, their keys in each mode, and their
// descriptions. The footer, the help page and docs/keys.md are generated from
// it; screens handle actions and do not see keys.
//
// A key is named as Bubble Tea names it ("j", "G", "ctrl+d", "space",
// "shift+left"). The keys of a sequence are joined by a blank: "g g".
package keys

import (
	"slices"
	"strings"
)

// A Binding binds an action to keys in some modes.
type Binding struct {
	Action Action
	Modes  []Mode
	Keys   []string // the first is the one that the footer shows
	Help   string   // description for the help page
	Short  string   // one or two words for the footer
	Group  string   // heading on the help page
}

// In reports whether the binding works in mode.
func (b Binding) In(mode Mode) bool { return slices.Contains(b.Modes, mode) }

// Unbound is shown as the key of an unbound action.
const Unbound = "no key"

// KeyNames returns the binding's keys as the user sees them.
func (b Binding) KeyNames() string {
	if len(b.Keys) == 0 {
		return Unbound
	}
	shown := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		shown[i] = Name(k)
	}
	return strings.Join(shown, ", ")
}

var names = map[string]string{
	"up": "↑", "down": "↓", "left": "←", "right": "→",
	"pgdown": "PgDn", "pgup": "PgUp", "space": "space", "home": "Home", "end": "End",
}

// Name returns a key as the user sees it: "shift+left" is "shift+←".
func Name(key string) string {
	parts := strings.Split(key, " ")
	for i, part := range parts {
		mod, base := "", part
		if at := strings.LastIndexByte(part, '+'); at > 0 {
			mod, base = part[:at+1], part[at+1:]
		}
		if n, ok := names[base]; ok {
			parts[i] = mod + n
		}
	}
	return strings.Join(parts, " ")
}

// A Table lists bindings in the order of the help page. It is immutable.
type Table []Binding

// For returns the bindings that work in mode.
func (t Table) For(mode Mode) Table {
	return slices.DeleteFunc(slices.Clone(t), func(b Binding) bool { return !b.In(mode) })
}

// Without returns the table without some actions, for a footer that hides them.
func (t Table) Without(actions ...Action) Table {
	return slices.DeleteFunc(slices.Clone(t), func(b Binding) bool { return slices.Contains(actions, b.Action) })
}

// Key returns the first key of an action in mode, as the user sees it, or
// [Unbound].
func (t Table) Key(mode Mode, action Action) string {
	if b, ok := t.binding(mode, action); ok {
		return Name(b.Keys[0])
	}
	return Unbound
}

// find returns the action bound to a whole sequence of keys, and whether a
// longer sequence begins with it.
func (t Table) find(mode Mode, sequence string) (action Action, longer bool) {
	for _, b := range t {
		if !b.In(mode) {
			continue
		}
		for _, k := range b.Keys {
			if k == sequence {
				action = b.Action
			} else if strings.HasPrefix(k, sequence+" ") {
				longer = true
			}
		}
	}
	return action, longer
}
