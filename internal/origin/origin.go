// Package origin reads the bytes of an article from a file or standard input.
// It never interprets, changes or keeps what it reads. Package fetch does the
// same for web addresses.
//
// # Rules
//
// At most [Limit] bytes are read. Only regular files are opened: a directory, a
// device or a named pipe is refused before it can block the program. Every error
// is one line that says what failed and what to do. Names of files in it are
// quoted, so that a hostile name cannot reach the terminal raw.
package origin

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Limit is the maximum size of a source, in bytes.
const Limit = 64 << 20

// ErrTooLarge is returned for a source of more than Limit bytes.
var ErrTooLarge = errors.New("more than 64 MiB: split it into smaller parts")

// ErrNotRegular is returned for a folder, a named pipe, a device or a socket.
var ErrNotRegular = errors.New("not a regular file")

// An Origin is a source as it was read.
type Origin struct {
	Location  string    // absolute path, symbolic links resolved; "" for standard input
	Name      string    // last part of the path as the user gave it; "" for standard input
	Bytes     []byte    // owned by the caller
	Retrieved time.Time // UTC
}

// Stdin reads all of r. It returns ErrTooLarge if there are more than Limit
// bytes.
func Stdin(r io.Reader, now time.Time) (Origin, error) {
	raw, err := readRest(r, make([]byte, 0, 512))
	if err != nil {
		return Origin{}, fmt.Errorf("standard input cannot be read: %w", err)
	}
	return Origin{Bytes: raw, Retrieved: now.UTC()}, nil
}

// IsURL reports whether location looks like a web address rather than a path.
func IsURL(location string) bool {
	scheme, rest, ok := strings.Cut(location, "://")
	return ok && rest != "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// readRest appends the rest of r to raw.
func readRest(r io.Reader, raw []byte) ([]byte, error) {
	for {
		n, err := r.Read(raw[len(raw):min(cap(raw), Limit+1)])
		raw = raw[:len(raw)+n]
		switch {
		case len(raw) > Limit:
			return nil, ErrTooLarge
		case errors.Is(err, io.EOF):
			return raw, nil
		case err != nil:
			return nil, err
		case len(raw) == cap(raw):
			raw = append(raw, 0)[:len(raw)]
		}
	}
}
