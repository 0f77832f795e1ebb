// Package help is the page that lists what a person can press. It is made from
// the table of keys that is in force.
package help

import (
	"strings"

	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
)

// widest is how wide the page gets, in cells.
const widest = 90

// New makes the page for a table of keys.
func New(table keys.Table) kit.Pager {
	return kit.NewPager(kit.PagerSpec{
		Keys: table, Mode: keys.Help,
		Draw: func(c kit.Canvas) []string {
			out, err := kit.Markdown(table.Markdown(2), min(c.Width-2, widest), c.Theme.Glamour())
			if err != nil {
				out = table.Markdown(2)
			}
			return strings.Split(strings.Trim(out, "\n"), "\n")
		},
		Answers: map[keys.Action][]effect.Effect{keys.ShowHelp: {effect.Close{}}},
	})
}
