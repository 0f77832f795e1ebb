package review

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/voice"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	uv "github.com/charmbracelet/ultraviolet"
)

// The width of the column for the marker of the current entry, of the bar before its
// words and what is below them, and of the field names, in cells.
const (
	markerWidth = 2
	barWidth    = 2
	labelWidth  = 11
)

// width returns the width of the document.
func (m *Model) width() int { return max(min(m.measure, m.Canvas.Width-markerWidth-1), 8) }

// View draws the screen.
func (m Model) View() tea.View {
	p, current, position := m.top, -1, "0"
	if len(m.entries) > 0 {
		current, position = m.entries[m.index], fmt.Sprintf("%d of %d", m.index+1, len(m.entries))
	}
	rows := make([]string, m.Canvas.HeadRows())
	rows[0] = m.Canvas.Header(m.spec.Article.Name(), position)
	left := strings.Repeat(" ", max((m.Canvas.Width-markerWidth-m.width())/2, 0))
	for n := 1; n > 0 && len(rows) < m.Canvas.HeadRows()+m.rows(); {
		drawn := m.draw(p.part)
		marker := "  "
		if p.part == current && p.row+1 < len(drawn) {
			marker = m.Canvas.Theme.Chosen.Render("▌") + " "
		}
		rows = append(rows, left+marker+drawn[p.row])
		p, n = m.step(p, 1)
	}
	return m.Draw(rows)
}

// draw returns the rows of a part, at least one. They are drawn on first use.
func (m *Model) draw(part int) []string {
	rows, ok := m.drawn[part]
	if !ok {
		switch p := m.parts[part]; {
		case p.whole != nil:
			rows = m.entry(p.whole)
		case p.tag != "":
			rows = m.Canvas.Markdown(fmt.Sprintf("## %s (%d)", p.tag.Heading(), p.count), m.width())
		case p.person != nil:
			rows = m.drawPerson(p.person)
		default:
			rows = m.drawFigures()
		}
		rows = append(rows, "")
		m.drawn[part] = rows
	}
	return rows
}

// drawFigures draws the statistics, with a bar chart of annotations per
// paragraph.
func (m *Model) drawFigures() []string {
	t, rows := m.Canvas.Theme, []string(nil)
	for _, line := range m.figures.lines() {
		rows = append(rows, m.flow(kit.OneLine(line), m.width(), t.Plain.Cell)...)
	}
	strip, highest := bar(m.figures.strip, m.width())
	if highest == 0 {
		return rows
	}
	rows = append(rows, "", t.Key.Render(strip))
	return append(rows, m.flow(fmt.Sprintf("annotations per paragraph, ¶1 to ¶%d; the highest bar is %d", len(m.figures.strip), highest),
		m.width(), t.Dim.Cell)...)
}

// drawPerson draws the heading of a person: the name, which is not Markdown, and the
// figures.
func (m *Model) drawPerson(v *voice.Voice) []string {
	t, verified, places := m.Canvas.Theme, "", ""
	if v.Checkable > 0 {
		verified = fmt.Sprintf("%d of %d verified", v.Verified, v.Checkable)
	}
	if len(v.Paragraphs) > 0 {
		places = "¶" + strings.Join(v.Paragraphs, ", ")
	}
	rows := m.flow(fmt.Sprintf("%s (%d)", v.Name(), v.Times), m.width(), t.Text(annotate.Block{Kind: annotate.Heading, Level: 2}, 0))
	return append(rows, m.flow(kit.JoinParts(" · ", annotate.Plural(v.Words, "word"), verified, places), m.width(), t.Dim.Cell)...)
}

// entry draws one annotation with its continuations: head, words, fields, labels, links,
// note and replies.
func (m *Model) entry(whole annotate.Whole) []string {
	a := whole.Joined()
	rows := []string{m.head(a)}
	if s := a.Anchor.State; !s.Certain() {
		rows = append(rows, m.flow(kit.OneLine(string(s)+": "+a.Anchor.Reason), m.width(), m.Canvas.Theme.Error.Cell)...)
	}
	for i, part := range whole {
		if i > 0 {
			rows = append(rows, m.flow("…", m.width(), m.Canvas.Theme.Dim.Cell)...)
		}
		rows = append(rows, m.quotation(part, m.width())...)
	}
	for _, row := range m.below(whole, a) {
		rows = append(rows, strings.Repeat(" ", barWidth)+row)
	}
	return rows
}

// below draws what is below the words of an annotation, and begins where they do: fields,
// labels, links, note and replies.
func (m *Model) below(whole annotate.Whole, a annotate.Annotation) []string {
	rows, width := m.fields(a), m.width()-barWidth
	if a.Labels != nil {
		rows = append(rows, m.flow(kit.OneLine(a.LabelText()), width, m.Canvas.Theme.Key.Cell)...)
	}
	for _, part := range whole {
		for _, link := range m.set.Linked(part.ID) {
			if link.Kind != annotate.Continues {
				rows = append(rows, m.field("link", link.Describe(m.spec.Article))...)
			}
		}
	}
	if a.Note != "" {
		rows = append(rows, m.Canvas.Markdown(a.Note, width)...)
	}
	for _, r := range a.Replies {
		about := kit.JoinParts(" · ", kit.OneLine(r.Creator), r.Created.In(m.zone).Format("2 Jan 2006"))
		rows = append(rows, m.flow("↳ "+about, width, m.Canvas.Theme.Dim.Cell)...)
		for _, row := range m.Canvas.Markdown(r.Note, max(width-barWidth, 1)) {
			rows = append(rows, strings.Repeat(" ", barWidth)+row)
		}
	}
	return rows
}

// head returns the first row of an entry: letter, place, status, creator and
// date.
func (m *Model) head(a annotate.Annotation) string {
	t, place := m.Canvas.Theme, "no place"
	if a.Anchor.State.Placed() {
		place = m.spec.Article.Place(a.Anchor.Span)
	}
	made := a.Modified.In(m.zone).Format("2 Jan 2006")
	verdict := m.set.Verdict(a)
	status := m.Canvas.Cut(kit.OneLine(verdict.String()), max(m.width()-len(place)-4, 1))
	about := kit.JoinParts(" · ", kit.OneLine(a.Creator), made, a.Origin())
	if status != "" {
		about = " · " + about
	}
	return lipgloss.JoinHorizontal(lipgloss.Top, t.Letter(a.Tag).Render(a.Tag.Letter()), " ", t.Key.Render(place), "  ",
		t.Sign(verdict.Outcome).Render(status), t.Dim.Render(m.Canvas.Cut(about, max(m.width()-len(place)-4-m.Canvas.Method.StringWidth(status), 0))))
}

// fields draws the values of fields, one below the other, without the status, which is in
// the head.
func (m *Model) fields(a annotate.Annotation) []string {
	var rows []string
	for name, values := range a.FieldsInOrder() {
		if name == a.Tag.Spec().Status {
			continue
		}
		for i, value := range values {
			label := name
			if i > 0 {
				label = ""
			}
			rows = append(rows, m.field(label, value)...)
		}
	}
	return rows
}

// field draws one value next to its name.
func (m *Model) field(name, value string) []string {
	label := m.Canvas.Theme.Dim.Render(m.Canvas.Cut(kit.OneLine(name), labelWidth-1))
	return kit.Label(label, labelWidth, m.flow(kit.OneLine(value), max(m.width()-barWidth-labelWidth, 4), uv.Style{}))
}
