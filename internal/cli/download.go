package cli

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// download runs get, which fetches the page at address. On a terminal it shows
// the progress, and esc or ctrl+c cancels.
func (p *program) download(address string, get func(ctx context.Context, progress func(read, total int64)) error) error {
	if p.reading {
		return get(p.ctx, nil)
	}
	ctx, stop := withStopSignals(p.ctx)
	defer stop()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &spinner{line: newLine(p.errs), hint: "ctrl+c cancels"}
	if u, err := url.Parse(address); err == nil {
		s.host = u.Host
	}
	if s.line != nil {
		if p.page.terminal { // otherwise a pager reads the keys
			if stop, ok := cancelOnKey(p.in, cancel); ok {
				s.hint = "esc cancels"
				defer stop()
			}
		}
		defer s.spin()()
	}
	return get(ctx, s.progress)
}

// interruptible runs a function that signals to stop cancel. In the reader it is
// canceled when the library is closed.
func (p *program) interruptible(run func(ctx context.Context) error) error {
	if p.reading {
		return run(p.ctx)
	}
	ctx, stop := withStopSignals(p.ctx)
	defer stop()
	return run(ctx)
}

// withStopSignals returns a context that ends on the first signal to stop. A second
// signal ends the program.
func withStopSignals(parent context.Context) (ctx context.Context, stop context.CancelFunc) {
	signals := []os.Signal{syscall.SIGTERM}
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGHUP} {
		if !signal.Ignored(s) { // as it is under nohup
			signals = append(signals, s)
		}
	}
	ctx, stop = signal.NotifyContext(parent, signals...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// A line is a line of standard error that is overwritten repeatedly.
type line struct {
	w     io.Writer
	width int // in cells
}

// newLine returns the line of a terminal, or nil if w is not a terminal that can
// overwrite a line.
func newLine(w io.Writer) *line {
	page := pageOf(w)
	if !page.terminal || isDumb() {
		return nil
	}
	return &line{w, page.width}
}

func (l *line) show(text string) {
	fmt.Fprint(l.w, "\r"+ansi.Truncate(text, l.width-1, "…")+ansi.EraseLineRight)
}

func (l *line) clear() { fmt.Fprint(l.w, "\r"+ansi.EraseLineRight) }

// A spinner shows the progress of a download.
type spinner struct {
	line        *line
	host, hint  string
	read, total atomic.Int64 // bytes; total is 0 before the answer begins and -1 if it is unknown
}

func (s *spinner) progress(read, total int64) {
	s.read.Store(read)
	s.total.Store(total)
}

// spin shows the spinner until stop is called, which erases it.
func (s *spinner) spin() (stop func()) {
	const frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
	end := make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		tick := time.NewTicker(80 * time.Millisecond)
		defer tick.Stop()
		for n := 0; ; n++ {
			s.line.show(string([]rune(frames)[n%10]) + " " + s.state())
			select {
			case <-end:
				s.line.clear()
				return
			case <-tick.C:
			}
		}
	})
	return func() {
		close(end)
		done.Wait()
	}
}

func (s *spinner) state() string {
	read, total := s.read.Load(), s.total.Load()
	state := s.host + "  "
	switch {
	case total == 0:
		state += "waiting for an answer"
	case total < 0:
		state += size(read)
	default:
		state += size(read) + " of " + size(total)
	}
	return state + "  " + s.hint
}

// size formats a number of bytes.
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 1000_000:
		return fmt.Sprintf("%d kB", bytes/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

// cancelOnKey calls cancel when esc or ctrl+c is pressed, until stop is called.
// ok is false if keys cannot be read: without a terminal, and in the background,
// where ctrl+c is a signal.
func cancelOnKey(in io.Reader, cancel func()) (stop func(), ok bool) {
	terminal, ok := in.(term.File)
	if !ok || !term.IsTerminal(terminal.Fd()) || !inForeground(terminal.Fd()) {
		return nil, false
	}
	keys, err := uv.NewCancelReader(in)
	if err != nil {
		return nil, false
	}
	oldState, err := term.MakeRaw(terminal.Fd())
	if err != nil {
		_ = keys.Close()
		return nil, false
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		readKeys(keys, cancel)
	}()
	return func() {
		if keys.Cancel() {
			<-ended
		}
		_ = keys.Close()
		_ = term.Restore(terminal.Fd(), oldState)
	}, true
}

// readKeys reads keys and calls cancel for esc and ctrl+c. An escape character
// with more after it is the start of another key.
func readKeys(keys io.Reader, cancel func()) {
	const ctrlC, esc = 0x03, 0x1B
	var pressed [64]byte
	for {
		n, err := keys.Read(pressed[:])
		for _, key := range pressed[:n] {
			if key == ctrlC || key == esc && n == 1 {
				cancel()
			}
		}
		if err != nil {
			return
		}
	}
}
