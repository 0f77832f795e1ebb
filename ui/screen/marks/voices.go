package marks

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/voice"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"
)

// A line is what the list shows at one index: an annotation, or a person above the
// annotations of this person.
type line struct {
	annotation *annotate.Annotation // nil: the line is that of the person
	index      int                  // of the annotation, in text order
	voice      *voice.Voice         // the person, if annotations are listed by person
}

// line returns the selected line, or the zero value in an empty list.
func (m *Model) line() (l line) {
	if row, ok := m.List.At(); ok && row < len(m.lines) {
		l = m.lines[row]
	}
	return l
}

// listed returns the lines of the annotations that pass the filters.
func (m *Model) listed() []line {
	lines := make([]line, 0, len(m.shown))
	if m.order != byPerson {
		for _, i := range m.shown {
			lines = append(lines, line{annotation: &m.all[i], index: i})
		}
		return lines
	}
	m.voices = voice.Voices{}
	by := map[string][]line{}
	for _, i := range m.shown {
		whole := m.set.Whole(m.all[i].ID)
		joined := m.all[i]
		var v *voice.Voice
		if m.set.Continues(joined.ID) {
			joined = whole.Joined()
			v = m.voices[voice.Clean(joined.Who())]
		}
		if v == nil {
			v = m.voices.AddJoined(m.spec.Article, whole, joined, "")
		}
		by[v.Who] = append(by[v.Who], line{&m.all[i], i, v})
	}
	for _, v := range m.voices.Sorted() {
		lines = append(lines, line{voice: v})
		if !m.folded[v.Who] {
			lines = append(lines, by[v.Who]...)
		}
	}
	return lines
}

// relist lists the annotations again. The selection stays on its annotation or on its
// person: an annotation that is folded away leads to its person.
func (m *Model) relist(selected line) {
	m.refilter()
	row := -1
	for i, l := range m.lines {
		switch {
		case selected.annotation != nil && l.annotation != nil && l.annotation.ID == selected.annotation.ID:
			m.List = m.List.To(i)
			return
		case row < 0 && l.annotation == nil && selected.voice != nil && l.voice.Who == selected.voice.Who:
			row = i
		}
	}
	if row >= 0 {
		m.List = m.List.To(row)
	}
}

// setOrder lists the annotations in another order.
func (m *Model) setOrder(o order) {
	selected := m.line()
	if selected.annotation == nil && selected.voice != nil { // a person leads to the first annotation
		i := slices.IndexFunc(m.shown, func(i int) bool { return voice.Who(m.set.Whole(m.all[i].ID)) == selected.voice.Who })
		selected.annotation = &m.all[m.shown[i]]
	}
	m.order, m.renames, m.State = o, "", ""
	m.Mode = keys.Marks
	if o == byPerson {
		m.Mode = keys.Voices
	}
	m.relist(selected)
}

// toggleFold folds a person, or shows this person's annotations.
func (m *Model) toggleFold(who string) {
	folded := maps.Clone(m.folded)
	if folded == nil {
		folded = map[string]bool{}
	}
	folded[who] = !folded[who]
	m.folded = folded
	m.relist(m.line())
}

// toggleFolds folds all persons or, if all are folded, shows all annotations.
func (m *Model) toggleFolds() {
	folded, open := map[string]bool{}, false
	for who := range m.voices {
		folded[who] = true
		open = open || !m.folded[who]
	}
	if !open {
		folded = nil
	}
	m.folded = folded
	m.relist(m.line())
}

// goToPerson selects the next person, or the previous one if step is -1.
func (m *Model) goToPerson(step int) {
	at, _ := m.List.At()
	for row := at + step; row >= 0 && row < len(m.lines); row += step {
		if m.lines[row].annotation == nil {
			m.List = m.List.To(row)
			return
		}
	}
}

// merge chooses the person to be merged into another, then the other one.
func (m *Model) merge() {
	switch l := m.line(); {
	case l.voice == nil:
	case l.voice.Who == "":
		m.Say("These annotations name nobody: %s goes to one, where its card takes the name.", m.Key(keys.Visit))
	case m.renames == "":
		m.renames = l.voice.Who
		m.State = m.Key(keys.MergePersons) + " merges " + m.Canvas.Cut(m.renames, m.Canvas.Width/4) + " into this"
		m.Say("Go to the name that is right for “%s” and press %s there; %s cancels.", m.renames, m.Key(keys.MergePersons), m.Key(keys.Back))
	case m.renames == l.voice.Who:
		m.endMerge()
		m.Say("It is the same name: nothing was merged.")
	default:
		m.Out.Post(kit.ForReaderMsg{Msg: kit.RenameMsg{From: m.renames, To: l.voice.Who}})
		m.endMerge()
	}
}

// endMerge forgets the person to be merged.
func (m *Model) endMerge() { m.renames, m.State = "", "" }

// The columns of a person, in cells, after the name, which takes a third of the screen
// or, on a narrow one, what the others leave.
const (
	foldWidth     = 2
	timesWidth    = 7
	wordsWidth    = 7
	verifiedWidth = 10
	personGap     = 2
)

// personTitles draws the titles of the columns of persons.
func (m *Model) personTitles() string {
	return " " + m.Canvas.Theme.Dim.Render(m.personRow("  who", "times", "words", "verified", "¶"))
}

// person draws a person: name, how often, how many words, how many are verified, and
// the paragraphs.
func (m *Model) person(v *voice.Voice, style theme.Style) string {
	fold := "▾ "
	if m.folded[v.Who] {
		fold = "▸ "
	}
	row := m.personRow(fold+v.Name(), strconv.Itoa(v.Times), strconv.Itoa(v.Words), v.Checked(), strings.Join(v.Paragraphs, ", "))
	if m.renames != "" && m.renames == v.Who {
		return m.Canvas.Theme.Message.Render(row)
	}
	return style.Render(row)
}

// personRow lays out the columns of a person.
func (m *Model) personRow(name, times, words, verified, paragraphs string) string {
	c, width := m.Canvas, m.Canvas.Width-1
	room := width - timesWidth - wordsWidth - verifiedWidth - personGap
	row := c.Pad(name, max(min(foldWidth+width/3, room), 1)) + c.Spread("", times, timesWidth) + c.Spread("", words, wordsWidth) +
		c.Spread("", verified, verifiedWidth) + strings.Repeat(" ", personGap)
	return c.Pad(row+paragraphs, width)
}

// ofPerson draws an annotation below its person.
func (m *Model) ofPerson(a annotate.Annotation, style theme.Style) string {
	const statusWidth = 14 // of the details on a narrow screen
	room := max(m.Canvas.Width-leadWidth-foldWidth, 1)
	left := max(room-statusWidth-2, room/2)
	if m.Canvas.Width >= wideWidth {
		left = room * 3 / 5
	}
	return strings.Repeat(" ", foldWidth) + m.lead(a) + m.beside(m.quote(a), m.details(a, ""), left, room, style)
}

// wording counts the persons: "3 people, others not named".
func wording(vs voice.Voices) string {
	if vs[""] == nil {
		return people(len(vs))
	}
	return people(len(vs)-1) + ", others not named"
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return strconv.Itoa(n) + " people"
}
