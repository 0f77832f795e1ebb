//go:build linux

package pty

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// deep makes the stack of a goroutine large.
func deep(calls int) {
	var room [256]byte
	if calls > 0 {
		deep(calls - 1)
	}
	runtime.KeepAlive(&room)
}

// The two sides of a terminal belong together, also where the collector makes
// the stack smaller, which moves it, while they are opened.
func TestTheSidesOfATerminalBelongTogether(t *testing.T) {
	other, its, err := Open() // number 0, mostly, which a number that was lost is taken for
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	defer other.Close()
	defer its.Close()
	over := make(chan struct{})
	var collector sync.WaitGroup
	collector.Go(func() {
		for {
			select {
			case <-over:
				return
			default:
				runtime.GC()
			}
		}
	})
	for range 2000 {
		deep(200)
		ours, its, err := Open()
		if err != nil {
			t.Fatal(err)
		}
		if got, want := nameOf(its), numberOf(t, ours); got != want {
			t.Errorf("ours is number %s, theirs %s", want, got)
		}
		ours.Close()
		its.Close()
	}
	close(over)
	collector.Wait()
}

// numberOf and nameOf tell the number of a terminal, by our side and by its
// name.
func numberOf(t *testing.T, ours *Terminal) string {
	t.Helper()
	n, err := unix.IoctlGetUint32(int(ours.side.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Error(err)
	}
	return fmt.Sprint(n)
}

func nameOf(its *os.File) string {
	return strings.TrimPrefix(its.Name(), "/dev/pts/")
}

func TestASizeReachesTheProgram(t *testing.T) {
	ours, its, err := Open()
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	defer ours.Close()
	defer its.Close()
	if err := ours.Resize(123, 45); err != nil {
		t.Fatal(err)
	}
	size, err := unix.IoctlGetWinsize(int(its.Fd()), unix.TIOCGWINSZ)
	if err != nil || size.Col != 123 || size.Row != 45 {
		t.Errorf("%+v, %v", size, err)
	}
}

// Who takes the terminal away does not wait for what may still come, and the
// program hears of it, also where tests were started not to.
func TestATerminalIsClosedWhileItIsRead(t *testing.T) {
	signal.Ignore(syscall.SIGHUP)
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Skip("no program that waits")
	}
	cmd := exec.Command(sleep, "60")
	ours, err := Start(cmd, 80, 24)
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	read := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, ours) // fails when it is closed
		close(read)
	}()
	ours.Close()
	<-read
	if err := cmd.Wait(); err == nil {
		t.Error("the program did not hear that its terminal is gone")
	}
}
