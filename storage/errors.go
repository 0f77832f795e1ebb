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
)

var (
	// ErrNotFound is returned when no article, annotation or text has that
	// name.
	ErrNotFound = errors.New("not in the library")

	// ErrAmbiguous is returned when the start of an id fits several. The
	// error is an [AmbiguousError], which lists them.
	ErrAmbiguous = errors.New("more than one fits")

	// ErrConflict is returned when a stored annotation is not as a change's
	// Before says, because it was changed elsewhere meanwhile. Nothing was
	// written; read again.
	ErrConflict = errors.New("changed elsewhere meanwhile")

	// ErrDamaged is returned when bytes of the library are not as they were
	// written. With a [PartialError] the result holds everything else.
	ErrDamaged = errors.New("damaged")

	// ErrLocked is returned when others kept the library locked for longer
	// than two seconds.
	ErrLocked = errors.New("in use by another program")

	// ErrPermission is returned when the library or its folder may not be
	// read or written.
	ErrPermission = errors.New("no permission")

	// ErrFull is returned when there is no room left on the disk, or no more
	// is allowed.
	ErrFull = errors.New("no room left")

	// ErrNewerSchema is returned when a newer Galley wrote the library. It is
	// left untouched.
	ErrNewerSchema = errors.New("written by a newer Galley")

	// ErrForeign is returned when the file is a sound database, but no library
	// of Galley's.
	ErrForeign = errors.New("not a Galley library")
)

// Advice says in plain words what is safe after err and what to do next, ""
// if there is nothing to say.
func Advice(err error) string {
	for _, a := range []struct {
		is     error
		advice string
	}{
		{ErrConflict, "nothing was written; look at it again and repeat the change"},
		{ErrDamaged, "what can be read is kept; run “galley doctor”"},
		{ErrLocked, "nothing was changed; close the other program or try again in a moment"},
		{ErrPermission, "nothing was changed; check who owns the file and its folder, or choose another with --db"},
		{ErrFull, "nothing was changed; make room and try again"},
		{ErrNewerSchema, "it was left untouched; install the newest Galley or choose another library with --db"},
		{ErrForeign, "it was left untouched; choose another file with --db"},
		{ErrAmbiguous, "type more of the id"},
		{fs.ErrExist, "it was left untouched; choose another name"},
	} {
		if errors.Is(err, a.is) {
			return a.advice
		}
	}
	return ""
}

// An Error tells what could not be done with which library. Its text is one
// line for a person: what failed, what is safe, what to do next.
type Error struct {
	Op   string // "save annotations"
	Path string // of the library, "" where it does not matter
	Err  error
}

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

// quoted is a name in a line for a person: nothing in it acts on a terminal.
func quoted(name string) string {
	escaped := strconv.Quote(name)
	return "“" + escaped[1:len(escaped)-1] + "”"
}

func (e *Error) Unwrap() error { return e.Err }

// An AmbiguousError lists what the start of an id fits.
type AmbiguousError struct {
	Start   string
	Matches []string // ids, in order
}

func (e *AmbiguousError) Error() string {
	shown := e.Matches
	if len(shown) > 5 {
		shown = append(shown[:5:5], "…")
	}
	return fmt.Sprintf("%s fits more than one (%s)", quoted(e.Start), strings.Join(shown, ", "))
}

func (e *AmbiguousError) Unwrap() error { return ErrAmbiguous }

// Damage is one broken thing in the library. Without a Bucket it is the file
// as a whole, and this Store opens it no more.
type Damage struct {
	Bucket, Key string
	Err         error // what is wrong, in plain words
}

func (d *Damage) Error() string {
	if d.Bucket == "" {
		return fmt.Sprintf("%v (%v)", ErrDamaged, d.Err)
	}
	return fmt.Sprintf("%v (%s %s, %v)", ErrDamaged, d.Bucket, quoted(d.Key), d.Err)
}

func (d *Damage) Unwrap() []error { return []error{ErrDamaged, d.Err} }

// A PartialError comes with a result from which only damaged records are
// missing. It never comes alone.
type PartialError struct {
	Damaged []*Damage // in the order in which they were met, never empty
}

func (e *PartialError) Error() string {
	if len(e.Damaged) == 1 {
		return "one record is left out: " + e.Damaged[0].Error()
	}
	return fmt.Sprintf("%d records are left out, the first: %v", len(e.Damaged), e.Damaged[0])
}

func (e *PartialError) Unwrap() error { return e.Damaged[0] }

// notFound is ErrNotFound for that name.
func notFound(name string) error { return fmt.Errorf("%s is %w", quoted(name), ErrNotFound) }

// A classified error is one of bbolt or of the system that says what its
// sentinel says.
type classified struct{ as, err error }

func (c *classified) Error() string   { return c.as.Error() }
func (c *classified) Unwrap() []error { return []error{c.as, c.err} }

// classify gives errors of bbolt and of the system their sentinel.
func classify(err error) error {
	for _, c := range []struct{ is, as error }{
		{berrors.ErrTimeout, ErrLocked},
		{fs.ErrPermission, ErrPermission},
		{syscall.EROFS, ErrPermission},
		{syscall.ENOSPC, ErrFull},
		{syscall.EFBIG, ErrFull},
		{syscall.EDQUOT, ErrFull},
	} {
		if errors.Is(err, c.is) && !errors.Is(err, c.as) {
			return &classified{c.as, err}
		}
	}
	if noRoomToGrow(err) {
		return &classified{ErrFull, err}
	}
	if runtime.GOOS == "windows" && (errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112))) {
		return &classified{ErrFull, err} // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
	}
	return err
}

// noRoomToGrow reports whether bbolt could not make the file longer for want of
// room. It keeps only the words of what the system said.
func noRoomToGrow(err error) bool {
	words, grows := strings.CutPrefix(err.Error(), "file resize error: ")
	return grows && slices.ContainsFunc([]error{syscall.ENOSPC, syscall.EFBIG, syscall.EDQUOT}, func(cause error) bool {
		return strings.HasSuffix(words, cause.Error())
	})
}
