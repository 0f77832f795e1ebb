package card

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/ui/kit"
)

// shownReplies is the maximum number of rows of the replies that were made before.
const shownReplies = 3

// replySpec is the field for a reply, which is no field of a tag.
var replySpec = annotate.FieldSpec{Name: "reply"}

func newReply(text string) row { return newRow(replySpec, text, nil) }

// replyRow returns the index of the row for a reply, or -1. It is the last one.
func (m *Model) replyRow() int {
	if last := len(m.rows) - 1; last >= 0 && m.rows[last].spec.Name == replySpec.Name {
		return last
	}
	return -1
}

// reply moves the focus to the field for a reply. An annotation of the user without
// replies has it only once it was asked for.
func (m *Model) reply() {
	m.growList()
	if m.replyRow() < 0 {
		m.rows = append(m.rows[:len(m.rows):len(m.rows)], newReply(""))
	}
	m.setFocus(len(m.rows))
	m.resize()
}

// replyRows returns how many rows the earlier replies take.
func (m *Model) replyRows() int { return min(len(m.spec.Annotation.Replies), shownReplies) }

// viewReplies draws the last replies, one per row.
func (m *Model) viewReplies() []string {
	replies, width := m.spec.Annotation.Replies, max(m.Canvas.Width-labelWidth-1, 1)
	if len(replies) == 0 {
		return nil
	}
	var lines []string
	if more := len(replies) - shownReplies; more > 0 {
		lines = append(lines, m.Canvas.Theme.Dim.Render(m.Canvas.Cut(fmt.Sprintf("… and %d before", more+1), width)))
		replies = replies[more+1:]
	}
	for _, r := range replies {
		lines = append(lines, m.Canvas.Cut(m.who(r)+": "+kit.OneLine(r.Note), width))
	}
	return kit.Label(m.label("replies", -1), labelWidth, lines)
}

// who says who replied and when: "Ada Lund, today 14:02".
func (m *Model) who(r annotate.Reply) string {
	who := source.CleanLine(r.Creator)
	if r.Created.IsZero() {
		return who
	}
	when := kit.Day(r.Created, m.spec.Now) + r.Created.In(m.spec.Now.Location()).Format(" 15:04")
	return strings.TrimPrefix(who+", "+when, ", ")
}
