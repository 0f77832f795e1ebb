package library

import (
	"fmt"
	"strings"
	"time"

	"galley/annotate"
	"galley/ui/keys"
)

const filterPrompt = "Filter: "

// View draws the screen and tells the cell of the cursor.
func (l Library) View() (content string, col, row int, shown bool) {
	rows := []string{l.canvas.Header("Library", l.summary())}
	rows = append(rows, l.list()...)
	for len(rows) < l.canvas.Height-1 {
		rows = append(rows, "")
	}
	content = strings.Join(append(rows[:l.canvas.Height-1], l.footer()), "\n")
	if l.mode == keys.Filter {
		_, at := l.filter.View(l.filterWidth())
		return content, len(filterPrompt) + at, l.canvas.Height - 1, true
	}
	return content, 0, 0, false
}

func (l Library) filterWidth() int { return max(l.canvas.Width-len(filterPrompt)-1, 1) }

// summary counts what is shown.
func (l Library) summary() string {
	if len(l.shown) < len(l.all) {
		return fmt.Sprintf("%d of %d articles", len(l.shown), len(l.all))
	}
	if len(l.all) == 1 {
		return "1 article"
	}
	return fmt.Sprintf("%d articles", len(l.all))
}

// list draws the articles, or says what to do when there are none.
func (l Library) list() []string {
	switch {
	case len(l.all) == 0:
		return []string{"", "  The library is empty.", "",
			"  galley FILE     opens a text or Markdown file",
			"  galley -        opens what another command prints",
			"  galley sample   opens the sample article"}
	case len(l.shown) == 0:
		return []string{"", "  No title or place holds these words. " + l.keys.Key(keys.Filter, keys.Back) + " shows all again."}
	}
	rows := []string{""}
	for i := l.top; i < min(l.top+l.rows(), len(l.shown)); i++ {
		rows = append(rows, l.item(l.shown[i], i == l.at)...)
	}
	return rows
}

// item draws one article: its title, and below what is known of it.
func (l Library) item(i Item, chosen bool) []string {
	marker, title := "   ", l.canvas.Theme.Plain
	if chosen {
		marker, title = " ▌ ", l.canvas.Theme.Chosen
	}
	var counts []string
	for _, tag := range annotate.Tags() {
		counts = append(counts, fmt.Sprintf("%s %d", tag.Letter(), i.Counts[tag]))
	}
	about := fmt.Sprintf("%s   %d words   %d%% read   %s   %s", strings.Join(counts, "  "), i.Words, i.Read,
		day(i.Opened, l.now()), i.Place)
	return []string{
		marker + title.Render(l.canvas.Cut(i.Title, l.canvas.Width-4)),
		marker + l.canvas.Theme.Dim.Render(l.canvas.Cut(about, l.canvas.Width-4)),
	}
}

// day says on which day something was, as people do.
func day(t, now time.Time) string {
	t = t.In(now.Location())
	switch t.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return "today " + t.Format("15:04")
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "yesterday"
	}
	return t.Format("2 Jan 2006")
}

func (l Library) footer() string {
	switch {
	case l.message != "":
		return l.canvas.Notice(l.message, "", l.trouble)
	case l.mode == keys.Filter:
		text, _ := l.filter.View(l.filterWidth())
		return l.canvas.Notice(filterPrompt+text, "", false)
	}
	return l.canvas.Footer(l.keys, l.mode, l.pending.String())
}
