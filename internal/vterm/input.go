package vterm

import (
	"io"
	"sync"
)

// maxUnread is the number of unread bytes above which Type waits: users do not
// type faster than the program reads.
const maxUnread = 64

// An input buffers the bytes that the program has not read yet. Answers of the
// terminal are always accepted: the program may be writing its next query, or may
// have stopped reading.
type input struct {
	mu      sync.Mutex
	changed *sync.Cond
	unread  []byte
	late    bool   // answers are held back
	held    []byte // answers that are
	closed  bool
}

func newInput() *input {
	in := &input{}
	in.changed = sync.NewCond(&in.mu)
	return in
}

// Write appends an answer. It never blocks.
func (in *input) Write(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.closed {
		return 0, io.ErrClosedPipe
	}
	if in.late {
		in.held = append(in.held, p...)
		return len(p), nil
	}
	in.unread = append(in.unread, p...)
	in.changed.Broadcast()
	return len(p), nil
}

// typeKeys appends keys when most of the input before them has been read.
func (in *input) typeKeys(keys string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.unread) > maxUnread && !in.closed {
		in.changed.Wait()
	}
	in.unread = append(in.unread, keys...)
	in.changed.Broadcast()
}

// Read waits for at least one byte.
func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.unread) == 0 {
		if in.closed {
			return 0, io.EOF
		}
		in.changed.Wait()
	}
	n := copy(p, in.unread)
	in.unread = in.unread[n:]
	in.changed.Broadcast()
	return n, nil
}

// Close ends the input.
func (in *input) Close() error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.closed = true
	in.changed.Broadcast()
	return nil
}
