package storage

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// gatherTime is how long a notice waits after the first write of a commit, which
	// makes two to four and then gives up its lock.
	gatherTime = 10 * time.Millisecond
	// pollInterval is the time between two looks at a file that cannot be watched.
	pollInterval = 150 * time.Millisecond
)

// Watch returns a channel that receives a value after the library file was written, by
// this process or another. A value may stand for several writes. The file is not
// opened. Where the system cannot watch its folder, or while there is none, the file's
// time and size are compared instead. The channel is closed when ctx ends.
func (s *Store) Watch(ctx context.Context) <-chan struct{} {
	w := fileWatch{path: s.db.path, written: make(chan struct{}, 1)}
	if target, err := filepath.EvalSymlinks(w.path); err == nil {
		w.path = target
	}
	go w.run(ctx)
	return w.written
}

// A fileWatch reports writes to a file.
type fileWatch struct {
	path    string
	written chan struct{}
	last    os.FileInfo // when the file was last polled
}

// run polls the file until its folder can be watched, and then watches it.
func (w *fileWatch) run(ctx context.Context) {
	defer close(w.written)
	for ctx.Err() == nil {
		if watcher := w.watchFolder(); watcher != nil {
			w.follow(ctx, watcher)
			_ = watcher.Close()
			return
		}
		wait(ctx, pollInterval)
		w.poll()
	}
}

// watchFolder begins to watch the folder, or returns nil. The file itself is not
// watched: another may take its place.
func (w *fileWatch) watchFolder() *fsnotify.Watcher {
	watcher, err := fsnotify.NewBufferedWatcher(64)
	if err != nil {
		return nil
	}
	if watcher.Add(filepath.Dir(w.path)) != nil {
		_ = watcher.Close()
		return nil
	}
	return watcher
}

// follow reports the writes that watcher sees, until ctx ends.
func (w *fileWatch) follow(ctx context.Context, watcher *fsnotify.Watcher) {
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-watcher.Events:
			if filepath.Base(event.Name) != filepath.Base(w.path) || !event.Has(fsnotify.Write) && !event.Has(fsnotify.Create) {
				continue
			}
		case <-watcher.Errors: // events were lost
		}
		wait(ctx, gatherTime)
		for len(watcher.Events) > 0 {
			<-watcher.Events
		}
		w.report()
	}
}

// poll reports a write if the file differs from when it was last polled.
func (w *fileWatch) poll() {
	info, err := os.Stat(w.path)
	if err != nil {
		return
	}
	if before := w.last; before != nil && (!info.ModTime().Equal(before.ModTime()) || info.Size() != before.Size()) {
		w.report()
	}
	w.last = info
}

// report sends a value unless the last one was not received yet.
func (w *fileWatch) report() {
	select {
	case w.written <- struct{}{}:
	default:
	}
}

// wait waits for d, or until ctx ends.
func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
