package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// lock makes this the only process that exchanges the library at path. waits says whether
// it waits for another to end.
func lock(ctx context.Context, path string, waits bool) (release func(), err error) {
	const interval, patience = time.Second, 3 * time.Second
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if !waits {
		limited, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		ctx = limited
	}
	file := flock.New(path+".sync.lock", flock.SetPermissions(0o600))
	ok, err := file.TryLockContext(ctx, interval)
	switch {
	case ok:
		return func() { _ = file.Close() }, nil
	case errors.Is(err, context.DeadlineExceeded):
		return nil, errors.New("another process exchanges this library already; nothing was changed; --status shows how far it is")
	}
	return nil, err
}
