package marks

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
)

// The columns of a row, in cells: the sign of the chosen one, the letter, the
// place, and a gap after each.
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

// narrowed reports whether a row below the header must say what is listed.
func (m Marks) narrowed() bool {
	return m.only.any() || m.order != byPlace || m.typed.Value() != "" && m.mode != keys.Filter
}

// head is how many rows stand above the list.
func (m Marks) head() int {
	if m.narrowed() {
		return 2
	}
	return 1
}

// tall is how many rows each annotation takes.
func (m Marks) tall() int {
	if m.canvas.Width >= wide || m.canvas.Height < short {
		return 1
	}
	return 2
}

// fit is how many annotations are on the screen at once.
func (m Marks) fit() int { return max((m.canvas.Height-m.head()-1)/m.tall(), 1) }

// View draws the screen.
func (m Marks) View() string {
	c := m.canvas
	rows := []string{c.Header(m.open, m.counts())}
	if m.narrowed() {
		rows = append(rows, c.Theme.Message.Render(c.Cut(" "+m.narrowing(), c.Width)))
	}
	return c.Page(append(rows, m.body()...), m.footer())
}

// Cursor is the cell of the cursor while words are typed.
func (m Marks) Cursor() (col, row int, shown bool) {
	if m.mode != keys.Filter {
		return 0, 0, false
	}
	_, at := m.typed.View(m.promptWidth())
	return 1 + len(prompt) + at, m.canvas.Height - 1, true
}

func (m Marks) promptWidth() int {
	return max(m.canvas.Width-len(prompt)-m.canvas.Method.StringWidth(m.beside())-3, 1)
}

// beside is what stands beside the words that are typed.
func (m Marks) beside() string { return m.canvas.Named(m.keys, keys.Filter) + "   " + m.counts() }

func (m Marks) footer() string {
	switch {
	case m.message != "":
		return m.canvas.Notice(m.message, "", m.trouble)
	case m.mode == keys.Filter:
		text, _ := m.typed.View(m.promptWidth())
		return m.canvas.Line(prompt+text, m.beside())
	}
	return m.canvas.Footer(m.keys, m.mode, m.pending.String())
}

// Bar is what the line at the bottom shows keys of; shown is false while
// something else stands there.
func (m Marks) Bar() (mode keys.Mode, state string, shown bool) {
	return m.mode, m.pending.String(), m.message == "" && m.mode != keys.Filter
}

// counts says how many are listed of how many.
func (m Marks) counts() string {
	if len(m.shown) == len(m.all) {
		return fmt.Sprint(len(m.all))
	}
	return fmt.Sprintf("%d of %d", len(m.shown), len(m.all))
}

// narrowing says what is listed and in which order.
func (m Marks) narrowing() string {
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

// body draws the annotations on the screen, or says why there are none.
func (m Marks) body() []string {
	switch {
	case len(m.all) == 0:
		return []string{"", m.line("  Nothing is marked yet."), "",
			m.line(fmt.Sprintf("  %s goes back to the text; there %s, %s and %s mark the sentence here.",
				m.keys.Key(keys.Marks, keys.Back), m.keys.Key(keys.Read, keys.TagClaim),
				m.keys.Key(keys.Read, keys.TagQuote), m.keys.Key(keys.Read, keys.TagOpinion)))}
	case len(m.shown) == 0:
		return []string{"", m.line("  None of them fits: " + m.narrowing() + ".")}
	}
	from, to := m.list.Shown()
	at, _ := m.list.At()
	var rows []string
	for i := from; i < to; i++ {
		rows = append(rows, m.item(m.all[m.shown[i]], i == at)...)
	}
	return rows
}

func (m Marks) line(text string) string { return m.canvas.Cut(text, m.canvas.Width) }

// item draws one annotation.
func (m Marks) item(a annotate.Annotation, chosen bool) []string {
	lead, room := m.lead(a, chosen), max(m.canvas.Width-leadWidth, 1)
	style := m.canvas.Theme.Plain
	if chosen {
		style = m.canvas.Theme.Chosen
	}
	quoted, told := m.quote(a), details(a)
	switch {
	case m.tall() == 2:
		return []string{
			lead + style.Render(m.canvas.Cut(quoted, room)),
			m.sign(chosen) + strings.Repeat(" ", leadWidth-signWidth) + m.dim(told, room),
		}
	case m.canvas.Width >= wide:
		left := room * 3 / 5
		return []string{lead + style.Render(m.pad(quoted, left)) + "  " + m.dim(told, room-left-2)}
	}
	if status := a.Status(); a.NeedsChecking() {
		quoted = status + ": " + quoted
	}
	return []string{lead + style.Render(m.canvas.Cut(quoted, room))}
}

// lead is what stands before the words: the sign of the chosen one, the tag's
// letter, the place.
func (m Marks) lead(a annotate.Annotation, chosen bool) string {
	t := m.canvas.Theme
	return m.sign(chosen) + t.Letter(a.Tag).Render(a.Tag.Letter()) + " " +
		t.Number.Render(m.pad(place(m.article, a), placeWidth)) + " "
}

func (m Marks) sign(chosen bool) string {
	if chosen {
		return m.canvas.Theme.Chosen.Render("▌") + " "
	}
	return "  "
}

func (m Marks) dim(text string, width int) string {
	return m.canvas.Theme.Dim.Render(m.canvas.Cut(text, width))
}

// pad is text in exactly width cells.
func (m Marks) pad(text string, width int) string {
	text = m.canvas.Cut(text, width)
	return text + strings.Repeat(" ", max(width-m.canvas.Method.StringWidth(text), 0))
}

// quote is as much of the marked words as a row can hold.
func (m Marks) quote(a annotate.Annotation) string {
	const longest = 16 // bytes for a cell, with its marks
	words := a.Anchor.Exact
	if most := longest * m.canvas.Width; len(words) > most {
		words = words[:annotate.GraphemeAt(words, most)] + "…"
	}
	return kit.OneLine(words)
}
