package ui

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/screen/card"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// FPS is the frame rate limit. Bubble Tea paints on a ticker: at 120 a key
// waits half as long for it as at 60, and 120 is its cap.
const FPS = 120

// A Config configures the terminal interface.
type Config struct {
	Library  *library.Library
	Document *library.Document // the article to begin with
	Book     *library.Book     // else the book to begin with; with neither, the list of articles
	Keys     keys.Table
	Author   string
	Measure  int // widest text column, in cells
	Spacing  int // rows from one row of text to the next; less than 1 counts as 1
	Now      func() time.Time
	NewID    func() string
	Theme    func(theme.Options) *theme.Theme // the theme for a terminal with these properties
	Terminal theme.Options                    // what to assume until the terminal answers
	Editor   card.Editor                      // nil: notes are edited in the card alone

	Input   io.Reader // nil: the terminal
	Output  io.Writer // nil: standard output
	Options []tea.ProgramOption
}

// A Program is a running terminal interface: a Bubble Tea program.
type Program struct {
	*tea.Program
	app *App
}

// NewProgram returns a program; [Program.Run] shows it.
func NewProgram(ctx context.Context, cfg Config) *Program {
	options := []tea.ProgramOption{tea.WithFPS(FPS), tea.WithContext(ctx), tea.WithoutSignalHandler()}
	if cfg.Input != nil {
		options = append(options, tea.WithInput(cfg.Input))
	}
	if cfg.Output != nil {
		options = append(options, tea.WithOutput(cfg.Output))
	}
	app := New(cfg)
	options = append(options, tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg { return app.motion.filter(msg) }))
	return &Program{tea.NewProgram(app, append(options, cfg.Options...)...), app}
}

// Run shows the interface until the user quits, a signal arrives or the
// terminal disconnects. When it returns, an open card and the reading position
// have been handed to the library, which the caller must close.
func (p *Program) Run() error {
	stop := leaveOnSignal(p.Program)
	defer stop()
	_, err := p.Program.Run()
	p.app.settle()
	return err
}

// leaveOnSignal handles termination signals by quitting as the user would, so
// that nothing is lost.
func leaveOnSignal(p *tea.Program) (stop func()) {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	unregister := context.AfterFunc(ctx, func() { p.Send(quitMsg{}) })
	return func() {
		unregister()
		cancel()
	}
}

// A quitMsg quits as the user would, after a signal.
type quitMsg struct{}
