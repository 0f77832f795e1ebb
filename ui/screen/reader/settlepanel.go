package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agree"
	"galley/ui/kit"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
)

// panel draws what people annotated in the current case: where in the queue it is, why it
// is there, and a line for each person.
func (q *settling) panel(s *state, c *agree.Case) []string {
	t := s.body.canvas
	kind, of, open := 0, 0, q.open()
	for i, other := range q.items {
		if other.Class == c.Class {
			if of++; i <= q.at {
				kind++
			}
		}
	}
	settled := ""
	if !q.queue.IsOpen(*c) {
		settled = "settled · "
	}
	right := fmt.Sprintf("%s%d of %d · %s %d of %d · %d open ", settled, q.at+1, len(q.items), c.Class, kind, of, open)
	rows := []string{t.Header(kit.OneLine(q.why(c)), strings.TrimSpace(right))}
	numbers := q.numbers(c)
	for i, m := range c.Marks {
		if slices.Index(numbers, numbers[i]) == i {
			rows = append(rows, q.line(s, c, m, numbers[i]))
		}
	}
	for _, d := range q.queue.Decisions(*c) {
		words := "neither"
		if !d.IsRejection() {
			words = string(d.Tag) + " " + ends(d.Anchor.Exact)
		}
		rows = append(rows, t.Cut(" settled as "+kit.OneLine(kit.JoinParts(" · ", words, "by "+d.Creator, details(d))), t.Width))
	}
	if limit := max(t.Height/2-2, 2); len(rows) > limit {
		more := len(rows) - limit + 1
		rows = append(rows[:limit-1], t.Cut(fmt.Sprintf(" and %d more", more), t.Width))
	}
	for i := range rows {
		rows[i] = t.Pad(rows[i], t.Width)
	}
	return rows
}

// line describes what a number takes: the number, the people, tag, words, fields and note.
// The number looks like the words in the text.
func (q *settling) line(s *state, c *agree.Case, m annotate.Annotation, number int) string {
	t := s.body.canvas
	var painted strings.Builder
	side := slices.Index(c.Spans(), m.Span())
	theme.Paint(&painted, []uv.Cell{{Content: fmt.Sprint(number), Width: 1, Style: t.Theme.PaintSides(uv.Style{}, []int{side})}})
	var names []string
	for i, n := range q.numbers(c) {
		if n == number {
			names = append(names, q.name(c.People[i]))
		}
	}
	if len(names) > 3 {
		names = append(names[:2], fmt.Sprintf("%d more", len(names)-2))
	}
	if q.isCrowded() {
		m = c.All()[number-1]
	}
	rest := kit.JoinParts(" · ", strings.Join(names, ", ")+"  "+string(m.Tag)+" "+ends(m.Span().In(s.body.Text)), details(m))
	return " " + painted.String() + t.Cut("  "+kit.OneLine(rest), t.Width-2-len(fmt.Sprint(number)))
}

// name returns the name of a person.
func (q *settling) name(person int) string { return cmp.Or(q.queue.People[person], "(no name)") }

// details returns the fields, labels and note of an annotation on one line.
func details(a annotate.Annotation) string {
	var parts []string
	for name, values := range a.FieldsInOrder() {
		parts = append(parts, name+": "+strings.Join(values, ", "))
	}
	note := strings.Join(strings.Fields(a.Note), " ")
	if note != "" {
		note = "note: " + note
	}
	return kit.JoinParts(" · ", append(parts, a.LabelText(), note)...)
}

// maxEnds is the number of bytes after which the middle of words is left out.
const maxEnds = 48

// ends returns words in quotation marks, without their middle if they are long: people
// differ about the ends.
func ends(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	if len(words) > maxEnds {
		words = words[:annotate.GraphemeAt(words, maxEnds/2)] + " … " + words[annotate.GraphemeAt(words, len(words)-maxEnds/2):]
	}
	return "“" + words + "”"
}

// why says why a case is in the queue.
func (q *settling) why(c *agree.Case) string {
	var names, missing []string
	for person := range q.queue.People {
		if slices.Contains(c.People, person) {
			names = append(names, q.name(person))
		} else {
			missing = append(missing, q.name(person))
		}
	}
	who := strings.Join(missing, ", ")
	if len(missing) > 3 {
		who = fmt.Sprintf("%d of %d people", len(missing), len(q.queue.People))
	}
	switch {
	case c.Class == agree.OneSided && len(names) == 1:
		return "Only " + names[0] + " annotated this."
	case c.Class == agree.OneSided:
		return "Not annotated by " + who + "."
	case len(missing) > 0:
		return kit.Capital(classText(c.Class)) + "; not annotated by " + who + "."
	}
	return kit.Capital(classText(c.Class)) + "."
}

// classText says how people differ.
func classText(c agree.Class) string {
	return map[agree.Class]string{
		agree.Same: "everyone annotated the same", agree.Nearly: "they differ by a few characters", agree.Border: "they differ about where it begins or ends",
		agree.OtherTag: "they differ about the tag", agree.OtherFields: "they differ about the fields", agree.OneSided: "not everyone annotated",
	}[c]
}
