// Package archive reads the parts of a document that is kept in a ZIP file: a
// book, a word processor's file. It trusts nothing in it.
//
// # Rules
//
// Parts are found by name and read into memory; nothing is ever written, so
// that a name such as "../../x" is a name like any other. No part is longer
// than FileLimit when unpacked, and all that are read together no longer than
// TotalLimit, whatever the archive says of their sizes. An archive of more
// than 65,536 parts is refused before its directory is read.
package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The limits of what is unpacked, in bytes.
const (
	FileLimit  = 32 << 20
	TotalLimit = 256 << 20
)

// mostParts is how many parts an archive may have.
const mostParts = 1 << 16

// Errors of Open and Read.
var (
	// ErrDamaged is returned for bytes that are no whole ZIP file, and for a
	// part that cannot be unpacked.
	ErrDamaged = errors.New("the archive cannot be unpacked")
	// ErrTooLarge is returned for what goes beyond the limits.
	ErrTooLarge = errors.New("too large when unpacked")
	// ErrLocked is returned for a part that is encrypted with a password.
	ErrLocked = errors.New("locked by a password")
	// ErrMissing is returned for a part that the archive does not have.
	ErrMissing = errors.New("a part is missing")
)

// IsZip reports whether raw begins as a ZIP file does.
func IsZip(raw []byte) bool { return bytes.HasPrefix(raw, []byte("PK\x03\x04")) }

// An Archive is an open ZIP file. It refers to the bytes it was opened on. It
// is for one goroutine.
type Archive struct {
	parts map[string]*zip.File // by exact name
	folds map[string]*zip.File // by name in lower case
	names []string             // in the order of the archive
	left  int64                // how many bytes may still be unpacked
}

// Open reads the directory of an archive.
func Open(raw []byte) (*Archive, error) {
	if bytes.Count(raw, []byte("PK\x01\x02")) > mostParts {
		return nil, fmt.Errorf("%w, over 65,536 parts", ErrTooLarge)
	}
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, ErrDamaged
	}
	a := &Archive{parts: map[string]*zip.File{}, folds: map[string]*zip.File{}, left: TotalLimit}
	for _, f := range r.File {
		a.add(f)
	}
	return a, nil
}

// add makes a part known, unless another had its name.
func (a *Archive) add(f *zip.File) {
	name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
	if a.parts[name] != nil {
		return
	}
	a.parts[name] = f
	a.names = append(a.names, name)
	if fold := strings.ToLower(name); a.folds[fold] == nil {
		a.folds[fold] = f
	}
}

// Names lists the parts in the order of the archive. The list is shared.
func (a *Archive) Names() []string { return a.names }

// Has reports whether there is a part of that name.
func (a *Archive) Has(name string) bool { return a.find(name) != nil }

// find returns the part of that name, or else one whose name differs in case
// alone, as some programs write them; nil if there is neither.
func (a *Archive) find(name string) *zip.File {
	if f := a.parts[name]; f != nil {
		return f
	}
	return a.folds[strings.ToLower(name)]
}

// Read unpacks a part. Each reading counts towards TotalLimit.
func (a *Archive) Read(name string) ([]byte, error) {
	f := a.find(name)
	switch {
	case f == nil:
		return nil, fmt.Errorf("%w: %s", ErrMissing, shortened(name))
	case f.Flags&1 != 0:
		return nil, ErrLocked
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrDamaged, shortened(name))
	}
	defer r.Close()
	limit := min(a.left, FileLimit)
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	a.left -= min(int64(len(raw)), a.left)
	switch {
	case int64(len(raw)) > limit:
		return nil, fmt.Errorf("%w, over %d MiB: %s", ErrTooLarge, limit>>20, shortened(name))
	case err != nil:
		return nil, fmt.Errorf("%w: %s", ErrDamaged, shortened(name))
	}
	return raw, nil
}

// shortened is a name of a part as an error repeats it.
func shortened(name string) string {
	const most = 60
	runes := []rune(name)
	if len(runes) > most {
		runes = append(runes[:most], '…')
	}
	return fmt.Sprintf("%q", string(runes))
}
