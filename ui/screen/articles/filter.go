package articles

import (
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/search"
	"galley/internal/library"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// refilter lists the items that contain every word of the filter, in the title,
// the site, the location, or the words and notes of annotations.
func (m *Model) refilter() { m.narrow(m.all) }

// narrow lists the items that pass the filter.
func (m *Model) narrow(items []library.Item) {
	if queries := m.filter.Queries(); queries != nil {
		items = slices.DeleteFunc(slices.Clone(items), func(i library.Item) bool {
			return slices.ContainsFunc(queries, func(q search.Query) bool {
				return !kit.Matches(q, i.Title, i.Site, i.Location, m.texts[i.ID])
			})
		})
	}
	m.show(items)
}

// show lists items.
func (m *Model) show(items []library.Item) {
	m.shown = items
	m.Resize(len(items), headRows, itemRows)
}

// batch is the number of articles whose texts are read at once: few enough for
// a quick answer. The most recently opened come first.
const batch = 200

// readTexts reads the texts that are not known yet. They are only needed once
// the user filters.
func (m *Model) readTexts() tea.Cmd {
	if m.isReading || !m.filter.Active() {
		return nil
	}
	var wanted []string
	for _, i := range m.all {
		if _, known := m.texts[i.ID]; !known && len(i.Counts) > 0 && len(wanted) < batch {
			wanted = append(wanted, i.ID)
		}
	}
	if wanted == nil {
		return nil
	}
	m.isReading = true
	lib := m.spec.Library
	return m.Out.Do(func() tea.Msg { return textsMsg{wanted, lib.Texts(wanted)} })
}

// addTexts stores texts, and reads more while the user filters. Articles without
// an answer count as read.
func (m *Model) addTexts(msg textsMsg) tea.Cmd {
	m.texts, m.isReading = maps.Clone(m.texts), false
	for _, id := range msg.asked {
		m.texts[id] = ""
	}
	for _, t := range msg.texts {
		m.texts[t.ID] = t.Text
	}
	if !m.filter.Active() {
		return nil
	}
	selected, _ := m.selected()
	m.refilter()
	m.selectID(selected.ID)
	return m.readTexts()
}

// contextBytes is the number of bytes shown before a hit.
const contextBytes = 24

// passage returns the part of an item's annotations and notes that matches, or
// "" if the title, site or location matches.
func (m *Model) passage(i library.Item) string {
	for _, q := range m.filter.Queries() {
		if kit.Matches(q, i.Title, i.Site, i.Location) {
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
		if cut := hit.Start - contextBytes; cut > start {
			start, lead = annotate.GraphemeAt(text, cut), "…"
			if gap := strings.IndexByte(text[start:hit.Start], ' '); gap >= 0 {
				start += gap
			}
		}
		rest, _, _ := strings.Cut(text[start:min(len(text), start+4*m.Canvas.Width)], "\n")
		return lead + kit.OneLine(strings.ToValidUTF8(rest, ""))
	}
	return ""
}
