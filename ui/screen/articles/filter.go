package articles

import (
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/search"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// refilter lists the items that contain every word of the filter, in the title,
// the site, the location, or the words and notes of annotations.
func (m Model) refilter() Model { return m.narrow(m.all) }

// narrow is refilter among some items.
func (m Model) narrow(items []library.Item) Model {
	m.shown = items
	if queries := m.queries(); queries != nil {
		m.shown = slices.DeleteFunc(slices.Clone(items), func(i library.Item) bool {
			return slices.ContainsFunc(queries, func(q search.Query) bool { return !named(i, q) && !holds(m.texts[i.ID], q) })
		})
	}
	m.list = m.list.Sized(len(m.shown), m.fit())
	return m
}

// queries returns the words of the filter.
func (m Model) queries() (queries []search.Query) {
	for _, word := range strings.Fields(m.filter.Value()) {
		if q := search.Parse(word); !q.Empty() {
			queries = append(queries, q)
		}
	}
	return queries
}

// named reports whether the title, the site or the location matches.
func named(i library.Item, q search.Query) bool {
	return holds(i.Title, q) || holds(i.Site, q) || holds(i.Location, q)
}

func holds(text string, q search.Query) bool {
	_, ok := q.Next(text, 0)
	return ok
}

// batch is the number of articles whose texts are read at once: few enough for
// a quick answer. Those opened last come first.
const batch = 200

// gather reads the texts that are not known yet. They are only needed once the
// user filters.
func (m Model) gather() (Model, tea.Cmd) {
	var wanted []string
	for _, i := range m.all {
		if _, known := m.texts[i.ID]; !known && len(i.Counts) > 0 && len(wanted) < batch {
			wanted = append(wanted, i.ID)
		}
	}
	if m.asked || wanted == nil {
		return m, nil
	}
	m.asked = true
	return m, m.out.Do(func() tea.Msg { return textsMsg{wanted, m.spec.Library.Texts(wanted)} })
}

// gathered takes texts, and reads more while the user filters. Articles without
// an answer count as read.
func (m Model) gathered(msg textsMsg) (Model, tea.Cmd) {
	m.texts, m.asked = maps.Clone(m.texts), false
	for _, id := range msg.asked {
		m.texts[id] = ""
	}
	for _, t := range msg.texts {
		m.texts[t.ID] = t.Text
	}
	if m.filter.Value() == "" && m.mode != keys.Filter {
		return m, nil
	}
	selected, had := m.selected()
	m = m.refilter()
	if i := slices.IndexFunc(m.shown, func(i library.Item) bool { return i.ID == selected.ID }); had && i >= 0 {
		m.list = m.list.To(i)
	}
	return m.gather()
}

// around is the amount of text shown before a hit, in bytes.
const around = 24

// passage returns where the marks and notes of an item match, "" if its title
// and location do.
func (m Model) passage(i library.Item) string {
	for _, q := range m.queries() {
		if named(i, q) {
			continue
		}
		text := m.texts[i.ID]
		hit, ok := q.Next(text, 0)
		if !ok {
			continue
		}
		line := text[:hit.Start]
		start := strings.LastIndexByte(line, '\n') + 1
		lead := ""
		if cut := hit.Start - around; cut > start {
			start, lead = annotate.GraphemeAt(text, cut), "…"
			if gap := strings.IndexByte(text[start:hit.Start], ' '); gap >= 0 {
				start += gap
			}
		}
		rest, _, _ := strings.Cut(text[start:min(len(text), start+4*m.canvas.Width)], "\n")
		return lead + kit.OneLine(strings.ToValidUTF8(rest, ""))
	}
	return ""
}
