package ui

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"galley/ui/keys"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// FPS is how often the screen is painted at most. Bubble Tea paints on a
// ticker: at 120 a key waits half as long for it as at 60, and 120 is its cap.
const FPS = 120

// A Config is what the interface is started with.
type Config struct {
	Store    Store
	Saver    Saver
	Document *Document // the article to begin with; nil begins with the library
	Keys     keys.Table
	Author   string
	Measure  int // widest text column, in cells
	Spacing  int // rows from one row of text to the next; less than 1 counts as 1
	Now      func() time.Time
	NewID    func() string
	Clean    func(string) string              // makes text from outside fit to be shown
	Theme    func(theme.Options) *theme.Theme // the theme for a terminal that is and can this
	Look     theme.Options                    // what to assume until the terminal answers

	Editor   Editor    // nil: notes are edited in the card alone
	Exporter Exporter  // nil: nothing can be exported
	Renewer  Renewer   // nil: articles have one version
	Book     Book      // to begin with its chapters; nil: none
	Input    io.Reader // nil: the terminal
	Output   io.Writer // nil: standard output
	Options  []tea.ProgramOption
}

// A Program is the interface on its way.
type Program struct {
	app *App
	tea *tea.Program
}

// NewProgram prepares the interface; Run shows it.
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
	return &Program{app, tea.NewProgram(app, append(options, cfg.Options...)...)}
}

// Saved hands on how saving a step went. It may be called from any goroutine
// at any time, and does not wait.
func (p *Program) Saved(s Saved) { p.app.mail.put(s) }

// Resize tells the size of the screen, where the terminal does not.
func (p *Program) Resize(width, height int) {
	p.tea.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// Run shows the interface until the person quits, a signal comes or the
// terminal goes away. Whatever happens, an open card and the reading place
// have been handed to the Saver when it returns; draining the Saver is the
// caller's.
func (p *Program) Run() error {
	stop := leaveOnSignal(p.tea)
	defer stop()
	defer p.app.mail.end()
	_, err := p.tea.Run()
	p.app.settle()
	return err
}

// leaveOnSignal makes the signals that end programs end this one as a person
// would, so that nothing is lost.
func leaveOnSignal(p *tea.Program) (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	done := make(chan struct{})
	go func() {
		select {
		case <-signals:
			p.Send(quitMsg{})
		case <-done:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

// quitMsg quits as the user would: a signal came.
type quitMsg struct{}
