// Package help is the page that lists what a person can press. It is made from
// the table of keys that is in force.
package help

import (
	"strings"

	"galley/ui/canvas"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/markdown"
	"galley/ui/pager"
)

// widest is how wide the page gets, in cells.
const widest = 90

// New makes the page for a table of keys.
func New(table keys.Table) pager.Pager {
	return pager.New(pager.Spec{
		Keys: table, Mode: keys.Help,
		Draw: func(c canvas.Canvas) []string {
			out, err := markdown.Render(table.Markdown(2), min(c.Width-2, widest), c.Theme.Glamour())
			if err != nil {
				out = table.Markdown(2)
			}
			return strings.Split(strings.Trim(out, "\n"), "\n")
		},
		Answers: map[keys.Action][]effect.Effect{keys.ShowHelp: {effect.Close{}}},
	})
}
