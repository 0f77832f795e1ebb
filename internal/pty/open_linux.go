package pty

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Open opens a terminal: our side, and the side of a program.
//
// The library for other systems asks for the number of a terminal through an
// address that is no longer valid once the stack of the goroutine has moved.
// Where many terminals are opened at once, that opens somebody else's.
func Open() (ours *Terminal, its *os.File, err error) {
	side, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	var number uint32
	err = control(side, func(fd int) error {
		if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
			return err
		}
		number, err = unix.IoctlGetUint32(fd, unix.TIOCGPTN)
		return err
	})
	if err == nil {
		its, err = os.OpenFile("/dev/pts/"+strconv.FormatUint(uint64(number), 10), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		side.Close()
		return nil, nil, err
	}
	return &Terminal{side}, its, nil
}
