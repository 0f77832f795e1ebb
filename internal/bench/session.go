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
	arrived chan struct{} // holds a token when there is new output or the program ended
	exited  chan struct{} // closed when the program exits

	mu     sync.Mutex
	chunks []chunk
	closed bool
}

// A chunk is the output that one read of the terminal returned.
type chunk struct {
	at   time.Time
	data []byte
}

// startSession starts cmd in a new terminal.
func startSession(cmd *exec.Cmd, sz size) (*session, error) {
	s := &session{cmd: cmd, arrived: make(chan struct{}, 1), exited: make(chan struct{}), started: time.Now()}
	tty, err := pty.Start(cmd, sz.cols, sz.rows)
	if err != nil {
		return nil, fmt.Errorf("start %s in a pseudo-terminal: %w", cmd.Path, err)
	}
	s.tty = tty
	go s.read()
	return s, nil
}

// read collects output and answers the queries in it until the program ends.
func (s *session) read() {
	var r responder
	buf := make([]byte, 256<<10)
	for {
		n, err := s.tty.Read(buf)
		at := time.Now()
		s.mu.Lock()
		if n > 0 {
			s.chunks = append(s.chunks, chunk{at, append([]byte(nil), buf[:n]...)})
		}
		s.closed = err != nil
		s.mu.Unlock()
		select {
		case s.arrived <- struct{}{}:
		default:
		}
		if err != nil {
			s.cmd.Wait()
			close(s.exited)
			return
		}
		if answer := r.answer(buf[:n]); len(answer) > 0 {
			s.tty.Write(answer)
		}
	}
}

// press writes keys.
func (s *session) press(keys string) error {
	_, err := s.tty.Write([]byte(keys))
	return err
}

// resize changes the size of the terminal.
func (s *session) resize(to size) error { return s.tty.Resize(to.cols, to.rows) }

// mark returns the number of chunks so far.
func (s *session) mark() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.chunks)
}

// chunksSince returns the chunks after a mark, and whether the program has exited.
func (s *session) chunksSince(mark int) ([]chunk, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chunks[mark:], s.closed
}

func (s *session) pid() int { return s.cmd.Process.Pid }

// end terminates the program and its children, and kills them if they still run
// after four seconds. A child in another session cannot be found; it loses the
// terminal.
func (s *session) end() {
	group := -s.cmd.Process.Pid
	syscall.Kill(group, syscall.SIGTERM)
	select {
	case <-s.exited:
	case <-time.After(4 * time.Second):
		syscall.Kill(group, syscall.SIGKILL)
	}
	s.tty.Close()
	<-s.exited
}

// peakOf returns the peak memory of a process that has exited, in bytes.
func peakOf(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss // in bytes on macOS
	}
	return usage.Maxrss << 10
}
