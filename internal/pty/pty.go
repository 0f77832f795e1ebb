//go:build unix

// Package pty opens pseudo-terminals, in which tests and benchmarks run programs
// as a user would.
//
// On Linux it opens them itself, because github.com/creack/pty may open the
// terminal of another program there: see [Open]. On other systems it uses that
// library. Unlike the library's files, a [Terminal] can be closed while it is
// read.
package pty

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// pollInterval is the time after which a blocked read is repeated: it does not
// always end when the other side is closed.
const pollInterval = 20 * time.Millisecond

// A Terminal is the controlling side of a pseudo-terminal. Writing to it is
// typing; reading from it returns what the program draws. It may be closed while
// it is read.
type Terminal struct{ file *os.File }

// Read waits for data, or until the other side is closed.
func (t *Terminal) Read(p []byte) (int, error) {
	for {
		if err := t.file.SetReadDeadline(time.Now().Add(pollInterval)); err != nil {
			return 0, err
		}
		if n, err := t.file.Read(p); n > 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			return n, err
		}
	}
}

// Write types p.
func (t *Terminal) Write(p []byte) (int, error) { return t.file.Write(p) }

// Close closes the terminal, which hangs up on the program.
func (t *Terminal) Close() error { return t.file.Close() }

// Resize changes the size of the terminal, in cells, and notifies the program.
func (t *Terminal) Resize(cols, rows int) error {
	return control(t.file, func(fd int) error {
		return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: uint16(cols), Row: uint16(rows)})
	})
}

// Foreground returns the process group that the terminal belongs to.
func (t *Terminal) Foreground() (group int, err error) {
	err = control(t.file, func(fd int) (err error) {
		group, err = unix.IoctlGetInt(fd, unix.TIOCGPGRP)
		return err
	})
	return group, err
}

// control calls do with the descriptor of a file, which stays non-blocking.
func control(f *os.File, do func(fd int) error) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	if e := conn.Control(func(fd uintptr) { err = do(int(fd)) }); e != nil {
		return e
	}
	return err
}

// Start starts a program in a new terminal of cols columns and rows rows, and returns
// the terminal.
func Start(cmd *exec.Cmd, cols, rows int) (*Terminal, error) {
	t, tty, err := Open()
	if err != nil {
		return nil, err
	}
	defer tty.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	SetControlling(cmd)
	err = t.Resize(cols, rows)
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Close()
		return nil, err
	}
	return t, nil
}

// SetControlling makes the standard input of a program its controlling terminal,
// in a new session, as a shell does. The program will get SIGHUP when the
// terminal is closed, even if this process ignores SIGHUP, as under nohup.
func SetControlling(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid, cmd.SysProcAttr.Setctty = true, true
	if signal.Ignored(syscall.SIGHUP) {
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP) // ignored signals are inherited, caught ones are not
	}
}
