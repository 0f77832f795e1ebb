package cli

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"
)

// many is no limit to the number of arguments.
const many = math.MaxInt

// takes checks that a command gets at least least and at most most arguments,
// each of them a what.
func takes(least, most int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		var trouble string
		switch {
		case len(args) < least:
			trouble = fmt.Sprintf("%s needs %s", c.CommandPath(), what)
		case len(args) <= most:
			return nil
		case most == 0:
			trouble = fmt.Sprintf("%s takes no arguments, so not %s", c.CommandPath(), quoted(args[0]))
		default:
			trouble = fmt.Sprintf("%s takes one %s, so not %s as well", c.CommandPath(), what, quoted(args[most]))
		}
		return misuse("%s; %s --help shows how it is used", trouble, c.CommandPath())
	}
}
