package card

import (
	"slices"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"

	"github.com/charmbracelet/x/ansi"
)

// labelWidth is the column of the names of fields.
const labelWidth = 12

// Height is how many rows the card wants: its head, the note, its fields and
// the footer.
func (c Card) Height() int { return 1 + noteRows + len(c.rows) + 1 }

// On puts the card on a canvas of its own size.
func (c Card) On(to kit.Canvas) Card {
	c.canvas = to
	c.note.SetWidth(max(to.Width-labelWidth-2, 1))
	c.note.SetHeight(c.noteHeight())
	c.note, _ = c.note.Update(nil) // scrolls to its cursor
	if c.focus != 0 {
		return c.rendered()
	}
	return c
}

// noteHeight is what the fields leave to the note, in rows.
func (c Card) noteHeight() int { return max(c.canvas.Height-2-len(c.rows), 1) }

// View draws the card and tells the cell of the cursor.
func (c Card) View() (content string, col, row int) {
	body := c.canvas.Height - 2
	rows := []string{c.canvas.Header(c.place+"   "+c.quote(), "")}
	note, noteCol, noteRow := c.viewNote(c.noteHeight())
	lines, line, at := note, noteRow, noteCol
	for i, r := range c.rows {
		text, cursor := c.viewRow(r, c.focus == i+1)
		lines = append(lines, text)
		if c.focus == i+1 {
			line, at = len(lines)-1, cursor
		}
	}
	from := max(min(line-body/2, len(lines)-body), 0)
	for i := range body {
		if from+i < len(lines) {
			rows = append(rows, lines[from+i])
		} else {
			rows = append(rows, "")
		}
	}
	rows = append(rows, c.canvas.Footer(c.keys, keys.Card, c.hint()))
	return strings.Join(rows, "\n"), at, 1 + line - from
}

func (c Card) quote() string {
	return strings.Join(strings.Fields(c.annotation.Anchor.Exact), " ")
}

// hint says what the focused field takes.
func (c Card) hint() string {
	switch {
	case c.message != "":
		return c.message
	case c.focus == 0:
		return "Markdown"
	}
	switch spec := c.rows[c.focus-1].spec; {
	case spec.Choices != nil:
		return "← → choose"
	case c.rows[c.focus-1].field.Completion() != "":
		return "→ completes"
	case spec.List:
		return "one per line"
	}
	return ""
}

// viewNote draws the note over that many rows: as it is typed while it has the
// focus, else as it will read.
func (c Card) viewNote(rows int) (lines []string, col, row int) {
	if c.focus != 0 && c.preview != nil {
		return c.viewPreview(rows), 0, 0
	}
	width := c.canvas.Width
	for i, text := range strings.Split(ansi.Strip(c.note.View()), "\n") {
		if i == rows {
			break
		}
		label := strings.Repeat(" ", labelWidth)
		if i == 0 {
			label = c.label("note", c.focus == 0)
		}
		lines = append(lines, label+c.canvas.Cut(strings.TrimRight(text, " "), width-labelWidth))
	}
	if cursor := c.note.Cursor(); cursor != nil {
		col, row = labelWidth+cursor.X, cursor.Y
	}
	return lines, min(col, width-1), min(row, rows-1)
}

// viewRow draws one field.
func (c Card) viewRow(r row, focused bool) (text string, cursor int) {
	width := c.canvas.Width
	label := c.label(r.spec.Name, focused)
	switch {
	case r.spec.Choices == nil && !focused: // its beginning says more than its end
		return label + c.canvas.Cut(kit.OneLine(r.field.Value()), max(width-labelWidth-1, 1)), labelWidth
	case r.spec.Choices == nil:
		text, cursor = r.field.View(max(width-labelWidth-1, 1))
		if rest := r.field.Completion(); rest != "" {
			text = strings.TrimRight(text, " ") + c.canvas.Theme.Dim.Render(c.canvas.Cut(rest, width-labelWidth-cursor-1))
		}
		return label + text, labelWidth + cursor
	}
	return label + c.viewChoices(r, width-labelWidth), labelWidth
}

// viewChoices draws the values to choose from, the chosen one in brackets. On a
// narrow screen those at the left give way to the chosen one.
func (c Card) viewChoices(r row, width int) string {
	choices := r.spec.Choices
	if r.choice != "" && !slices.Contains(choices, r.choice) {
		choices = append(slices.Clone(choices), r.choice)
	}
	at := max(slices.Index(choices, r.choice), 0)
	for from := range at + 1 {
		if c.canvas.Method.StringWidth(strings.Join(choices[from:at+1], " "))+2 <= width {
			choices = choices[from:]
			break
		}
	}
	shown := make([]string, len(choices))
	for i, choice := range choices {
		line := kit.OneLine(choice)
		if shown[i] = c.canvas.Theme.Dim.Render(line); choice == r.choice {
			shown[i] = c.canvas.Theme.Chosen.Render("[" + line + "]")
		}
	}
	return c.canvas.Cut(strings.Join(shown, " "), width)
}

// label is the name of a field, with a mark where the focus is.
func (c Card) label(name string, focused bool) string {
	marker := "  "
	style := c.canvas.Theme.Dim
	if focused {
		marker, style = "▸ ", c.canvas.Theme.Key
	}
	return style.Render(marker + name + strings.Repeat(" ", max(labelWidth-2-len(name), 0)))
}
