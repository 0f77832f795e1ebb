package storage

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
)

// isPanic reports whether an error of bbolt's check has the words of a panic.
func isPanic(err error) bool {
	return slices.ContainsFunc([]string{"panic: ", "runtime error: ", "assertion failed"}, func(words string) bool {
		return strings.Contains(err.Error(), words)
	})
}

// errPage is the damage of a page at which bbolt panicked or faulted.
var errPage = errors.New("a page of the file cannot be read")

// A place is where a transaction last looked.
type place struct{ bucket, key string }

// name adds the place to an error of guard.
func (p place) name(err error) error {
	if !errors.Is(err, errPage) || p.bucket == "" {
		return err
	}
	where := "bucket " + quoted(p.bucket)
	if p.key != "" {
		where += ", at or after " + quoted(p.key)
	}
	return &DamageError{Err: fmt.Errorf("%w: %s", errPage, where)}
}

// guard runs work and turns a panic, or a fault on the mapped file, into
// ErrDamaged.
func guard(work func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *DamageError:
			err = r
		default: // its words are not for the user
			err = &DamageError{Err: errPage}
		}
	}()
	return work()
}
