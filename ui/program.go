package ui

import (
	"context"
	"errors"
	"io"
	"os"
	"sync/atomic"
	"time"

	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/screen/card"
	"galley/ui/screen/reader"
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
	Measure  int  // maximum width of the text, in cells
	Spacing  int  // line spacing, in rows; less than 1 counts as 1
	Suggest  bool // suggestions are shown when an article is opened
	Queue    QueueOptions
	Blind    bool // hide what others annotated until the user is done
	Now      func() time.Time
	NewID    func() string
	Theme    func(theme.Options) *theme.Theme // the theme for a terminal with these properties
	Terminal theme.Options                    // what to assume until the terminal answers
	Editor   card.Editor                      // nil: notes are edited only in the card

	Input   io.Reader // nil: the terminal
	Output  io.Writer // nil: standard output
	Options []tea.ProgramOption
}

// QueueOptions says how what people annotated differently is settled.
type QueueOptions = reader.QueueOptions

// A Program is the terminal interface as a Bubble Tea program.
type Program struct {
	*tea.Program
	app       *App
	pace      pace
	questions *questions
	quitting  bool // the user has quit, and answers of the terminal are open
	caught    chan os.Signal
	lent      atomic.Bool   // the terminal is with the user's editor
	left      chan struct{} // closed if a signal ended the program while it was suspended
}

// NewProgram returns a program that is not running yet; [Program.Run] runs it.
func NewProgram(ctx context.Context, cfg Config) *Program {
	options := []tea.ProgramOption{tea.WithFPS(FPS), tea.WithContext(ctx), tea.WithoutSignalHandler()}
	if cfg.Input != nil {
		options = append(options, tea.WithInput(cfg.Input))
	}
	if cfg.Output == nil {
		cfg.Output = os.Stdout
	}
	p := &Program{questions: newQuestions(), caught: make(chan os.Signal, 8), left: make(chan struct{})}
	options = append(options, tea.WithOutput(newOutput(cfg.Output, p.questions)))
	if cfg.Editor != nil {
		cfg.Editor = p.lendTo(cfg.Editor)
	}
	p.app = New(cfg)
	options = append(options, tea.WithFilter(p.filter))
	p.Program = tea.NewProgram(p.app, append(options, cfg.Options...)...)
	return p
}

// Run shows the interface until the user quits, a signal arrives or the
// terminal disconnects. Then it keeps an open card and the reading position, and
// closes the library, which waits for pending saves. Until that is done, signals
// do not end the program.
func (p *Program) Run() error {
	stop := p.handleSignals()
	defer stop()
	ended, err := make(chan error, 1), error(nil)
	go func() {
		_, err := p.Program.Run()
		ended <- err
	}()
	select {
	case err = <-ended:
	case <-p.left:
	}
	p.app.settle()
	return errors.Join(err, p.app.cfg.Library.Close())
}

// filter handles what Bubble Tea must do before the next message, and coalesces
// motion.
func (p *Program) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	p.pace.message(p.Program, msg)
	msg = p.afterAnswers(msg)
	switch msg.(type) {
	case nil:
		return nil
	case suspendMsg:
		return p.suspend()
	case continuedMsg:
		return p.retake()
	}
	return p.app.motion.filter(msg)
}
