//go:build unix && !linux

package pty

import (
	"os"
	"syscall"

	"github.com/creack/pty"
)

// Open opens a terminal: our side, and the side of a program. Our side comes
// from the library as one that blocks, and could not be closed while it is
// read.
func Open() (ours *Terminal, its *os.File, err error) {
	blocking, its, err := pty.Open()
	if err != nil {
		return nil, nil, err
	}
	defer blocking.Close()
	syscall.ForkLock.RLock() // or a program that starts now would inherit it
	fd, err := syscall.Dup(int(blocking.Fd()))
	if err == nil {
		syscall.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		its.Close()
		return nil, nil, err
	}
	return &Terminal{os.NewFile(uintptr(fd), "terminal")}, its, nil
}
