//go:build unix

// Package pseudo opens pseudo-terminals, in which tests and measurements run
// programs as a person would.
package pseudo

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// Start runs a program in a terminal of its own, of that many columns and rows,
// and returns our side of it. Closing that takes the terminal away; it can be
// closed while it is read.
func Start(cmd *exec.Cmd, cols, rows int) (*os.File, error) {
	ours, its, err := Open()
	if err != nil {
		return nil, err
	}
	defer its.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = its, its, its
	Owns(cmd)
	err = Resize(ours, cols, rows)
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
// input for its own, in a session of its own, as a shell does.
func Owns(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid, cmd.SysProcAttr.Setctty = true, true
}

// Resize gives a terminal another size, in cells, and lets the program in it
// know. f is either side.
func Resize(f *os.File, cols, rows int) error {
	return control(f, func(fd int) error {
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
