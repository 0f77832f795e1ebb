package library

import (
	"context"
	"sync"
)

// A watch reports writes to the library.
type watch struct {
	begin func() <-chan struct{} // begins to watch once
	end   context.CancelFunc
}

func newWatch(b base) *watch {
	ctx, end := context.WithCancel(context.Background())
	return &watch{sync.OnceValue(func() <-chan struct{} {
		if b.options.Watch != nil {
			return b.options.Watch(ctx)
		}
		return b.store.Watch(ctx)
	}), end}
}

// NextWrite waits until this process or another has written to the library. ok is
// false once the library is closed.
func (w *watch) NextWrite() (ok bool) {
	_, ok = <-w.begin()
	return ok
}
