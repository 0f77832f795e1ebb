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

// FPS is the frame rate limit, in frames per second. Bubble Tea draws on a ticker:
// at 120, its maximum, a key waits half as long for it as at 60.
const FPS = 120

// A Config configures the terminal interface.
type Config struct {
	Library  *library.Library
	Document *library.Document // the article to open
	Book     *library.Book     // else the book to open; with neither, the list of articles is opened
	Keys     keys.Table
	Author   string
	Measure  int // maximum width of the text, in cells
	Spacing  int // line spacing, in rows; less than 1 counts as 1
	Now      func() time.Time
	NewID    func() string
	Theme    func(theme.Options) *theme.Theme // the theme for a terminal with these properties
	Terminal theme.Options                    // what to assume until the terminal answers
	Editor   card.Editor                      // nil: notes are edited only in the card

	Input   io.Reader // nil: the terminal
	Output  io.Writer // nil: standard output
	Options []tea.ProgramOption
}

// A Program is the terminal interface as a Bubble Tea program.
type Program struct {
	*tea.Program
	app *App
}

// NewProgram returns a program that is not running yet; [Program.Run] runs it.
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
	stop := quitOnSignal(p.Program)
	defer stop()
	_, err := p.Program.Run()
	p.app.settle()
	return err
}

// quitOnSignal handles termination signals by quitting as the user would, so that
// nothing is lost.
func quitOnSignal(p *tea.Program) (stop func()) {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	unregister := context.AfterFunc(ctx, func() { p.Send(quitMsg{}) })
	return func() {
		unregister()
		cancel()
	}
}

// A quitMsg quits as the user would, after a signal.
type quitMsg struct{}
