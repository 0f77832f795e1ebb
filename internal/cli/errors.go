package cli

import (
	"errors"
	"fmt"

	"galley/internal/library"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// misuse makes an error about the command line.
func misuse(format string, args ...any) error { return library.Usagef(format, args...) }

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

// wrongOption makes an error of an option wrong usage.
func wrongOption(c *cobra.Command, err error) error {
	return misuse("%s; %s --help lists the options", optionTrouble(err), c.CommandPath())
}

// optionTrouble says what is wrong with an option.
func optionTrouble(err error) string {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return fmt.Sprintf("there is no option -%s", unknown.GetSpecifiedName())
	case errors.As(err, &unknown):
		return fmt.Sprintf("there is no option --%s", unknown.GetSpecifiedName())
	case errors.As(err, &bare):
		return fmt.Sprintf("--%s needs a value", bare.GetFlag().Name)
	case errors.As(err, &wrong) && wrong.GetFlag().Value.Type() == "int":
		return fmt.Sprintf("%s is no number for --%s", quoted(wrong.GetValue()), wrong.GetFlag().Name)
	case errors.As(err, &wrong):
		return fmt.Sprintf("%s is no value for --%s", quoted(wrong.GetValue()), wrong.GetFlag().Name)
	}
	return err.Error()
}
