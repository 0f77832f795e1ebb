//go:build unix

// Package pseudo opens pseudo-terminals, in which tests and measurements run
// programs as a person would.
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

// again is after how long a side is read again that had nothing to give: that
// the other side is gone is not always told to who waits for it.
const again = 20 * time.Millisecond

// A Terminal is our side of a pseudo-terminal: what is written to it is typed,
// what is read from it was drawn. It may be closed while it is read.
type Terminal struct{ side *os.File }

// Read waits until there is something to read, or the other side is gone.
func (t *Terminal) Read(p []byte) (int, error) {
	for {
		if err := t.side.SetReadDeadline(time.Now().Add(again)); err != nil {
			return 0, err
		}
		if n, err := t.side.Read(p); n > 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			return n, err
		}
	}
}

// Write types.
func (t *Terminal) Write(p []byte) (int, error) { return t.side.Write(p) }

// Close takes the terminal away.
func (t *Terminal) Close() error { return t.side.Close() }

// Resize gives the terminal another size, in cells, and lets the program in it
// know.
func (t *Terminal) Resize(cols, rows int) error {
	return control(t.side, func(fd int) error {
		return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: uint16(cols), Row: uint16(rows)})
	})
}

// control does something with the descriptor of a file, which goes on to be one
// that does not block.
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

// Start runs a program in a terminal of its own, of that many columns and rows,
// and returns our side of it.
func Start(cmd *exec.Cmd, cols, rows int) (*Terminal, error) {
	ours, its, err := Open()
	if err != nil {
		return nil, err
	}
	defer its.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = its, its, its
	Owns(cmd)
	err = ours.Resize(cols, rows)
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		ours.Close()
		return nil, err
	}
	return ours, nil
}

// Owns has a program that is to be started take the terminal of its standard
// input for its own, in a session of its own, as a shell does. It will hear
// when the terminal is taken away, also where this program would not: started
// by nohup, or by a program that does not want to hear it either.
func Owns(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid, cmd.SysProcAttr.Setctty = true, true
	if signal.Ignored(syscall.SIGHUP) {
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP) // what is ignored is handed on, what is caught is not
	}
}
