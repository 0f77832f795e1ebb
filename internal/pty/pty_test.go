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

// deep grows the stack of the goroutine.
func deep(calls int) {
	var room [256]byte
	if calls > 0 {
		deep(calls - 1)
	}
	runtime.KeepAlive(&room)
}

// The two sides must belong together even if the garbage collector shrinks the
// stack, which moves it, while they are opened.
func TestSidesOfATerminalBelongTogether(t *testing.T) {
	other, its, err := Open() // mostly number 0, as which a lost number would be read
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

// numberOf and nameOf return the number of a terminal, by either side.
func numberOf(t *testing.T, ours *Terminal) string {
	t.Helper()
	n, err := unix.IoctlGetUint32(int(ours.file.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Error(err)
	}
	return fmt.Sprint(n)
}

func nameOf(its *os.File) string {
	return strings.TrimPrefix(its.Name(), "/dev/pts/")
}

func TestResizeReachesTheProgram(t *testing.T) {
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

// Close does not wait for a pending read, and the program gets SIGHUP even if the
// test ignores it.
func TestTerminalIsClosedWhileItIsRead(t *testing.T) {
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
		t.Error("the program was not hung up on")
	}
}
