package vterm

import (
	"io"
	"sync"
)

// ahead is how many bytes may wait to be read before Type waits: a person is
// not faster than the program.
const ahead = 64

// An input is what waits to be read by the program. What a terminal answers
// never waits for room: the program may be writing the next question, or may
// have stopped reading.
type input struct {
	mu      sync.Mutex
	changed *sync.Cond
	waiting []byte
	closed  bool
}

func newInput() *input {
	in := &input{}
	in.changed = sync.NewCond(&in.mu)
	return in
}

// Write adds an answer. It never blocks.
func (in *input) Write(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.closed {
		return 0, io.ErrClosedPipe
	}
	in.waiting = append(in.waiting, p...)
	in.changed.Broadcast()
	return len(p), nil
}

// typed adds keys, once most of what came before has been read.
func (in *input) typed(keys string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.waiting) > ahead && !in.closed {
		in.changed.Wait()
	}
	in.waiting = append(in.waiting, keys...)
	in.changed.Broadcast()
}

// Read waits for bytes.
func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.waiting) == 0 {
		if in.closed {
			return 0, io.EOF
		}
		in.changed.Wait()
	}
	n := copy(p, in.waiting)
	in.waiting = in.waiting[n:]
	in.changed.Broadcast()
	return n, nil
}

// Close ends what can be read.
func (in *input) Close() error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.closed = true
	in.changed.Broadcast()
	return nil
}
