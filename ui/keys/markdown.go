package keys

import (
	"fmt"
	"strings"
)

// Markdown returns the whole table as Markdown: for each group, a heading of the
// level and a table.
func (t Table) Markdown(level int) string {
	var b strings.Builder
	group := ""
	for _, bind := range t {
		if bind.Group != group {
			group = bind.Group
			fmt.Fprintf(&b, "\n%s %s\n\n| keys | action |\n|---|---|\n", strings.Repeat("#", level), group)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", cell(bind.KeyNames()), cell(bind.HelpElsewhere()))
	}
	return strings.TrimLeft(b.String(), "\n")
}

// when returns a remark such as " (while selecting)" for a binding that does not
// work in Read, to distinguish keys that are listed twice, or "" for one on a page.
func (b Binding) when() string {
	if b.In(Read) {
		return ""
	}
	names := map[Mode]string{
		Select: "selecting", Place: "placing", Settle: "settling", Resize: "resizing", Offer: "tagging the same words", Note: "typing a source", Labels: "typing labels", Collection: "typing a collection",
		Find: "finding", Command: "typing a command",
	}
	var doing []string
	for _, mode := range b.Modes {
		if name := names[mode]; name != "" {
			doing = append(doing, name)
		}
	}
	if len(doing) < len(b.Modes) {
		return ""
	}
	return " (while " + strings.Join(doing, " or ") + ")"
}

// cell escapes characters that would end or style a cell of a Markdown table.
func cell(s string) string {
	return strings.NewReplacer(`|`, `\|`, `*`, `\*`, `_`, `\_`, "[", `\[`, "]", `\]`, "<", `\<`).Replace(s)
}
