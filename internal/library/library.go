package library

import (
	"context"
	"fmt"
	"io"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/origin/fetch"
	"galley/storage"
)

// Options configure a Library.
type Options struct {
	Path      string        // of the database
	MustExist bool          // whether it is an error to list a library that does not exist
	Version   string        // of Galley, shown in exports and to web servers
	Author    func() string // returns the creator of annotations and steps; called when the first is made
	Now       func() time.Time
	NewID     func() string
	// DailyBackups reports whether the settings allow daily backups. nil: they do not.
	DailyBackups func() bool
	// Blind reports whether what others annotated is hidden until the user is done with
	// an article. nil: it is not.
	Blind func() bool
	Stdin io.Reader

	Fetch Fetcher // nil for fetch.Fetch
	// Download runs get, which fetches the page at address. It can cancel get and
	// show its progress: the bytes read so far, and their total or -1 if that is
	// unknown. If Download is nil, get is just run.
	Download func(address string, get func(ctx context.Context, progress func(read, total int64)) error) error
	// Watch returns a channel that receives a value after a write to the library. nil for
	// [storage.Store.Watch].
	Watch func(ctx context.Context) <-chan struct{}
	// Interruptible calls run, which converts a document, with a context that ends
	// when the user cancels. If Interruptible is nil, conversions cannot be canceled.
	Interruptible func(run func(ctx context.Context) error) error
}

// A Fetcher fetches a page from the web.
type Fetcher = func(ctx context.Context, address string, opt fetch.Options) (fetch.Page, error)

// A Library holds the saved articles and implements what users do with them.
type Library struct {
	base
	finder
	*saveQueue
	*dailyBackups
	*watch
	*presence
}

// New returns the library at o.Path. It does no I/O: a library that does not
// exist is empty, and the first save creates it.
func New(o Options) *Library {
	b := base{o, storage.New(o.Path)}
	b.options.Author = newSigner(b)
	return &Library{b, newFinder(b), newSaveQueue(b), &dailyBackups{base: b}, newWatch(b), newPresence(b)}
}

// Close stops running conversions, and waits up to 3 seconds until everything is
// saved. Steps that are not saved by then go to rescue files, which the
// error names. A backup that is being made is finished.
func (l *Library) Close() error {
	defer l.wait()
	l.watch.end()
	l.leave()
	l.conversions.stop()
	return l.saveQueue.Close()
}

// base holds what every operation needs.
type base struct {
	options Options
	store   *storage.Store
}

// step returns a step that the user takes now.
func (b base) step(what string, changes ...annotate.Change) annotate.Step {
	return annotate.Step{
		ID: b.options.NewID(), Time: b.options.Now().UTC(), Creator: b.options.Author(), Summary: what, Changes: changes,
	}
}

// A UsageError is returned for a request that is wrong whatever the article.
type UsageError struct{ err error }

// Error implements error.
func (e *UsageError) Error() string { return e.err.Error() }

// Unwrap returns the cause.
func (e *UsageError) Unwrap() error { return e.err }

// Usagef formats a UsageError as fmt.Errorf does.
func Usagef(format string, args ...any) error { return &UsageError{fmt.Errorf(format, args...)} }

// clean returns text from a server as one clean line, or "" if it is unreasonably
// long.
func clean(value string) string {
	const maxBytes = 256
	if len(value) > maxBytes {
		return ""
	}
	return source.CleanLine(value)
}
