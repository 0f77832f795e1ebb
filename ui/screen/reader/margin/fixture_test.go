package margin

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"galley/annotate"
	"galley/internal/golden"
	"galley/ui/kit"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// parseNotes reads notes, one per line: the row, a star if it is the current one, the
// tag, a question mark if its words were changed, the fields, and after a bar the text
// of the note, with "⏎" for a line end:
//
//	7* quote speaker=Ada Lund; role=harbour union | Ask her again.
func parseNotes(t *testing.T, text string) (notes []Note) {
	t.Helper()
	for line := range strings.Lines(text) {
		about, noted, _ := strings.Cut(strings.TrimSpace(line), "|")
		row, about, _ := strings.Cut(about, " ")
		tag, fields, _ := strings.Cut(strings.TrimSpace(about), " ")
		row, current := strings.CutSuffix(row, "*")
		tag, changed := strings.CutSuffix(tag, "?")
		n := Note{Current: current, Annotation: annotate.Annotation{
			ID: fmt.Sprint(len(notes)), Tag: annotate.Tag(tag), Fields: parseFields(fields),
			Note: strings.ReplaceAll(strings.TrimSpace(noted), "⏎", "\n"),
		}}
		if changed {
			n.Annotation.Anchor.State = annotate.Changed
		}
		var err error
		if n.Row, err = strconv.Atoi(row); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if _, err := annotate.ParseTag(tag); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		notes = append(notes, n)
	}
	return notes
}

func parseFields(text string) (fields annotate.Fields) {
	for pair := range strings.SplitSeq(text, ";") {
		if name, value, ok := strings.Cut(strings.TrimSpace(pair), "="); ok {
			fields = fields.With(name, append(fields[name], value)...)
		}
	}
	return fields
}

// screen returns a canvas on which notes are drawn.
func screen(m ansi.Method) kit.Canvas {
	return kit.Canvas{Width: 120, Height: 40, Method: m, Theme: theme.New(theme.Options{Dark: true})}
}

// drawn returns lines without their styles, each with a bar at its end.
func drawn(lines []Line) string { return golden.Join(texts(lines)) }

// texts returns lines without their styles.
func texts(lines []Line) []string {
	list := make([]string, len(lines))
	for i, line := range lines {
		list[i] = ansi.Strip(line.Text)
	}
	return list
}
