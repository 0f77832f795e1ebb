package pty

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Open opens a pseudo-terminal. It returns the controlling side, and the side for a
// program.
//
// github.com/creack/pty gets the number of the terminal through a pointer that
// becomes invalid when the stack of the goroutine moves. When many terminals are
// opened at once, it may open that of another program.
func Open() (t *Terminal, tty *os.File, err error) {
	file, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	var number uint32
	err = control(file, func(fd int) error {
		if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
			return err
		}
		number, err = unix.IoctlGetUint32(fd, unix.TIOCGPTN)
		return err
	})
	if err == nil {
		tty, err = os.OpenFile("/dev/pts/"+strconv.FormatUint(uint64(number), 10), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return &Terminal{file}, tty, nil
}
