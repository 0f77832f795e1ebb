package exporting

import (
	"fmt"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"
)

// Below this height, in rows, nothing is spent on blank rows.
const roomy = 16

// nameLabel stands before the name of the file.
const nameLabel = " File  "

// headRows is how many rows stand above the formats.
func (h Handover) headRows() int { return 1 + h.gap() }

// gap is a blank row where there is room for one.
func (h Handover) gap() int {
	if h.canvas.Height < roomy {
		return 0
	}
	return 1
}

// formatRows is how many formats are on the screen at once: as many as leave
// half of it to the beginning of the file.
func (h Handover) formatRows() int {
	return max(min(len(h.spec.Formats), (h.canvas.Height-4)/2), 1)
}

// nameRow is the row of the file's name.
func (h Handover) nameRow() int { return h.headRows() + h.formatRows() + h.gap() }

// View draws the screen.
func (h Handover) View() string {
	c := h.canvas
	rows := []string{c.Header("Export: "+h.spec.Article.Name(), h.count())}
	rows = h.blank(rows)
	rows = append(rows, h.choices()...)
	if h.gap() > 0 {
		rows = append(rows, h.more())
	}
	text, _ := h.name.View(h.nameWidth())
	rows = append(rows, c.Theme.Key.Render(nameLabel)+text, h.where())
	rows = h.blank(rows)
	rows = append(rows, h.beginning(c.Height-1-len(rows))...)
	return c.Page(rows, h.footer())
}

func (h Handover) blank(rows []string) []string { return append(rows, make([]string, h.gap())...) }

func (h Handover) nameWidth() int { return max(h.canvas.Width-len(nameLabel)-1, 1) }

// Cursor is the cell of the cursor, in the name of the file.
func (h Handover) Cursor() (col, row int, shown bool) {
	_, at := h.name.View(h.nameWidth())
	return len(nameLabel) + at, h.nameRow(), true
}

func (h Handover) count() string {
	if h.spec.Count == 1 {
		return "1 annotation"
	}
	return fmt.Sprintf("%d annotations", h.spec.Count)
}

// choices draws the formats on the screen.
func (h Handover) choices() []string {
	widest := 0
	for _, f := range h.spec.Formats {
		widest = max(widest, len(f.Name))
	}
	from, to := h.formats.Shown()
	chosen, _ := h.formats.At()
	var rows []string
	for i := from; i < to; i++ {
		f, t := h.spec.Formats[i], h.canvas.Theme
		sign, style := "   ", t.Plain
		if i == chosen {
			sign, style = " "+t.Chosen.Render("▌")+" ", t.Chosen
		}
		name := fmt.Sprintf("%-*s", widest, f.Name)
		rows = append(rows, sign+style.Render(name)+"  "+t.Dim.Render(h.canvas.Cut(f.About, max(h.canvas.Width-widest-6, 1))))
	}
	return rows
}

// more says that the list of formats goes on.
func (h Handover) more() string {
	if _, to := h.formats.Shown(); to < len(h.spec.Formats) {
		return h.canvas.Theme.Dim.Render(fmt.Sprintf("   ↓ %d more", len(h.spec.Formats)-to))
	}
	return ""
}

// where says in which folder the file comes to stand, and what the format
// cannot hold.
func (h Handover) where() string {
	room := max(h.canvas.Width-len(nameLabel)-1, 1)
	indent, lost := strings.Repeat(" ", len(nameLabel)), ""
	if l := h.looks[h.Format().Name].Lost; l != "" {
		lost = h.canvas.Cut("without "+kit.OneLine(l), room)
		room -= h.canvas.Method.StringWidth(lost) + 3
		lost = h.canvas.Theme.Error.Render(lost)
	}
	if h.folder == "" || room < leastFolder {
		return indent + lost
	}
	if lost != "" {
		lost = "   " + lost
	}
	return indent + h.canvas.Theme.Dim.Render(h.canvas.Tail("in "+kit.OneLine(h.folder), room)) + lost
}

// leastFolder is the least room in which a folder says anything, in cells.
const leastFolder = 8

// beginning draws the first rows of what would be written.
func (h Handover) beginning(rows int) []string {
	look, known := h.looks[h.Format().Name]
	lines := look.Lines
	if !known {
		lines = []string{"…"}
	}
	drawn := make([]string, 0, max(rows, 0))
	for _, line := range lines[:min(len(lines), max(rows, 0))] {
		drawn = append(drawn, h.canvas.Theme.Border.Render(" │ ")+h.canvas.Cut(line, max(h.canvas.Width-4, 1)))
	}
	return drawn
}

func (h Handover) footer() string {
	mode, state, shown := h.Bar()
	if !shown {
		return h.canvas.Notice(h.message, state, h.trouble)
	}
	return h.canvas.Footer(h.spec.Keys, mode, state)
}

// Bar is what the line at the bottom shows keys of; shown is false while
// something else stands there.
func (h Handover) Bar() (mode keys.Mode, state string, shown bool) {
	if h.writing {
		state = "writing…"
	}
	return keys.Export, state, h.message == ""
}
