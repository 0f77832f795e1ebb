package reader

import (
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
	for i, m := range c.Marks {
		rows = append(rows, q.line(s, c, m, c.People[i]))
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

// line describes the mark of an annotator: number, name, tag, words, fields and note. The
// number looks like the words in the text.
func (q *settling) line(s *state, c *agree.Case, m annotate.Annotation, person int) string {
	t := s.body.canvas
	var number strings.Builder
	side := slices.Index(c.Spans(), m.Span())
	theme.Paint(&number, []uv.Cell{{Content: fmt.Sprint(person + 1), Width: 1, Style: t.Theme.PaintSides(uv.Style{}, []int{side})}})
	rest := kit.JoinParts(" · ", q.queue.People[person]+"  "+string(m.Tag)+" "+ends(m.Span().In(s.body.Text)), details(m))
	return " " + number.String() + t.Cut("  "+kit.OneLine(rest), t.Width-2-len(fmt.Sprint(person+1)))
}

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
	names := make([]string, len(c.People))
	for i, p := range c.People {
		names[i] = q.queue.People[p]
	}
	missing := slices.DeleteFunc(slices.Clone(q.queue.People), func(name string) bool { return slices.Contains(names, name) })
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
