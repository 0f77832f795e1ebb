package marks

import (
	"cmp"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// The columns of a row, in cells: the marker of the selected annotation, the
// letter and the sign of the verdict, the place, and a gap after each.
const (
	markerWidth = 2
	letterWidth = 3
	placeWidth  = 9
	leadWidth   = markerWidth + letterWidth + placeWidth + 1
)

// From wideWidth on, an annotation takes one row, with quote and details side by
// side. Below shortHeight, it takes one row without the details.
const (
	wideWidth   = 100 // in cells
	shortHeight = 14  // in rows
)

// isNarrowed reports whether a row below the header describes the filters.
func (m *Model) isNarrowed() bool {
	return m.filters.tags != nil || m.filters.status != anyStatus || m.filters.places != allPlaces || m.order != byPlace ||
		m.words.Value() != "" && !m.words.Open
}

// headRows returns how many rows are above the list.
func (m *Model) headRows() int {
	rows := m.Canvas.HeadRows()
	if m.isNarrowed() {
		rows++
	}
	if m.order == byPerson {
		rows++
	}
	return rows
}

// itemRows returns how many rows each annotation takes.
func (m *Model) itemRows() int {
	if m.Canvas.Width >= wideWidth || m.Canvas.Height < shortHeight || m.order == byPerson {
		return 1
	}
	return 2
}

// View draws the screen.
func (m Model) View() tea.View {
	c := m.Canvas
	counts, _ := c.WithProgress(m.open, m.set.Progress(), m.counts())
	rows := make([]string, c.HeadRows())
	rows[0] = c.Header(m.open, counts)
	if m.isNarrowed() {
		rows = append(rows, c.Theme.Message.Render(c.Cut(" "+m.filterText(), c.Width)))
	}
	if m.order == byPerson {
		rows = append(rows, m.personTitles())
	}
	return m.words.Draw(m.Base, append(rows, m.body()...), c.KeyHints(m.Keys.Without(keys.SearchTexts), keys.Filter)+"   "+m.counts())
}

// counts returns the number listed, and the total if it differs.
func (m *Model) counts() string {
	if len(m.shown) == len(m.all) {
		return fmt.Sprint(len(m.all))
	}
	return fmt.Sprintf("%d of %d", len(m.shown), len(m.all))
}

// filterText describes the filters and the order.
func (m *Model) filterText() string {
	var parts []string
	if m.filters.tags != nil {
		parts = append(parts, m.filters.tagNames())
	}
	if m.filters.status != anyStatus {
		parts = append(parts, [...]string{"", "only open ones", "only done ones", "only inaccurate and misleading ones"}[m.filters.status])
	}
	if m.filters.places != allPlaces {
		parts = append(parts, [...]string{"", "only uncertain places", "only certain places"}[m.filters.places])
	}
	if words := kit.OneLine(m.words.Value()); words != "" {
		parts = append(parts, "with “"+words+"”")
	}
	if m.order != byPlace {
		parts = append(parts, "by "+m.order.String())
	}
	if m.order == byPerson {
		parts = append(parts, wording(m.voices))
	}
	return kit.Capital(strings.Join(parts, " · "))
}

// body draws the annotations on the screen, or explains why there are none.
func (m *Model) body() []string {
	switch {
	case len(m.all) == 0:
		return []string{"", m.cut("  No annotations yet."), "",
			m.cut(fmt.Sprintf("  %s goes back to the text; there %s, %s and %s tag the sentence here.",
				m.Key(keys.Back), m.Keys.Key(keys.Read, keys.TagClaim),
				m.Keys.Key(keys.Read, keys.TagQuote), m.Keys.Key(keys.Read, keys.TagOpinion)))}
	case len(m.shown) == 0:
		return []string{"", m.cut("  No annotation matches: " + m.filterText() + "."), "", m.cut("  " + m.wayOut())}
	}
	return m.List.View(m.Canvas.Theme, m.item)
}

// wayOut says which keys change the filters, in the order in which these are named.
func (m *Model) wayOut() string {
	var ways []string
	for _, f := range []struct {
		isSet  bool
		action keys.Action
		does   string
	}{
		{m.filters.tags != nil, keys.TagClaim, "changes the tags"},
		{m.filters.status != anyStatus, keys.CycleStatus, "changes open and done"},
		{m.filters.places != allPlaces, keys.CycleState, "changes the places"},
		{m.words.Value() != "", keys.Back, "clears the words"},
	} {
		if f.isSet {
			ways = append(ways, m.Key(f.action)+" "+f.does)
		}
	}
	return strings.Join(ways, ", ") + "."
}

func (m *Model) cut(text string) string { return m.Canvas.Cut(text, m.Canvas.Width) }

// item draws an annotation of the list, or a person.
func (m *Model) item(index int, style theme.Style) []string {
	l := m.lines[index]
	switch {
	case l.annotation == nil:
		return []string{m.person(l.voice, style)}
	case l.voice != nil:
		return []string{m.ofPerson(*l.annotation, style)}
	}
	a := *l.annotation
	if m.set.Verdict(a).IsSettled() && !m.List.IsAt(index) {
		style = m.Canvas.Theme.Dim
	}
	lead, quoted, room := m.lead(a), m.quote(a), max(m.Canvas.Width-leadWidth, 1)
	switch {
	case m.itemRows() == 2:
		return []string{
			lead + style.Render(m.Canvas.Cut(quoted, room)),
			strings.Repeat(" ", leadWidth-1) + m.dim(m.details(a, a.Who()), room),
		}
	case m.Canvas.Width >= wideWidth:
		left := room * 3 / 5
		return []string{lead + m.beside(quoted, m.details(a, a.Who()), left, room, style)}
	}
	if a.NeedsChecking() {
		quoted = a.Status() + ": " + quoted
	}
	return []string{lead + style.Render(m.Canvas.Cut(quoted, room))}
}

// lead draws the columns before the words: letter, verdict and place.
func (m *Model) lead(a annotate.Annotation) string {
	t, verdict := m.Canvas.Theme, m.set.Verdict(a)
	letter := t.Letter(a.Tag)
	if verdict.IsSettled() {
		letter = t.Dim
	}
	number := t.Number.Render(m.Canvas.Pad(blockLabel(m.spec.Article, a), placeWidth))
	return lipgloss.JoinHorizontal(lipgloss.Top, " ", letter.Render(a.Tag.Letter()), sign(t, verdict), " ", number, " ")
}

// sign draws the sign of a verdict, or a blank for a tag without a status.
func sign(t *theme.Theme, v annotate.Verdict) string {
	return t.Sign(v.Outcome).Render(cmp.Or(v.Sign, " "))
}

// beside draws the words in left cells, and details in the rest of room.
func (m *Model) beside(words, details string, left, room int, style theme.Style) string {
	return lipgloss.JoinHorizontal(lipgloss.Top, style.Render(m.Canvas.Pad(words, left)), "  ", m.dim(details, room-left-2))
}

func (m *Model) dim(text string, width int) string {
	return m.Canvas.Theme.Dim.Render(m.Canvas.Cut(text, width))
}

// quote returns as much of the annotated words as a row can hold.
func (m *Model) quote(a annotate.Annotation) string {
	const maxCellBytes = 16 // with combining characters
	words := a.Anchor.Exact
	if limit := maxCellBytes * m.Canvas.Width; len(words) > limit {
		words = words[:annotate.GraphemeAt(words, limit)] + "…"
	}
	return kit.OneLine(words)
}
