// Package about implements the page that shows where an article comes from and how it was
// read, for citing it and for understanding its text.
package about

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	"github.com/charmbracelet/x/ansi"
)

// New returns the page about an article. location is the location to show, or ""
// for that of the article's source.
func New(out *kit.Outbox, table keys.Table, a *annotate.Article, location string) kit.Screen {
	entries := entriesOf(table, a, location)
	return kit.NewPager(out, kit.PagerSpec{
		Keys: table, Mode: keys.About, Header: "Where this article comes from",
		Draw: func(c kit.Canvas) []string { return draw(entries, c) },
	})
}

// An entry is a property of the article. The zero entry separates groups.
type entry struct{ name, value string }

// entriesOf lists the properties that the article has.
func entriesOf(table keys.Table, a *annotate.Article, location string) []entry {
	m, s := a.Meta, a.Source
	known := []entry{
		{"Title", a.Name()}, {"Deck", m.Deck}, {"Byline", m.Byline}, {"Published", m.Published}, {"Site", m.Site}, {"Language", m.Language},
		{},
		{"From", kinds[s.Kind]}, {"Location", cmp.Or(location, s.Location)}, {"Requested", s.Requested}, {"Canonical", s.Canonical},
		{"Retrieved", moment(s.Retrieved)}, {"Status", number(s.Status)}, {"Last modified", s.LastModified}, {"ETag", s.ETag},
		{},
		{"Type", s.MediaType}, {"Character set", charset(s, table.Key(keys.About, keys.OpenCharsets))}, {"Bytes", number(s.Bytes)}, {"SHA-256", s.SHA256}, {"Read by", s.Extractor},
		{},
		{"Id", a.ID}, {"Paragraphs", number(a.NumberedBlocks())}, {"Furniture", furniture(a)}, {"Removed", a.Removed.String()},
	}
	var entries []entry
	for _, e := range known {
		if e.value != "" || e == (entry{}) && len(entries) > 0 && entries[len(entries)-1] != e {
			entries = append(entries, e)
		}
	}
	return entries
}

var kinds = map[annotate.SourceKind]string{
	annotate.FromFile: "a file", annotate.FromURL: "the web", annotate.FromStdin: "standard input", annotate.FromSample: "Galley itself",
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2 January 2006, 15:04:05 MST")
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func charset(s annotate.Source, key string) string {
	switch {
	case s.CharsetGuessed:
		return fmt.Sprintf("guessed %s; --charset NAME or %s changes it", s.Charset, key)
	case s.CharsetFrom == "":
		return s.Charset
	}
	return fmt.Sprintf("%s (%s)", s.Charset, s.CharsetFrom)
}

// furniture counts the folded blocks by rule.
func furniture(a *annotate.Article) string {
	folded, rules := 0, map[string]int{}
	var order []string
	for _, b := range a.Blocks {
		if !b.Folded {
			continue
		}
		if folded++; rules[b.Rule] == 0 {
			order = append(order, b.Rule)
		}
		rules[b.Rule]++
	}
	if folded == 0 {
		return ""
	}
	var parts []string
	for _, rule := range order {
		parts = append(parts, fmt.Sprintf("%d by %s", rules[rule], cmp.Or(rule, "the source")))
	}
	return fmt.Sprintf("%d of %d blocks folded: %s", folded, len(a.Blocks), strings.Join(parts, ", "))
}

// The width of names, and the maximum width of the page, in cells.
const (
	nameWidth = 15
	maxWidth  = 100
)

func draw(entries []entry, c kit.Canvas) []string {
	rows := []string{""}
	for _, e := range entries {
		rows = append(rows, drawEntry(e, c)...)
	}
	return rows
}

// drawEntry draws an entry: its value next to its name, or below it on a narrow
// screen.
func drawEntry(e entry, c kit.Canvas) []string {
	if e == (entry{}) {
		return []string{""}
	}
	indent, room := nameWidth, min(c.Width, maxWidth)-nameWidth-1
	if room < nameWidth {
		indent, room = 2, c.Width-3
	}
	value := strings.Split(c.Theme.Plain.Style.Render(ansi.Wrap(e.value, max(room, 1), "/&?")), "\n")
	name := c.Theme.Dim.Render(" " + e.name)
	if indent < nameWidth {
		return append([]string{name}, kit.Label("", indent, value)...)
	}
	return kit.Label(name, indent, value)
}
