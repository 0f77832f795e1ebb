//go:build unix && !linux

package pty

import (
	"os"
	"syscall"

	"github.com/creack/pty"
)

// Open opens a pseudo-terminal and returns it with its other side, for a program.
// The file of the library blocks, and could not be closed while it is read: it
// is replaced by a non-blocking duplicate.
func Open() (t *Terminal, tty *os.File, err error) {
	blocking, tty, err := pty.Open()
	if err != nil {
		return nil, nil, err
	}
	defer blocking.Close()
	syscall.ForkLock.RLock() // so that no program started meanwhile inherits it
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
