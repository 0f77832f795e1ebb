package cli

import (
	"strings"

	"galley/ui/cli/table"
	"galley/ui/keys"

	"github.com/spf13/cobra"
)

func (p *program) keysCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "keys",
		Short:   "Print the keys of the reader",
		GroupID: groupRead,
		Args:    takes(0, 0, ""),
		RunE:    func(*cobra.Command, []string) error { return p.keySheet(keys.Default()).Write(p.out) },
	}
}

// keySheet lists the bindings in the order of the help page.
func (p *program) keySheet(bindings keys.Table) *table.Table {
	t := &table.Table{Width: p.page.tableWidth(), Head: p.page.strong, Columns: []table.Column{
		{Name: "keys"}, {Name: "what they do", Flex: true}, {Name: "where"},
	}}
	for _, b := range bindings {
		modes := make([]string, len(b.Modes))
		for i, m := range b.Modes {
			modes[i] = strings.ToLower(m.String())
		}
		t.Add(b.Shown(), b.Help, strings.Join(modes, ", "))
	}
	return t
}
