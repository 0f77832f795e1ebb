// Package help implements the page that lists the keys, drawn from the current table
// of keys.
package help

import (
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"
)

// maxWidth is the maximum width of the page, in cells.
const maxWidth = 90

// New returns the help page for a key table.
func New(out *kit.Outbox, table keys.Table) kit.Screen {
	return kit.NewPager(out, kit.PagerSpec{
		Keys: table, Mode: keys.Help,
		Draw: func(c kit.Canvas) []string {
			page, err := kit.Markdown(table.Markdown(2), min(c.Width-2, maxWidth), c.Theme.Glamour())
			if err != nil {
				page = table.Markdown(2)
			}
			return strings.Split(strings.Trim(page, "\n"), "\n")
		},
	})
}
