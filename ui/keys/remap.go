package keys

import (
	"fmt"
	"slices"
	"strings"
)

// A Change replaces the keys of an action in one mode. With no keys it unbinds
// the action.
type Change struct {
	Mode   Mode
	Action Action
	Keys   []string // in the syntax of [Parse]
}

// maxKeys is the maximum number of keys for an action in a mode.
const maxKeys = 16

// A Refusal is a change that Remap rejected.
type Refusal struct {
	Change int // index of the change
	Why    string
}

// Remap returns the table with the changes applied, and the rejected ones. A
// change is rejected, and its action keeps its keys, if
//
//   - the mode does not have the action, or an earlier change rebinds it too;
//   - a key is unknown or would type text in a text mode, or there are too many
//     keys;
//   - the mode could no longer be left;
//   - a key would mean two things: it is another action's key, or the beginning
//     of its sequence. Of two changes, the later one is rejected.
//
// [HowToQuit], which only shows a message, loses its key to any other action, as do
// default keys that give way.
func (t Table) Remap(changes []Change) (Table, []Refusal) {
	m := remapping{from: t, changes: slices.Clone(changes), why: make([]string, len(changes))}
	for i := range m.changes {
		m.why[i] = m.check(i)
	}
	for {
		table := m.table()
		at, why := m.conflict(table)
		if why == "" {
			return table, m.refusals()
		}
		m.why[at] = why
	}
}

// A remapping applies changes to a table.
type remapping struct {
	from    Table
	changes []Change
	why     []string // why each change was rejected, "" if it was not
}

func (m *remapping) refusals() []Refusal {
	var out []Refusal
	for i, why := range m.why {
		if why != "" {
			out = append(out, Refusal{i, why})
		}
	}
	return out
}

// check parses the keys of a change, and returns why it must be rejected, or ""
// if it is valid.
func (m *remapping) check(i int) (why string) {
	c := &m.changes[i]
	mode := c.Mode.Setting()
	if !slices.ContainsFunc(m.from, func(b Binding) bool { return b.Action == c.Action && b.In(c.Mode) }) {
		return fmt.Sprintf("there is no action “%s” in %s", c.Action, mode)
	}
	if m.changeOf(c.Mode, c.Action, i) >= 0 {
		return fmt.Sprintf("“%s” already has keys", c.Action)
	}
	if len(c.Keys) > maxKeys {
		return fmt.Sprintf("“%s” has %d keys; the maximum is %d", c.Action, len(c.Keys), maxKeys)
	}
	var parsed []string
	for _, k := range c.Keys {
		key, err := Parse(k)
		switch {
		case err != nil:
			return err.Error()
		case c.Mode.IsText() && types(key):
			return fmt.Sprintf("“%s” is text in %s; use a key such as enter, or one with ctrl", k, mode)
		case c.Mode.IsText() && strings.Contains(key, " "):
			return fmt.Sprintf("“%s”: %s takes single keys only", k, mode)
		case !slices.Contains(parsed, key):
			parsed = append(parsed, key)
		}
	}
	if len(parsed) == 0 && leaves(c.Action) {
		return fmt.Sprintf("“%s” needs a key: without one there is no way out of %s", c.Action, mode)
	}
	c.Keys = parsed
	return ""
}

// leaves reports whether an action leaves a mode.
func leaves(action Action) bool { return action == Back || action == Quit || action == SaveCard }

// changeOf returns the index of the change, before end, that gives an action its
// keys in mode, or -1 for none.
func (m *remapping) changeOf(mode Mode, action Action, end int) int {
	for i, c := range m.changes[:end] {
		if m.why[i] == "" && c.Mode == mode && c.Action == action {
			return i
		}
	}
	return -1
}

// table returns the table with the changes that were not rejected.
func (m *remapping) table() Table {
	var out Table
	for _, b := range m.from {
		out = append(out, m.split(b)...)
	}
	for i, b := range out {
		changed := slices.ContainsFunc(b.Modes, func(mode Mode) bool { return m.changeOf(mode, b.Action, len(m.changes)) >= 0 })
		out[i].Keys = slices.DeleteFunc(slices.Clone(b.Keys), func(key string) bool {
			return (b.Action == HowToQuit || !changed && givesWay(b.Action, key)) && out.isTaken(b, key)
		})
	}
	return out
}

// givesWay reports whether a default key may be given to another action without
// rebinding its own. These keys came later than the first settings files.
func givesWay(action Action, key string) bool {
	switch action {
	case Suspend, Redraw, StartCommand, OpenPalette, SearchTexts, SetCollection, JumpBack, JumpForward:
		return true
	}
	return key == "ctrl+f" || key == "ctrl+b"
}

// split splits a binding into one for each list of keys that its modes now have.
func (m *remapping) split(b Binding) []Binding {
	var parts []Binding
	for _, mode := range b.Modes {
		keys := b.Keys
		if i := m.changeOf(mode, b.Action, len(m.changes)); i >= 0 {
			keys = m.changes[i].Keys
		}
		i := slices.IndexFunc(parts, func(p Binding) bool { return slices.Equal(p.Keys, keys) })
		if i < 0 {
			i = len(parts)
			parts = append(parts, b)
			parts[i].Modes, parts[i].Keys = nil, keys
		}
		parts[i].Modes = append(parts[i].Modes, mode)
	}
	return parts
}

// isTaken reports whether a key of b overlaps one of another action in a mode of
// b.
func (t Table) isTaken(b Binding, key string) bool {
	return slices.ContainsFunc(t, func(other Binding) bool {
		return other.Action != b.Action && slices.ContainsFunc(b.Modes, other.In) &&
			slices.ContainsFunc(other.Keys, func(k string) bool { return overlap(k, key) })
	})
}

// A boundKey is one key of an action.
type boundKey struct {
	action Action
	key    string
}

// conflict returns the index of a change that makes a key ambiguous, and why it
// does; why is "" if there is none.
func (m *remapping) conflict(table Table) (at int, why string) {
	for _, mode := range Modes() {
		var keys []boundKey
		for _, b := range table.For(mode) {
			for _, key := range b.Keys {
				for _, other := range keys {
					if overlap(key, other.key) {
						at, why = m.blame(mode, boundKey{b.Action, key}, other)
					}
					if why != "" {
						return at, why
					}
				}
				keys = append(keys, boundKey{b.Action, key})
			}
		}
	}
	return 0, ""
}

// overlap reports whether one sequence is the same as the other or begins it.
func overlap(a, b string) bool { return a == b || begins(a, b) || begins(b, a) }

// begins reports whether sequence b begins with a and is longer.
func begins(a, b string) bool { return len(a) < len(b) && b[len(a)] == ' ' && b[:len(a)] == a }

// blame returns the index of the change to reject if keys of two actions overlap:
// the later one. why is "" if neither key was changed.
func (m *remapping) blame(mode Mode, a, b boundKey) (at int, why string) {
	at = m.changeOf(mode, a.action, len(m.changes))
	if other := m.changeOf(mode, b.action, len(m.changes)); other > at {
		at, a, b = other, b, a
	}
	switch {
	case at < 0:
		return 0, ""
	case a.key == b.key:
		why = fmt.Sprintf("“%s” is the key of “%s” in %s; rebind that too", a.key, b.action, mode.Setting())
	case begins(b.key, a.key):
		why = fmt.Sprintf("“%s” begins with “%s”, the key of “%s” in %s", a.key, b.key, b.action, mode.Setting())
	default:
		why = fmt.Sprintf("“%s” is the beginning of “%s”, the key of “%s” in %s", a.key, b.key, b.action, mode.Setting())
	}
	return at, why
}
