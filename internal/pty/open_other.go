//go:build unix && !linux

package pty

import (
	"os"
	"syscall"

	"github.com/creack/pty"
)

// Open opens a pseudo-terminal. It returns the controlling side, and the side for a
// program. The library's file blocks and cannot be closed while it is read, so a
// non-blocking duplicate replaces it.
func Open() (t *Terminal, tty *os.File, err error) {
	blocking, tty, err := pty.Open()
	if err != nil {
		return nil, nil, err
	}
	defer blocking.Close()
	syscall.ForkLock.RLock() // so that no program that starts now inherits it
	fd, err := syscall.Dup(int(blocking.Fd()))
	if err == nil {
		syscall.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		tty.Close()
		return nil, nil, err
	}
	return &Terminal{os.NewFile(uintptr(fd), "terminal")}, tty, nil
}
