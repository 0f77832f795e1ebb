package cli

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"galley/internal/library"
	"galley/internal/memory"
	"galley/internal/wording"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// end prints what failed, in one line, and returns the exit status.
func (p *program) end(err error) int {
	if err == nil && p.damaged != nil {
		err = fmt.Errorf("%s; the rest is complete; run galley doctor", listDamage(p.damaged))
	}
	if p.lib != nil {
		defer memory.LimitExport()() // checking the copy decodes everything in it
		if problem := p.lib.BackUpDaily(); problem != "" {
			p.say("galley: %s", problem)
		}
	}
	var book *library.BookError
	if errors.As(err, &book) {
		for i, title := range book.Chapters {
			p.print("%3d  %s", i+1, title)
		}
	}
	switch err = p.withOutput(p.withHeader(err)); {
	case err == nil && p.failed != 0:
		return p.failed
	case err == nil && p.partial:
		return statusFailed
	case err == nil:
		return statusDone
	}
	p.say("galley: %v", err)
	var usage *library.UsageError
	if errors.As(err, &usage) {
		return statusMisuse
	}
	return statusFailed
}

// withHeader adds to an error, which may be nil, that a header of the library is
// damaged, unless that was reported.
func (p *program) withHeader(err error) error {
	switch {
	case p.lib == nil || p.examined || !p.lib.HeaderDamaged() || errors.Is(err, library.ErrHeader):
		return err
	case err != nil:
		return fmt.Errorf("%w; and %w; run galley doctor", err, library.ErrHeader)
	}
	return fmt.Errorf("%w; nothing was changed; run galley doctor", library.ErrHeader)
}

// listDamage names the first damaged parts of the library.
func listDamage(errs []error) string {
	const maxListed = 3
	var parts []string
	for _, err := range errs[:min(len(errs), maxListed)] {
		article, partial := (*library.DamagedArticleError)(nil), (*library.PartialError)(nil)
		if errors.As(err, &article) {
			err = article
		} else if errors.As(err, &partial) {
			err = partial
		}
		parts = append(parts, err.Error())
	}
	if more := len(errs) - maxListed; more > 0 {
		parts = append(parts, fmt.Sprintf("%d more are damaged", more))
	}
	return strings.Join(parts, "; ")
}

// flagError turns an error about a flag into a usage error.
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

// refuseEmpty returns a usage error for an option with the value "", which is probably
// that of a shell variable that is not set. An empty note is none.
func refuseEmpty(c *cobra.Command) (err error) {
	c.Flags().Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		if slices.Contains(values, "") && f.Name != "note" {
			err = library.Usagef("the value of --%s is empty; leave the option out, or give it a value", f.Name)
		}
	})
	return err
}

// many means that the number of arguments is unlimited.
const many = math.MaxInt

// takes returns a check that a command has from minArgs to maxArgs arguments. what
// is the word for one of them.
func takes(minArgs, maxArgs int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		var problem string
		switch {
		case len(args) < minArgs:
			problem = fmt.Sprintf("%s needs %s", c.CommandPath(), what)
		case slices.Contains(args, ""):
			problem = "an argument is empty"
		case len(args) <= maxArgs:
			return nil
		case maxArgs == 0:
			problem = fmt.Sprintf("%s takes no arguments, but got %s", c.CommandPath(), wording.Quote(args[0]))
		default:
			problem = fmt.Sprintf("%s takes one %s, but also got %s", c.CommandPath(), what, wording.Quote(args[maxArgs]))
		}
		return library.Usagef("%s; see %s --help", problem, c.CommandPath())
	}
}
