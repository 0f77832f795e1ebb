package keys

import (
	"fmt"
	"strings"
)

// Markdown is the whole table as Markdown: for each group a heading of that
// level and a table.
func (t Table) Markdown(level int) string {
	var b strings.Builder
	group := ""
	for _, bind := range t {
		if bind.Group != group {
			group = bind.Group
			fmt.Fprintf(&b, "\n%s %s\n\n| keys | what |\n|---|---|\n", strings.Repeat("#", level), group)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", cell(bind.Shown()), cell(bind.Help))
	}
	return strings.TrimLeft(b.String(), "\n")
}

// cell escapes what would end a cell of a Markdown table or style it.
func cell(s string) string {
	return strings.NewReplacer(`|`, `\|`, `*`, `\*`, `_`, `\_`, "[", `\[`, "]", `\]`, "<", `\<`).Replace(s)
}
