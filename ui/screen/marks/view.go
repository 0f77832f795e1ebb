package marks

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// The columns of a row, in cells: the sign of the selected annotation, the
// letter, the place, and a gap after each.
const (
	signWidth   = 2
	letterWidth = 2
	placeWidth  = 7
	leadWidth   = signWidth + letterWidth + placeWidth + 1
)

// From this width on an annotation takes one row, quote and details side by
// side. Below this height it takes one row without the details.
const (
	wide  = 100
	short = 14
)

const prompt = "Words: "

// narrowed reports whether a row below the header describes the filters.
func (m Model) narrowed() bool {
	return m.only.any() || m.order != byPlace || m.typed.Value() != "" && m.mode != keys.Filter
}

// head returns how many rows are above the list.
func (m Model) head() int {
	if m.narrowed() {
		return 2
	}
	return 1
}

// tall returns how many rows each annotation takes.
func (m Model) tall() int {
	if m.canvas.Width >= wide || m.canvas.Height < short {
		return 1
	}
	return 2
}

// fit returns how many annotations are on the screen at once.
func (m Model) fit() int { return max((m.canvas.Height-m.head()-1)/m.tall(), 1) }

// View draws the screen.
func (m Model) View() tea.View {
	c := m.canvas
	rows := []string{c.Header(m.open, m.counts())}
	if m.narrowed() {
		rows = append(rows, c.Theme.Message.Render(c.Cut(" "+m.narrowing(), c.Width)))
	}
	rows = append(rows, m.body()...)
	if m.mode != keys.Filter || m.status.Busy() {
		return tea.NewView(c.Page(rows, m.status.View(c, m.mode, "")))
	}
	text, at := m.typed.View(m.promptWidth())
	v := tea.NewView(c.Page(rows, c.Line(prompt+text, m.beside())))
	v.Cursor = tea.NewCursor(1+len(prompt)+at, c.Height-1)
	return v
}

func (m Model) promptWidth() int {
	return max(m.canvas.Width-len(prompt)-m.canvas.Method.StringWidth(m.beside())-3, 1)
}

// beside returns what is shown beside the words that are typed.
func (m Model) beside() string {
	return m.canvas.KeyHints(m.spec.Keys, keys.Filter) + "   " + m.counts()
}

// counts returns the number listed, and the total if it differs.
func (m Model) counts() string {
	if len(m.shown) == len(m.all) {
		return fmt.Sprint(len(m.all))
	}
	return fmt.Sprintf("%d of %d", len(m.shown), len(m.all))
}

// narrowing describes the filters and the order.
func (m Model) narrowing() string {
	var parts []string
	if m.only.tags != nil {
		parts = append(parts, m.only.tagNames())
	}
	if m.only.work != allWork {
		parts = append(parts, [...]string{"", "only open ones", "only done ones"}[m.only.work])
	}
	if m.only.places != allPlaces {
		parts = append(parts, [...]string{"", "only doubtful places", "only sure places"}[m.only.places])
	}
	if words := strings.TrimSpace(m.typed.Value()); words != "" {
		parts = append(parts, "with “"+kit.OneLine(words)+"”")
	}
	if m.order != byPlace {
		parts = append(parts, "by "+m.order.String())
	}
	return capital(strings.Join(parts, " · "))
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// body draws the annotations on the screen, or explains why there are none.
func (m Model) body() []string {
	switch {
	case len(m.all) == 0:
		return []string{"", m.line("  No annotations yet."), "",
			m.line(fmt.Sprintf("  %s goes back to the text; there %s, %s and %s mark the sentence here.",
				m.key(keys.Back), m.spec.Keys.Key(keys.Read, keys.TagClaim),
				m.spec.Keys.Key(keys.Read, keys.TagQuote), m.spec.Keys.Key(keys.Read, keys.TagOpinion)))}
	case len(m.shown) == 0:
		return []string{"", m.line("  No annotation matches: " + m.narrowing() + ".")}
	}
	return m.list.View(m.canvas.Theme, m.item)
}

func (m Model) line(text string) string { return m.canvas.Cut(text, m.canvas.Width) }

// item draws an annotation of those shown.
func (m Model) item(index int, style theme.Style) []string {
	t, a := m.canvas.Theme, m.all[m.shown[index]]
	lead := " " + t.Letter(a.Tag).Render(a.Tag.Letter()) + " " + t.Number.Render(m.pad(place(m.spec.Article, a), placeWidth)) + " "
	quoted, room := m.quote(a), max(m.canvas.Width-leadWidth, 1)
	switch {
	case m.tall() == 2:
		return []string{
			lead + style.Render(m.canvas.Cut(quoted, room)),
			strings.Repeat(" ", leadWidth-1) + m.dim(details(a), room),
		}
	case m.canvas.Width >= wide:
		left := room * 3 / 5
		return []string{lead + style.Render(m.pad(quoted, left)) + "  " + m.dim(details(a), room-left-2)}
	}
	if a.NeedsChecking() {
		quoted = a.Status() + ": " + quoted
	}
	return []string{lead + style.Render(m.canvas.Cut(quoted, room))}
}

func (m Model) dim(text string, width int) string {
	return m.canvas.Theme.Dim.Render(m.canvas.Cut(text, width))
}

// pad returns text in exactly width cells.
func (m Model) pad(text string, width int) string {
	text = m.canvas.Cut(text, width)
	return text + strings.Repeat(" ", max(width-m.canvas.Method.StringWidth(text), 0))
}

// quote returns as much of the marked words as a row can hold.
func (m Model) quote(a annotate.Annotation) string {
	const longest = 16 // bytes for a cell, with its marks
	words := a.Anchor.Exact
	if most := longest * m.canvas.Width; len(words) > most {
		words = words[:annotate.GraphemeAt(words, most)] + "…"
	}
	return kit.OneLine(words)
}
