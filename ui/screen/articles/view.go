package articles

import (
	"fmt"
	"strings"
	"time"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
)

const filterPrompt = "Filter: "

// headRows are above the list: the header and a blank row; itemRows is what
// each article takes.
const (
	headRows = 2
	itemRows = 2
)

// fit is how many articles are on the screen at once.
func (l Library) fit() int { return max((l.canvas.Height-headRows-1)/itemRows, 1) }

// View draws the screen.
func (l Library) View() string {
	rows := []string{l.canvas.Header("Library", l.summary()), ""}
	return l.canvas.Page(append(rows, l.body()...), l.footer())
}

// Cursor is the cell of the cursor while the filter is typed.
func (l Library) Cursor() (col, row int, shown bool) {
	_, at := l.filter.View(l.filterWidth())
	return 1 + len(filterPrompt) + at, l.canvas.Height - 1, l.mode == keys.Filter
}

func (l Library) filterWidth() int {
	return max(l.canvas.Width-len(filterPrompt)-l.canvas.Method.StringWidth(l.reading())-3, 1)
}

// reading says that marks and notes are still being read, else which keys there
// are.
func (l Library) reading() string {
	if l.asked {
		return "reading marks"
	}
	return l.canvas.Named(l.keys, keys.Filter)
}

// summary counts what is shown.
func (l Library) summary() string {
	switch {
	case !l.loaded:
		return ""
	case len(l.shown) < len(l.all):
		return fmt.Sprintf("%d of %d articles", len(l.shown), len(l.all))
	case len(l.all) == 1:
		return "1 article"
	}
	return fmt.Sprintf("%d articles", len(l.all))
}

// body draws the articles, or says what to do when there are none.
func (l Library) body() []string {
	switch {
	case !l.loaded:
		return []string{"  Reading the library …"}
	case len(l.all) == 0:
		return []string{"  The library is empty.", "",
			"  galley FILE     opens a text file",
			"  galley -        opens a command's output",
			"  galley sample   opens the sample article"}
	case len(l.shown) == 0:
		return []string{l.canvas.Cut("  No title, place, mark or note holds these words.", l.canvas.Width),
			l.canvas.Cut("  "+l.keys.Key(keys.Filter, keys.Back)+" shows all again.", l.canvas.Width)}
	}
	from, to := l.list.Shown()
	at, _ := l.list.At()
	var rows []string
	for i := from; i < to; i++ {
		rows = append(rows, l.item(l.shown[i], i == at)...)
	}
	return rows
}

// item draws one article: its title, and below what is known of it.
func (l Library) item(i Item, chosen bool) []string {
	t := l.canvas.Theme
	sign, title := "   ", t.Plain
	if chosen {
		sign, title = " "+t.Chosen.Render("▌")+" ", t.Chosen
	}
	room := l.canvas.Width - 4
	counts, width := l.counts(i)
	name := l.canvas.Cut(kit.OneLine(i.Title), room)
	return []string{
		sign + title.Render(name) + l.site(i, room-l.canvas.Method.StringWidth(name)),
		sign + counts + l.told(i, room-width),
	}
}

// site is what an article is part of, as much as there is room for behind its
// title: chapters of books have titles that say little.
func (l Library) site(i Item, room int) string {
	const part = " · "
	if room -= l.canvas.Method.StringWidth(part); i.Site == "" || i.Site == i.Title || room < leastPlace {
		return ""
	}
	return l.canvas.Theme.Dim.Render(part + l.canvas.Cut(kit.OneLine(i.Site), room))
}

// told is what is known of an item, or where it holds what is looked for.
func (l Library) told(i Item, width int) string {
	if passage := l.passage(i); passage != "" {
		return l.canvas.Theme.Message.Render(l.canvas.Cut(passage, width))
	}
	return l.canvas.Theme.Dim.Render(l.about(i, width))
}

// counts are the columns of the tags, and their width in cells.
func (l Library) counts(i Item) (text string, width int) {
	t := l.canvas.Theme
	var b strings.Builder
	for _, tag := range annotate.Tags() {
		n := fmt.Sprintf(" %-4d", i.Counts[tag])
		b.WriteString(t.Letter(tag).Render(tag.Letter()) + t.Dim.Render(n))
		width += 1 + len(n)
	}
	return b.String(), width
}

// about says what else is known of an article in width cells, what is wanted
// most first. Of its place the end is shown, as far as there is room.
func (l Library) about(i Item, width int) string {
	var parts []string
	if i.Doubts > 0 {
		parts = append(parts, fmt.Sprintf("%d to place", i.Doubts))
	}
	if i.Open > 0 {
		parts = append(parts, fmt.Sprintf("%d to check", i.Open))
	}
	parts = append(parts, fmt.Sprintf("%3d%% read", i.Read), day(i.Opened, l.now()), annotate.Plural(i.Words, "word"))
	known := l.canvas.Cut(strings.Join(parts, "   "), width)
	if room := width - l.canvas.Method.StringWidth(known) - 3; room > leastPlace {
		known += "   " + l.canvas.Tail(kit.OneLine(i.Place), room)
	}
	return known
}

// leastPlace is the least room in which a place says anything, in cells.
const leastPlace = 6

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
		return l.canvas.Line(filterPrompt+text, l.reading())
	}
	return l.canvas.Footer(l.keys, l.mode, l.pending.String())
}

// Bar is what the line at the bottom shows keys of; shown is false while
// something else stands there.
func (l Library) Bar() (mode keys.Mode, state string, shown bool) {
	return l.mode, l.pending.String(), l.message == "" && l.mode != keys.Filter
}
