package articles

import (
	"fmt"
	"slices"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A naming is the line in which the name of a collection is typed.
type naming struct {
	kit.Filter
	id     string // of the article
	title  string
	was    string // its collection before
	stem   string // what was typed before the first completion
	offers int    // number of completions of it so far
}

// startNaming asks for the collection of the selected article.
func (m *Model) startNaming() {
	item, ok := m.selected()
	if !ok {
		return
	}
	m.naming = naming{Filter: kit.NewFilter("Collection: "), id: item.ID, title: kit.OneLine(item.Title), was: item.Collection}
	m.naming.Field, m.naming.Open = kit.NewField(item.Collection), true
}

// name carries out an action while the name of a collection is typed.
func (m *Model) name(action keys.Action) tea.Cmd {
	switch action {
	case keys.Complete:
		m.complete()
	case keys.Accept:
		m.naming.Open = false
		return m.collect(strings.Join(strings.Fields(m.naming.Value()), " "))
	case keys.Back:
		m.naming.Open = false
	}
	return nil
}

// complete completes the name with the next one in use that begins like it. One that is
// complete becomes the next of all.
func (m *Model) complete() {
	if m.naming.offers == 0 {
		m.naming.stem = m.naming.Value()
	}
	if names := m.beginning(m.naming.stem); len(names) > 0 {
		m.naming.Field = kit.NewField(names[m.naming.offers%len(names)])
		m.naming.offers++
	}
}

// beginning returns the collections in use whose name begins with stem, in any case, or
// all others if stem is one of them.
func (m *Model) beginning(stem string) []string {
	names := m.collections()
	if i := slices.Index(names, stem); i >= 0 {
		return append(names[i+1:len(names):len(names)], names[:i]...)
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return len(name) < len(stem) || !strings.EqualFold(name[:len(stem)], stem)
	})
}

// collections lists the collections in use by their names.
func (m *Model) collections() []string {
	var names []string
	for _, item := range m.listed {
		if item.Collection != "" {
			names = append(names, item.Collection)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// offered lists the collections that a name can be completed to, or the keys.
func (m *Model) offered() string {
	stem := m.naming.Value()
	if m.naming.offers > 0 {
		stem = m.naming.stem
	}
	names := m.beginning(stem)
	if len(names) == 0 {
		return m.Canvas.KeyHints(m.Keys.Without(keys.Complete), keys.Collection)
	}
	for i, name := range names {
		names[i] = kit.OneLine(name)
	}
	return m.Canvas.Cut(fmt.Sprintf("%s: %s", m.Keys.Key(keys.Collection, keys.Complete), strings.Join(names, separator)), m.Canvas.Width/2)
}

// collect puts the article into the collection of a name, or into none if it is "". A
// name in use keeps its case.
func (m *Model) collect(name string) tea.Cmd {
	if i := slices.IndexFunc(m.collections(), func(used string) bool { return strings.EqualFold(used, name) }); i >= 0 && m.naming.was != m.collections()[i] {
		name = m.collections()[i]
	}
	id, was := m.naming.id, m.naming.was
	if name == was {
		m.Say("%s as before: “%s”", placed(was), m.naming.title)
		return nil
	}
	set := func(name string) func() error {
		return func() error { return m.spec.Library.SetCollection(id, name) }
	}
	m.done = append(slices.Clip(m.done), edit{id, placed(was) + " again: “" + m.naming.title + "”", set(was)})
	m.Say("%s; %s undoes it: “%s”", placed(name), m.Key(keys.Undo), m.naming.title)
	m.wanted = id
	return m.change(set(name))
}

// placed says in which collection an article is.
func placed(collection string) string {
	if collection == "" {
		return "In no collection"
	}
	return fmt.Sprintf("In “%s”", kit.OneLine(collection))
}
