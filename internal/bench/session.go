//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"

	"galley/internal/pty"
)

// A session is a program that runs in a pseudo-terminal.
type session struct {
	cmd     *exec.Cmd
	tty     *pty.Terminal
	started time.Time
	arrived chan struct{} // holds one token when there is news
	exited  chan struct{}

	mu     sync.Mutex
	chunks []chunk
	closed bool
}

// A chunk is output as one read of the terminal returned it.
type chunk struct {
	at   time.Time
	data []byte
}

// startSession starts cmd on a screen of that size.
func startSession(cmd *exec.Cmd, s size) (*session, error) {
	t := &session{cmd: cmd, arrived: make(chan struct{}, 1), exited: make(chan struct{}), started: time.Now()}
	tty, err := pty.Start(cmd, s.cols, s.rows)
	if err != nil {
		return nil, fmt.Errorf("start %s in a pseudo-terminal: %w", cmd.Path, err)
	}
	t.tty = tty
	go t.read()
	return t, nil
}

// read takes the output in, and answers what it asks, until the program ends.
func (t *session) read() {
	var asked terminal
	buf := make([]byte, 256<<10)
	for {
		n, err := t.tty.Read(buf)
		at := time.Now()
		t.mu.Lock()
		if n > 0 {
			t.chunks = append(t.chunks, chunk{at, append([]byte(nil), buf[:n]...)})
		}
		t.closed = err != nil
		t.mu.Unlock()
		select {
		case t.arrived <- struct{}{}:
		default:
		}
		if err != nil {
			t.cmd.Wait()
			close(t.exited)
			return
		}
		if answer := asked.answer(buf[:n]); len(answer) > 0 {
			t.tty.Write(answer)
		}
	}
}

// press writes a key and returns when that was.
func (t *session) press(key string) (time.Time, error) {
	at := time.Now()
	_, err := t.tty.Write([]byte(key))
	return at, err
}

// resize changes the size of the window and returns when that was.
func (t *session) resize(s size) (time.Time, error) {
	at := time.Now()
	return at, t.tty.Resize(s.cols, s.rows)
}

// mark is the place in the output up to now.
func (t *session) mark() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.chunks)
}

// since returns the output from a mark on, and whether the program has ended.
func (t *session) since(mark int) ([]chunk, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.chunks[mark:], t.closed
}

func (t *session) pid() int { return t.cmd.Process.Pid }

// end asks the program and what it started to stop, and makes them. One of them
// that went to a session of its own cannot be found; it loses the terminal.
func (t *session) end() {
	group := -t.cmd.Process.Pid
	syscall.Kill(group, syscall.SIGTERM)
	select {
	case <-t.exited:
	case <-time.After(4 * time.Second):
		syscall.Kill(group, syscall.SIGKILL)
	}
	t.tty.Close()
	<-t.exited
}

// peakOf is the most memory that a process which has ended had, in bytes.
func peakOf(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss // which counts bytes there
	}
	return usage.Maxrss << 10
}
