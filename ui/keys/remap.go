package keys

import (
	"fmt"
	"slices"
	"strings"
)

// A Change gives an action its keys in one mode, instead of those it has
// there. Without keys the action is unbound.
type Change struct {
	Mode   Mode
	Action Action
	Keys   []string // as [Spell] takes them
}

// maxKeys is how many keys an action takes in a mode.
const maxKeys = 16

// A Refusal is a change that was not made.
type Refusal struct {
	Change int // index of the change
	Why    string
}

// Remap returns the table with changes made, and those that cannot be made. A
// change is refused, and its action keeps its keys, if
//
//   - the mode has no such action, or an earlier change has it already;
//   - a key is none, or types text where text is typed, or there are too many;
//   - nothing would be left to leave the mode with;
//   - a key would mean two things: it is another action's, or begins the
//     sequence of one. Of two changes the later is refused.
//
// [NotQuit], which only says how to leave, gives way to everything else.
func (t Table) Remap(changes []Change) (Table, []Refusal) {
	m := remapping{from: t, changes: slices.Clone(changes), why: make([]string, len(changes))}
	for i := range m.changes {
		m.why[i] = m.check(i)
	}
	for {
		table := m.table()
		at, why := m.clash(table)
		if why == "" {
			return table, m.refusals()
		}
		m.why[at] = why
	}
}

// A remapping is a table with changes on the way.
type remapping struct {
	from    Table
	changes []Change
	why     []string // each change was refused; "" for those that stand
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

// check spells the keys of a change and says why it cannot be made, if so.
func (m *remapping) check(i int) (why string) {
	c := &m.changes[i]
	mode := c.Mode.Setting()
	if !slices.ContainsFunc(m.from, func(b Binding) bool { return b.Action == c.Action && b.In(c.Mode) }) {
		return fmt.Sprintf("there is no action “%s” in %s", c.Action, mode)
	}
	if m.changeOf(c.Mode, c.Action, i) >= 0 {
		return fmt.Sprintf("“%s” was given keys before", c.Action)
	}
	if len(c.Keys) > maxKeys {
		return fmt.Sprintf("“%s” has %d keys; %d is the most", c.Action, len(c.Keys), maxKeys)
	}
	var spelt []string
	for _, k := range c.Keys {
		key, err := Spell(k)
		switch {
		case err != nil:
			return err.Error()
		case c.Mode.Typed() && types(key):
			return fmt.Sprintf("“%s” is text in %s; take a key such as enter, or one with ctrl", k, mode)
		case c.Mode.Typed() && strings.Contains(key, " "):
			return fmt.Sprintf("“%s”: %s takes single keys only", k, mode)
		case !slices.Contains(spelt, key):
			spelt = append(spelt, key)
		}
	}
	if len(spelt) == 0 && leaves(c.Action) {
		return fmt.Sprintf("“%s” needs a key, or nobody could leave", c.Action)
	}
	c.Keys = spelt
	return ""
}

// leaves reports whether an action is a way out.
func leaves(action Action) bool { return action == Back || action == Quit || action == SaveCard }

// changeOf is the change before index end that gives an action its keys in
// mode, -1 if none stands.
func (m *remapping) changeOf(mode Mode, action Action, end int) int {
	for i, c := range m.changes[:end] {
		if m.why[i] == "" && c.Mode == mode && c.Action == action {
			return i
		}
	}
	return -1
}

// table is the table with the changes that stand.
func (m *remapping) table() Table {
	var out Table
	for _, b := range m.from {
		out = append(out, m.split(b)...)
	}
	for i, b := range out {
		if b.Action == NotQuit {
			out[i].Keys = slices.DeleteFunc(slices.Clone(b.Keys), func(key string) bool { return out.taken(b, key) })
		}
	}
	return out
}

// split parts a binding by the keys that its modes have now.
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

// taken reports whether a key of b overlaps one of another action in a mode of
// b.
func (t Table) taken(b Binding, key string) bool {
	return slices.ContainsFunc(t, func(other Binding) bool {
		return other.Action != b.Action && slices.ContainsFunc(b.Modes, other.In) &&
			slices.ContainsFunc(other.Keys, func(k string) bool { return overlap(k, key) })
	})
}

// A held is one key of an action.
type held struct {
	action Action
	key    string
}

// clash finds a change that makes a key mean two things, and says which. why
// is "" if there is none.
func (m *remapping) clash(table Table) (at int, why string) {
	for _, mode := range Modes() {
		var keys []held
		for _, b := range table.For(mode) {
			for _, key := range b.Keys {
				for _, other := range keys {
					if overlap(key, other.key) {
						at, why = m.blame(mode, held{b.Action, key}, other)
					}
					if why != "" {
						return at, why
					}
				}
				keys = append(keys, held{b.Action, key})
			}
		}
	}
	return 0, ""
}

// overlap reports whether two sequences are the same, or one begins the other.
func overlap(a, b string) bool { return a == b || begins(a, b) || begins(b, a) }

// begins reports whether sequence a begins b.
func begins(a, b string) bool { return len(a) < len(b) && b[len(a)] == ' ' && b[:len(a)] == a }

// blame picks the change to refuse where keys of two actions overlap: the
// later one. why is "" if neither was changed.
func (m *remapping) blame(mode Mode, a, b held) (at int, why string) {
	at = m.changeOf(mode, a.action, len(m.changes))
	if of := m.changeOf(mode, b.action, len(m.changes)); of > at {
		at, a, b = of, b, a
	}
	switch {
	case at < 0:
		return 0, ""
	case a.key == b.key:
		why = fmt.Sprintf("“%s” is the key of “%s” in %s; give that another one too", a.key, b.action, mode.Setting())
	case begins(b.key, a.key):
		why = fmt.Sprintf("“%s” begins with “%s”, the key of “%s” in %s", a.key, b.key, b.action, mode.Setting())
	default:
		why = fmt.Sprintf("“%s” begins “%s”, the key of “%s” in %s", a.key, b.key, b.action, mode.Setting())
	}
	return at, why
}
