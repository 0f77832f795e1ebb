// Package archive reads the parts of a document kept in a ZIP file, such as a
// book or a word processor's file. It trusts nothing in the archive.
//
// # Rules
//
// Parts are looked up by name and read into memory; nothing is ever written to
// disk, so a name such as "../../x" is harmless. No part unpacks to more than
// FileLimit, and all parts read from one archive to no more than TotalLimit,
// whatever sizes the archive declares. An archive with more than 65,536 parts is
// refused before its directory is read.
package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Limits on unpacked data, in bytes.
const (
	FileLimit  = 32 << 20
	TotalLimit = 256 << 20
)

// maxParts is the maximum number of parts of an archive.
const maxParts = 1 << 16

// Errors of Open and Read.
var (
	// ErrDamaged is returned for bytes that are not a complete ZIP file, and
	// for a part that cannot be unpacked.
	ErrDamaged = errors.New("the archive cannot be unpacked")
	// ErrTooLarge is returned for data beyond the limits.
	ErrTooLarge = errors.New("too large when unpacked")
	// ErrLocked is returned for a part that is encrypted with a password.
	ErrLocked = errors.New("protected with a password")
	// ErrMissing is returned for a part that the archive does not have.
	ErrMissing = errors.New("a part is missing")
)

// IsZip reports whether raw begins like a ZIP file.
func IsZip(raw []byte) bool { return bytes.HasPrefix(raw, []byte("PK\x03\x04")) }

// An Archive is an open ZIP file. It retains the bytes passed to Open and
// must not be used by several goroutines at once.
type Archive struct {
	parts     map[string]*zip.File // by exact name
	folded    map[string]*zip.File // by folded name
	remaining int64                // the number of bytes that may still be unpacked
}

// Open reads the directory of an archive. It returns ErrDamaged or ErrTooLarge.
func Open(raw []byte) (*Archive, error) {
	if bytes.Count(raw, []byte("PK\x01\x02")) > maxParts {
		return nil, fmt.Errorf("%w, over 65,536 parts", ErrTooLarge)
	}
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, ErrDamaged
	}
	a := &Archive{parts: map[string]*zip.File{}, folded: map[string]*zip.File{}, remaining: TotalLimit}
	for _, f := range r.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if a.parts[name] != nil {
			continue // the first part with a name counts
		}
		a.parts[name] = f
		if folded := fold(name); a.folded[folded] == nil {
			a.folded[folded] = f
		}
	}
	return a, nil
}

// Has reports whether Read would find a part with that name.
func (a *Archive) Has(name string) bool { return a.find(name) != nil }

// find returns the part with that name or, since some programs change names, one whose
// name differs only in case or in how accents are encoded. It returns nil if there is
// none.
func (a *Archive) find(name string) *zip.File {
	if f := a.parts[name]; f != nil {
		return f
	}
	return a.folded[fold(name)]
}

// fold returns a name in lower case and in Unicode's normal form C.
func fold(name string) string { return norm.NFC.String(strings.ToLower(name)) }

// Read unpacks a part. Each call counts toward TotalLimit. It returns
// ErrMissing, ErrLocked, ErrDamaged or ErrTooLarge.
func (a *Archive) Read(name string) ([]byte, error) {
	f := a.find(name)
	switch {
	case f == nil:
		return nil, fmt.Errorf("%w: %s", ErrMissing, shorten(name))
	case f.Flags&1 != 0:
		return nil, ErrLocked
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrDamaged, shorten(name))
	}
	defer r.Close()
	limit := min(a.remaining, FileLimit)
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	a.remaining -= min(int64(len(raw)), a.remaining)
	switch {
	case int64(len(raw)) > limit:
		return nil, fmt.Errorf("%w, over %d MiB: %s", ErrTooLarge, limit>>20, shorten(name))
	case err != nil:
		return nil, fmt.Errorf("%w: %s", ErrDamaged, shorten(name))
	}
	return raw, nil
}

// shorten shortens and quotes the name of a part for an error message.
func shorten(name string) string {
	const maxLen = 60 // characters
	runes := []rune(name)
	if len(runes) > maxLen {
		runes = append(runes[:maxLen], '…')
	}
	return fmt.Sprintf("%q", string(runes))
}
