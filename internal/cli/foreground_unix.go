//go:build unix

package cli

import "golang.org/x/sys/unix"

// inForeground reports whether this program may change the terminal's mode: a
// program in the background would be stopped for it.
func inForeground(terminal uintptr) bool {
	group, err := unix.IoctlGetInt(int(terminal), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}
