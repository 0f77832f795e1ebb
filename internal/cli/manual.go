package cli

import (
	"fmt"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
)

func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Long:    "Print the manual page in roff: galley man > galley.1",
		GroupID: groupCare,
		Args:    takes(0, 0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			sheet, err := mango.NewManPage(1, c.Root())
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(p.out, sheet.Build(roff.NewDocument()))
			return err
		},
	}
}

// helpCommand prints the help of a command; one that does not exist is wrong
// usage.
func (p *program) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Explain a command",
		GroupID: groupCare,
		RunE: func(c *cobra.Command, args []string) error {
			sub, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return misuse("there is no command %s; galley --help lists them", quoted(args[0]))
			}
			return sub.Help()
		},
	}
}
