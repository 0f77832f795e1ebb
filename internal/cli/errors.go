package cli

import (
	"errors"
	"fmt"
	"math"

	"galley/internal/library"
	"galley/internal/wording"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// end prints what failed and returns the exit status.
func (p *program) end(err error) int {
	switch {
	case err == nil && !p.partial:
		return statusDone
	case err == nil:
		return statusFailed
	}
	var book *library.BookError
	if errors.As(err, &book) {
		for i, title := range book.Chapters {
			_ = p.print("%3d  %s", i+1, title) // the error is reported anyway
		}
	}
	p.say("galley: %v", err)
	var usage *library.UsageError
	if errors.As(err, &usage) {
		return statusMisuse
	}
	return statusFailed
}

// flagError makes the error of a flag a usage error.
func flagError(c *cobra.Command, err error) error {
	return library.Usagef("%s; %s --help lists the options", flagProblem(err), c.CommandPath())
}

// flagProblem returns what is wrong with a flag.
func flagProblem(err error) string {
	var unknown *pflag.NotExistError
	var valueless *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return fmt.Sprintf("there is no option -%s", unknown.GetSpecifiedName())
	case errors.As(err, &unknown):
		return fmt.Sprintf("there is no option --%s", unknown.GetSpecifiedName())
	case errors.As(err, &valueless):
		return fmt.Sprintf("--%s needs a value", valueless.GetFlag().Name)
	case errors.As(err, &invalid) && invalid.GetFlag().Value.Type() == "int":
		return fmt.Sprintf("--%s: %s is not a number", invalid.GetFlag().Name, wording.Quote(invalid.GetValue()))
	case errors.As(err, &invalid):
		return fmt.Sprintf("--%s: %s is not a valid value", invalid.GetFlag().Name, wording.Quote(invalid.GetValue()))
	}
	return err.Error()
}

// many means that the number of arguments is unlimited.
const many = math.MaxInt

// takes returns a check that a command has from least to most arguments. what is
// the word for one of them.
func takes(least, most int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		var problem string
		switch {
		case len(args) < least:
			problem = fmt.Sprintf("%s needs %s", c.CommandPath(), what)
		case len(args) <= most:
			return nil
		case most == 0:
			problem = fmt.Sprintf("%s takes no arguments, but got %s", c.CommandPath(), wording.Quote(args[0]))
		default:
			problem = fmt.Sprintf("%s takes one %s, but also got %s", c.CommandPath(), what, wording.Quote(args[most]))
		}
		return library.Usagef("%s; see %s --help", problem, c.CommandPath())
	}
}
