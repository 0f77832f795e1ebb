package cli

import (
	"fmt"
	"strings"

	"galley/internal/cli/table"
	"galley/ui/keys"
	"galley/ui/settings"

	"github.com/spf13/cobra"
)

func (p *program) keysCommand() *cobra.Command {
	var asDefault bool
	c := &cobra.Command{
		Use:   "keys",
		Short: "Print the keys of the reader",
		Long: "Print the current keys of the reader, and on standard error every mistake in the settings file: " +
			"galley/settings.toml in $XDG_CONFIG_HOME, by default ~/.config on Linux and ~/Library/Application Support on macOS.",
		Example: "galley keys --default > settings.toml",
		Args:    takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if asDefault {
				_, err := fmt.Fprint(p.out, settings.Format(keys.Default()))
				return err
			}
			chosen := p.preferences()
			for _, m := range chosen.mistakes {
				p.say("galley: %s %v", settingsPath(), m)
				p.partial = true
			}
			return keyTable(p.page, chosen.Keys).Write(p.out)
		},
	}
	c.Flags().BoolVar(&asDefault, "default", false, "print the default keys as a settings file to edit")
	return c
}

// keyTable lists the bindings in the order of the reader's help screen.
func keyTable(p page, bindings keys.Table) *table.Table {
	t := p.table([]table.Column{
		{Name: "keys"}, {Name: "what they do", Flex: true, Wrap: true}, {Name: "where", Flex: true, Wrap: true, Drop: 1},
	})
	for _, b := range bindings {
		modes := make([]string, len(b.Modes))
		for i, m := range b.Modes {
			modes[i] = m.Setting()
		}
		t.Add(b.KeyNames(), b.Help, strings.Join(modes, ", "))
	}
	return t
}
