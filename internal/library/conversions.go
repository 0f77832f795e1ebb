package library

import (
	"context"
	"errors"
	"sync"
)

// conversions runs the programs that convert documents. They end when the user
// cancels, and when the library is closed.
type conversions struct {
	interruptible func(run func(ctx context.Context) error) error
	closed        context.Context
	close         context.CancelFunc
	running       sync.WaitGroup
}

func newConversions(o Options) *conversions {
	c := &conversions{interruptible: o.Interruptible}
	if c.interruptible == nil {
		c.interruptible = func(run func(ctx context.Context) error) error { return run(context.Background()) }
	}
	c.closed, c.close = context.WithCancel(context.Background())
	return c
}

// run runs one conversion. It returns errCanceled if it was stopped.
func (c *conversions) run(convert func(ctx context.Context) error) error {
	c.running.Add(1)
	defer c.running.Done()
	err := c.interruptible(func(ctx context.Context) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(c.closed, cancel)()
		return convert(ctx)
	})
	if errors.Is(err, context.Canceled) {
		return errCanceled
	}
	return err
}

// stop kills the running programs and their children.
func (c *conversions) stop() {
	c.close()
	c.running.Wait()
}
