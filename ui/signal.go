package ui

import (
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"syscall"

	"galley/ui/screen/card"

	tea "charm.land/bubbletea/v2"
)

// endSignals lists the signals that end a Go program and can be caught.
var endSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT}

// Messages that signals and keys cause.
type (
	quitMsg         struct{} // quit as the user would
	suspendMsg      struct{} // stop, as a job of a shell
	notSuspendedMsg struct{} // there is no shell
	continuedMsg    struct{} // continued after a stop that could not be caught
)

// handleSignals quits on a signal that ends the program as the user would, so
// that nothing is lost, and obeys those of job control.
func (p *Program) handleSignals() (stop func()) {
	done := make(chan struct{})
	p.catchSignals()
	go func() {
		for {
			select {
			case s := <-p.caught:
				if msg := p.meaning(s); msg != nil {
					go p.Send(msg) // which waits while the terminal is lent
				}
			case <-done:
				return
			}
		}
	}()
	return func() {
		signal.Stop(p.caught)
		close(done)
	}
}

// catchSignals catches the signals of job control only in a terminal of the
// system.
func (p *Program) catchSignals() {
	signal.Notify(p.caught, endSignals...)
	if p.app.cfg.Input == nil {
		signal.Notify(p.caught, jobSignals()...)
	}
}

// meaning returns the message that a signal causes, nil for none. What the keys
// of the terminal send while the user's editor has it is for the editor, except
// that Galley stops with it.
func (p *Program) meaning(s os.Signal) tea.Msg {
	switch {
	case slices.Contains(jobSignals(), s):
		return p.jobMessage(s)
	case p.lent.Load() && (s == os.Interrupt || s == syscall.SIGQUIT):
		return nil
	}
	return quitMsg{}
}

// lendTo returns an editor that has the terminal to itself.
func (p *Program) lendTo(editor card.Editor) card.Editor {
	return func(text string) (*exec.Cmd, func() (string, error), error) {
		p.app.flushDraft()
		cmd, read, err := editor(text)
		if err != nil {
			return nil, nil, err
		}
		cmd.Stdout = p.app.cfg.Output // the editor needs the terminal itself
		p.lent.Store(true)
		return cmd, func() (string, error) {
			p.lent.Store(false)
			go p.Send(tea.ResumeMsg{})
			return read()
		}, nil
	}
}
