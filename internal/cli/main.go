package cli

import (
	"context"
	"io"
	"os"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/oklog/ulid/v2"
)

// The exit statuses.
const (
	statusDone   = 0
	statusFailed = 1
	statusMisuse = 2
)

// Main runs Galley with the arguments after the program's name and returns
// the exit status.
func Main(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	if os.Getenv("NO_COLOR") != "" {
		// Any value counts, but the libraries below understand only some.
		os.Setenv("NO_COLOR", "1")
	}
	if f, ok := out.(*os.File); ok {
		lipgloss.EnableLegacyWindowsANSI(f)
	}
	p := newProgram(in, out, errs)
	p.ctx = ctx
	root := p.tree()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetErr(errs)
	return p.end(root.ExecuteContext(ctx))
}

func newProgram(in io.Reader, out, errs io.Writer) *program {
	return &program{
		in: in, out: &output{Writer: out}, errs: errs, page: pageOf(out),
		ctx:   context.Background(),
		now:   func() time.Time { return time.Now().Truncate(time.Millisecond) },
		newID: func() string { return ulid.Make().String() },
	}
}
