package contents

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
)

// headRows are above the list: the header and a blank row.
const headRows = 2

// signWidth is the column, in cells, of the signs for what is chosen and for
// where the caret is.
const signWidth = 3

// rows is how many sections are on the screen at once.
func (c Contents) rows() int { return max(c.canvas.Height-headRows-1, 1) }

// View draws the screen.
func (c Contents) View() string {
	rows := []string{c.canvas.Header(c.article.Name(), c.progress()), ""}
	from, to := c.list.Shown()
	chosen, _ := c.list.At()
	here := at(c.sections, c.caret)
	for i := from; i < to; i++ {
		rows = append(rows, c.row(c.sections[i], i == chosen, i == here))
	}
	return c.canvas.Page(rows, c.footer())
}

func (c Contents) footer() string {
	if c.message != "" {
		return c.canvas.Notice(c.message, "", c.trouble)
	}
	return c.canvas.Footer(c.keys, keys.Contents, c.pending.String())
}

// Bar is what the line at the bottom shows keys of; shown is false while
// something else stands there.
func (c Contents) Bar() (mode keys.Mode, state string, shown bool) {
	return keys.Contents, c.pending.String(), c.message == ""
}

// progress says where the caret is.
func (c Contents) progress() string {
	return fmt.Sprintf("¶ %d/%d   %d%%", c.article.NumberAt(c.caret), c.article.NumberedBlocks(),
		c.percent(annotate.NextGrapheme(c.article.Text, c.caret)))
}

// row draws one section: its heading, its first paragraph, how far on it
// begins, and what is marked in it.
func (c Contents) row(s section, chosen, here bool) string {
	t := c.canvas.Theme
	style := t.Plain
	if chosen {
		style = t.Chosen
	}
	figures, width := c.figures(s)
	room := max(c.canvas.Width-signWidth-width-1, 1)
	step := min(2*s.indent, room/3)
	title := c.canvas.Cut(s.title, room-step)
	gap := strings.Repeat(" ", max(room-step-c.canvas.Method.StringWidth(title), 0))
	return c.signs(chosen, here) + strings.Repeat(" ", step) + style.Render(title) + gap + figures
}

// signs mark what is chosen and where the caret is.
func (c Contents) signs(chosen, here bool) string {
	bar, caret := " ", " "
	if chosen {
		bar = c.canvas.Theme.Chosen.Render("▌")
	}
	if here {
		caret = c.canvas.Theme.Key.Render("▸")
	}
	return bar + caret + " "
}

// figures are the columns at the right, and their width in cells.
func (c Contents) figures(s section) (text string, width int) {
	t := c.canvas.Theme
	number := ""
	if s.number > 0 {
		number = fmt.Sprintf("¶%d", s.number)
	}
	digits := len(fmt.Sprint(c.article.NumberedBlocks()))
	begins := fmt.Sprintf(" %*s %3d%%", 1+digits, number, c.percent(s.span.Start))
	var b strings.Builder
	b.WriteString(t.Dim.Render(begins))
	most := c.mostDigits()
	for _, tag := range annotate.Tags() {
		if n := s.counts[tag]; n > 0 {
			b.WriteString(" " + t.Letter(tag).Render(tag.Letter()) + fmt.Sprintf("%-*d", most, n))
		} else {
			b.WriteString(strings.Repeat(" ", 2+most))
		}
	}
	return b.String(), 1 + 1 + digits + 5 + len(annotate.Tags())*(2+most)
}

// mostDigits is the width of the largest count on the screen.
func (c Contents) mostDigits() int {
	most := 1
	from, to := c.list.Shown()
	for _, s := range c.sections[from:to] {
		for _, n := range s.counts {
			most = max(most, len(fmt.Sprint(n)))
		}
	}
	return most
}
