//go:build unix

package ui

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// stopTime is the time in which a process that was asked to stop has stopped. One
// that runs on after that has no shell that could continue it.
const stopTime = 300 * time.Millisecond

// settleTime is the time between signals that arrive together.
const settleTime = 20 * time.Millisecond

func jobSignals() []os.Signal { return []os.Signal{syscall.SIGTSTP, syscall.SIGCONT} }

// jobMessage returns the message that a signal of job control causes. While the
// terminal is lent, Galley only stops.
func (p *Program) jobMessage(s os.Signal) tea.Msg {
	switch lent := p.lent.Load(); {
	case lent && s == syscall.SIGTSTP:
		_ = syscall.Kill(syscall.Getpid(), stopSignal)
		return nil
	case lent:
		return nil
	case s == syscall.SIGTSTP:
		return suspendMsg{}
	}
	return continuedMsg{}
}

// stopSignal stops a process, unless there is no shell that could continue it. It
// is not SIGTSTP, which no longer stops a Go program once it was caught.
const stopSignal = syscall.SIGTTIN

// suspend gives the terminal back, stops the program with the others of its job,
// and takes the terminal again. Suspending in Bubble Tea would wait forever
// after SIGTSTP was caught, or without a shell. While it is stopped, Galley has no
// lock on the library.
func (p *Program) suspend() tea.Msg {
	if p.app.cfg.Input != nil || p.ReleaseTerminal() != nil {
		return notSuspendedMsg{}
	}
	p.app.flushDraft()
	var stopped, ended bool
	p.app.cfg.Library.Pause(func() { stopped, ended = p.stop() })
	switch {
	case ended:
		close(p.left) // the terminal is the shell's: nothing may touch it again
		select {}
	case p.RestoreTerminal() != nil:
		return quitMsg{} // there is no terminal any more
	case !stopped:
		return notSuspendedMsg{}
	}
	return tea.ResumeMsg{}
}

// stop stops the job until it is continued. ended reports whether a signal that
// ends the program arrived in the meantime.
func (p *Program) stop() (stopped, ended bool) {
	arrived := make(chan os.Signal, 8)
	signal.Notify(arrived, append([]os.Signal{syscall.SIGCONT}, endSignals...)...)
	defer signal.Stop(arrived)
	signal.Stop(p.caught)
	defer p.catchSignals()
	wait := func(limit time.Duration) bool {
		select {
		case s := <-arrived:
			stopped, ended = stopped || s == syscall.SIGCONT, ended || s != syscall.SIGCONT
			return true
		case <-time.After(limit):
			return false
		}
	}
	_ = syscall.Kill(0, stopSignal)
	if !wait(stopTime) { // which may be over because the stop was longer
		wait(10 * settleTime)
	}
	for wait(settleTime) {
	}
	return stopped, ended
}

// retake takes the terminal again after a stop that could not be caught.
func (p *Program) retake() tea.Msg {
	if p.ReleaseTerminal() != nil {
		return quitMsg{} // there is no terminal any more
	}
	time.Sleep(settleTime) // until Bubble Tea has stopped drawing, or it never starts again
	if p.RestoreTerminal() != nil {
		return quitMsg{}
	}
	return tea.ResumeMsg{}
}
