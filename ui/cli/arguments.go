package cli

import (
	"math"

	"github.com/spf13/cobra"
)

// many is no limit to the number of arguments.
const many = math.MaxInt

// takes checks that a command gets at least least and at most most arguments,
// each of them a what.
func takes(least, most int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return misuse("%s needs %s", c.CommandPath(), what)
		case len(args) <= most:
			return nil
		case most == 0:
			return misuse("%s takes no arguments, so not %s", c.CommandPath(), quoted(args[0]))
		}
		return misuse("%s takes one %s, so not %s as well", c.CommandPath(), what, quoted(args[most]))
	}
}
