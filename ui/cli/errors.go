package cli

import (
	"errors"
	"fmt"
	"io"

	"galley/annotate/source"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"
)

// A misused error is about the command line itself.
type misused struct{ error }

func (m misused) Unwrap() error { return m.error }

// misuse makes an error about the command line.
func misuse(format string, args ...any) error { return misused{fmt.Errorf(format, args...)} }

// errTold fails a command that has said all there is to say.
var errTold = errors.New("failed")

// end prints what failed and returns the exit status.
func (p *program) end() int {
	switch {
	case p.failure == nil && !p.partial:
		return statusDone
	case p.failure == nil, errors.Is(p.failure, errTold):
		return statusFailed
	}
	p.say("galley: %v", p.failure)
	if errors.As(p.failure, &misused{}) {
		return statusMisuse
	}
	return statusFailed
}

// say prints one line on standard error.
func (p *program) say(format string, args ...any) {
	fmt.Fprintln(p.errs, source.CleanLine(fmt.Sprintf(format, args...)))
}

// silently is the error handler given to fang: end prints errors.
func silently(io.Writer, fang.Styles, error) {}

// guard makes the commands keep their errors in p instead of returning them.
// Before fang hands an error to its handler it asks the terminal for its
// colours, which takes away what a person typed meanwhile and writes to
// standard output.
func (p *program) guard(c *cobra.Command) {
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		p.failure = misuse("%w; %s --help lists the options", err, c.CommandPath())
		return nil
	})
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				p.failure = misuse("%w; %s --help shows how it is used", err, c.CommandPath())
			}
			return nil
		}
	}
	if run := c.RunE; run != nil {
		c.RunE = func(c *cobra.Command, args []string) error {
			if p.failure == nil {
				p.failure = run(c, args)
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		p.guard(sub)
	}
}
