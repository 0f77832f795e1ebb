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

// Options are what a Library is made of.
type Options struct {
	Path      string        // of the database
	MustExist bool          // listing a library that does not exist is an error
	Version   string        // of Galley, shown in exports and to web servers
	Author    func() string // whom annotations and steps are by; called when the first is made
	Now       func() time.Time
	NewID     func() string
	Stdin     io.Reader

	Fetch Fetcher // nil: fetch.Fetch
	// Download runs get, which fetches the page at address. It may cancel it
	// and show its progress: the bytes so far, and how many there will be, -1
	// if that is not known. nil: neither.
	Download func(address string, get func(ctx context.Context, progress func(read, total int64)) error) error
}

// A Fetcher fetches a page from the web.
type Fetcher = func(ctx context.Context, address string, opt fetch.Options) (fetch.Page, error)

// A Library is the saved articles and what can be done with them.
type Library struct {
	base
	finder
	*saveQueue
}

// New returns the library at o.Path. It does no I/O: a library that does not
// exist is empty, and the first save creates it.
func New(o Options) *Library {
	b := base{o, storage.New(o.Path)}
	return &Library{b, newFinder(b), newSaveQueue(b)}
}

// base is what every operation needs.
type base struct {
	options Options
	store   *storage.Store
}

// step is a step that the user takes now.
func (b base) step(what string, changes ...annotate.Change) annotate.Step {
	return annotate.Step{
		ID: b.options.NewID(), Time: b.options.Now().UTC(), Creator: b.options.Author(), What: what, Changes: changes,
	}
}

// A UsageError is a request that is wrong whatever the article.
type UsageError struct{ err error }

// Error implements error.
func (e *UsageError) Error() string { return e.err.Error() }

// Unwrap returns the cause.
func (e *UsageError) Unwrap() error { return e.err }

// Usagef makes a UsageError as fmt.Errorf does.
func Usagef(format string, args ...any) error { return &UsageError{fmt.Errorf(format, args...)} }

// clean makes text from a server fit to be kept: one line, or nothing if it is
// longer than anything sensible.
func clean(value string) string {
	const longest = 256 // bytes
	if len(value) > longest {
		return ""
	}
	return source.CleanLine(value)
}
