package keys

import (
	"slices"
	"strings"
)

// A Group is a heading of the help page and the bindings under it.
type Group struct {
	Name     string
	Bindings Table
}

// programGroup is the group of keys that have nothing to do with a screen.
const programGroup = "Galley"

// Groups returns the bindings that work in mode by group: first the groups that the
// footer names, the most important first, and last those that every screen has.
func (t Table) Groups(mode Mode) []Group {
	groups := t.For(mode).grouped()
	rank := func(g Group) int {
		if g.Name == programGroup {
			return len(footers[mode]) + 1
		}
		for i, action := range footers[mode] {
			if slices.ContainsFunc(g.Bindings, func(b Binding) bool { return b.Action == action }) {
				return i
			}
		}
		return len(footers[mode])
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return rank(a) - rank(b) })
	return groups
}

// Elsewhere returns the bindings that do not work in mode by group, without the
// keys that it has in the same way.
func (t Table) Elsewhere(mode Mode) []Group {
	here := t.For(mode)
	return slices.DeleteFunc(slices.Clone(t), func(b Binding) bool {
		return b.In(mode) || slices.ContainsFunc(here, func(o Binding) bool { return o.Action == b.Action && o.Help == b.Help })
	}).grouped()
}

// grouped returns the table by group, in its order.
func (t Table) grouped() []Group {
	var groups []Group
	for _, b := range t {
		i := slices.IndexFunc(groups, func(g Group) bool { return g.Name == b.Group })
		if i < 0 {
			i, groups = len(groups), append(groups, Group{Name: b.Group})
		}
		groups[i].Bindings = append(groups[i].Bindings, b)
	}
	return groups
}

// HelpElsewhere returns the description of a binding for a list of all keys, where
// it says when the key works.
func (b Binding) HelpElsewhere() string { return b.Help + b.when() }

// Name returns the action's name as the user reads it: "next annotation".
func (a Action) Name() string { return strings.ReplaceAll(string(a), "-", " ") }
