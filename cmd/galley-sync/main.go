// Command galley-sync exchanges the annotations of a library with those of others through
// the etcd of a team. docs/team.md describes it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"galley/annotate/source"
	"galley/storage"

	"github.com/spf13/pflag"
)

// The exit statuses.
const (
	statusFailed = 1
	statusMisuse = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if err == nil || errors.Is(err, pflag.ErrHelp) {
		return
	}
	say(os.Stderr, "galley-sync: %v", err)
	if errors.As(err, new(usageError)) {
		os.Exit(statusMisuse)
	}
	os.Exit(statusFailed)
}

// say writes one line.
func say(w io.Writer, format string, args ...any) {
	fmt.Fprintln(w, source.CleanLine(fmt.Sprintf(format, args...)))
}

// run runs the command. in ends it with --until-eof.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) error {
	var o options
	flags := pflag.NewFlagSet("galley-sync", pflag.ContinueOnError)
	flags.SetOutput(out)
	o.flags(flags)
	switch err := flags.Parse(args); {
	case err != nil && !errors.Is(err, pflag.ErrHelp):
		return usage("%w; --help lists the options", err)
	case err != nil:
		return err
	case flags.NArg() > 0:
		return usage("it takes no arguments, but got %q", flags.Arg(0))
	case o.status:
		return printStatus(storage.New(o.dbPath()), out)
	}
	desk, mistake := o.desk()
	if mistake != nil && !o.untilEOF {
		return mistake
	}
	desk.Skip = func(key string, err error) { say(errs, "galley-sync: %s was left out: %v", key, err) }
	reading, ended := context.WithCancel(ctx)
	defer ended()
	if o.untilEOF {
		go func() {
			_, _ = io.Copy(io.Discard, in)
			ended()
		}()
	}
	release, err := lock(reading, o.dbPath(), o.untilEOF)
	switch {
	case err != nil && reading.Err() != nil:
		return nil // the process that holds the lock sends what there is
	case err != nil:
		return err
	}
	defer release()
	s := newSyncer(o.dbPath(), desk, errs)
	defer s.end()
	if mistake != nil { // a reader shows it
		s.fail(mistake)
		<-reading.Done()
		return mistake
	}
	if o.once {
		return s.once(ctx, out)
	}
	s.run(reading)
	if o.untilEOF {
		return s.finish(ctx)
	}
	return nil
}

// printStatus prints how far a library has been exchanged.
func printStatus(store *storage.Store, out io.Writer) error {
	desk, err := store.Desk()
	if err != nil {
		return err
	}
	state := store.SyncState(time.Now())
	switch {
	case desk.Name == "" && state.Problem == "":
		say(out, "the library belongs to no team")
	case state.String() == "":
		say(out, "nothing exchanges the library now: %d to send", desk.Queued)
	case state.Problem != "":
		say(out, "%v: %s", state, state.Problem)
	default:
		say(out, "%v", state)
	}
	return nil
}
