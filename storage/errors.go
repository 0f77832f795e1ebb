package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"galley/annotate"
)

var (
	// ErrNotFound is returned when there is no article, annotation or text with
	// that name.
	ErrNotFound = errors.New("not in the library")

	// ErrAmbiguous is returned when several ids begin with the given text. The
	// error is an [AmbiguousError], which lists them.
	ErrAmbiguous = errors.New("several match")

	// ErrConflict is returned when a stored annotation differs from a change's
	// Before because it has been changed elsewhere. Nothing was written; read it
	// again.
	ErrConflict = errors.New("changed elsewhere in the meantime")

	// ErrDamaged is returned when bytes of the library are not as they were
	// written. With a [PartialError], the result holds everything else.
	ErrDamaged = errors.New("damaged")

	// ErrHeader is returned for a write if one of the two headers of the file is
	// damaged: it may have been the newer one, and its state would be overwritten.
	// [Store.RenewHeader] makes writing possible again.
	ErrHeader error = &classifiedError{errors.New("one of the two headers of the library is damaged, so its last step may be missing"), ErrDamaged}

	// ErrLocked is returned when other processes kept the library locked for
	// more than two seconds.
	ErrLocked = errors.New("in use by another program")

	// ErrPermission is returned when the user may not read or write the library
	// or its folder.
	ErrPermission = errors.New("no permission")

	// ErrFull is returned when the disk is full or a quota or limit is reached.
	ErrFull = errors.New("no space left")

	// ErrNewerSchema is returned when a newer Galley wrote the library. It is
	// not changed.
	ErrNewerSchema = errors.New("written by a newer Galley")

	// ErrForeign is returned when the file is not a Galley library.
	ErrForeign = errors.New("not a Galley library")
)

// Advice returns what is safe after err and what to do next, as a clause without
// a period, or "" if there is no advice.
func Advice(err error) string {
	for _, a := range []struct {
		is     error
		advice string
	}{
		{ErrConflict, "nothing was written; look at what changed and try again"},
		{ErrHeader, "nothing was changed; run galley doctor"},
		{ErrDamaged, "everything readable is kept; run galley doctor"},
		{ErrLocked, "nothing was changed; close the other program or try again in a moment"},
		{ErrPermission, "nothing was changed; check who owns the file and its folder, or choose another library with --db"},
		{ErrFull, "nothing was changed; free some space and try again"},
		{ErrNewerSchema, "it was not changed; install the latest Galley or choose another library with --db"},
		{ErrForeign, "it was not changed; choose another file with --db"},
		{ErrAmbiguous, "type more of the id"},
		{fs.ErrExist, "it was not changed; choose another name"},
	} {
		if errors.Is(err, a.is) {
			return a.advice
		}
	}
	return ""
}

// An Error is a failed operation on a library. Its text is one line for the
// user: what failed, what is safe, what to do next.
type Error struct {
	Op   string // completes "cannot …": "save annotations"
	Path string // of the library, "" if it does not matter
	Err  error
}

// Error implements error.
func (e *Error) Error() string {
	line := "cannot " + e.Op
	if e.Path != "" && !errors.Is(e.Err, ErrNotFound) && !errors.Is(e.Err, ErrAmbiguous) {
		line += " (library " + quoted(e.Path) + ")"
	}
	err := e.Err
	if file, ok := err.(*fs.PathError); ok && file.Path == e.Path {
		err = file.Err
	}
	line += ": " + err.Error()
	if advice := Advice(e.Err); advice != "" {
		line += "; " + advice
	}
	return line
}

