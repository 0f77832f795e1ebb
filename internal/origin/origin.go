// Package origin fetches the bytes of an article and says where they came
// from. It reads files and standard input; it never interprets, changes or
// keeps what it reads.
//
// # Rules
//
// At most [Limit] bytes are read. Only regular files are opened: a directory,
// a device or a named pipe is refused before it can block the program. Every
// error is one line that says what failed and what to do; names of files in it
// are quoted, so that a hostile name cannot reach the terminal raw.
package origin

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Limit is the largest source that is read, in bytes.
const Limit = 64 << 20

// The kinds of Origin.
const (
	KindFile  = "file"
	KindStdin = "stdin"
)

// ErrTooLarge is returned for a source of more than Limit bytes. Nothing of it
// is kept.
var ErrTooLarge = errors.New("more than 64 MiB: split it into smaller parts")

// An Origin is a source as it was found.
type Origin struct {
	Kind      string    // KindFile or KindStdin
	Location  string    // absolute path, symbolic links resolved; "" for standard input
	Name      string    // last part of the path as the person gave it; "" for standard input
	Bytes     []byte    // owned by the caller
	Retrieved time.Time // UTC
}

// Stdin reads r to its end. It returns ErrTooLarge after Limit bytes.
func Stdin(r io.Reader, now time.Time) (Origin, error) {
	raw, err := readOn(r, make([]byte, 0, 512))
	if err != nil {
		return Origin{}, fmt.Errorf("standard input cannot be read: %w", err)
	}
	return Origin{Kind: KindStdin, Bytes: raw, Retrieved: now.UTC()}, nil
}

// IsURL reports whether place is meant as a web address and not as a path.
func IsURL(place string) bool {
	scheme, rest, ok := strings.Cut(place, "://")
	return ok && rest != "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// readOn appends to raw what r has still.
func readOn(r io.Reader, raw []byte) ([]byte, error) {
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