// quoted quotes a name for the user and escapes control characters.
func quoted(name string) string {
	escaped := strconv.Quote(name)
	return "“" + escaped[1:len(escaped)-1] + "”"
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// An AmbiguousError lists the ids that begin with the given text.
type AmbiguousError struct {
	Start   string
	Matches []string // ids, in order
}

// Error implements error.
func (e *AmbiguousError) Error() string {
	shown := e.Matches
	if len(shown) > 5 {
		shown = append(shown[:5:5], "…")
	}
	return fmt.Sprintf("%s matches several ids (%s)", quoted(e.Start), strings.Join(shown, ", "))
}

// Unwrap returns the cause.
func (e *AmbiguousError) Unwrap() error { return ErrAmbiguous }

// A DamageError describes one damaged part of the library. If Bucket is empty, that
// is the structure of the file, and the Store refuses to open the file again.
type DamageError struct {
	Bucket, Key string
	Err         error // what is wrong, for the user
}

// Error implements error.
func (d *DamageError) Error() string {
	if d.Bucket == "" {
		return fmt.Sprintf("%v (%v)", ErrDamaged, d.Err)
	}
	return fmt.Sprintf("%v (%s %s, %v)", ErrDamaged, d.Bucket, quoted(d.Key), d.Err)
}

// Unwrap returns the cause.
func (d *DamageError) Unwrap() []error { return []error{ErrDamaged, d.Err} }

// A PartialError is returned with a result that lacks only damaged records, and
// the places of annotations that are placed on another text.
type PartialError struct {
	Damaged []*DamageError // in order of keys, never empty
}

// errOtherText is the damage of an annotation that is listed without a place.
var errOtherText = errors.New(annotate.OtherText)

// Error implements error.
func (e *PartialError) Error() string {
	n := len(e.Damaged) - e.Displaced()
	switch {
	case n == 1 && len(e.Damaged) == 1:
		return "one record is left out: " + e.Damaged[0].Error()
	case n == len(e.Damaged):
		return fmt.Sprintf("%d records are left out, the first: %v", n, e.Damaged[0])
	case n == 0 && len(e.Damaged) == 1:
		return "one annotation is shown without a place: " + e.Damaged[0].Error()
	case n == 0:
		return fmt.Sprintf("%d annotations are shown without a place, the first: %v", len(e.Damaged), e.Damaged[0])
	}
	return fmt.Sprintf("%d records are left out, and %s without a place, the first: %v", n,
		annotate.Plural(e.Displaced(), "annotation"), e.Damaged[0])
}

// Displaced returns how many annotations are listed without their place, because
// they are placed on a text other than the current one.
func (e *PartialError) Displaced() (n int) {
	for _, d := range e.Damaged {
		if errors.Is(d, errOtherText) {
			n++
		}
	}
	return n
}

// Unwrap returns the cause.
func (e *PartialError) Unwrap() error { return e.Damaged[0] }

// notFound returns an ErrNotFound that quotes the name.
func notFound(name string) error { return fmt.Errorf("%s is %w", quoted(name), ErrNotFound) }

// A classifiedError is an error from bbolt or the system with the text of a
// sentinel.
type classifiedError struct{ sentinel, err error }

// Error implements error.
func (c *classifiedError) Error() string { return c.sentinel.Error() }

// Unwrap returns the sentinel and the cause.
func (c *classifiedError) Unwrap() []error { return []error{c.sentinel, c.err} }

// classify wraps errors from bbolt and the system together with their sentinel.
func classify(err error) error {
	sentinel := err
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		sentinel = ErrLocked
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		sentinel = ErrPermission
	case slices.ContainsFunc(fullErrors(), func(full error) bool { return errors.Is(err, full) || cannotGrow(err, full) }):
		sentinel = ErrFull
	}
	if errors.Is(err, sentinel) {
		return err
	}
	return &classifiedError{sentinel, err}
}

// fullErrors lists the system errors that mean a lack of space.
func fullErrors() []error {
	full := []error{syscall.ENOSPC, syscall.EFBIG, syscall.EDQUOT}
	if runtime.GOOS == "windows" {
		full = append(full, syscall.Errno(39), syscall.Errno(112)) // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
	}
	return full
}

// cannotGrow reports whether err says that bbolt could not make the file longer
// because of a system error, cause, of which bbolt keeps only the text.
func cannotGrow(err, cause error) bool {
	text, isResize := strings.CutPrefix(err.Error(), "file resize error: ")
	return isResize && strings.HasSuffix(text, cause.Error())
}
