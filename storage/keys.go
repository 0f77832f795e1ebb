package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"galley/annotate"
)

// A place has no key when it names nothing that can be met again: standard
// input, or no location. There is one sample.
func placeKey(kind annotate.SourceKind, location string) (key string, ok bool) {
	if kind == annotate.FromStdin || location == "" && kind != annotate.FromSample {
		return "", false
	}
	return hash(string(kind) + "\x00" + location), true
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Keys of the things of an article are its id, a slash, and the thing's own.

func annotationKey(article, id string) string { return article + "/" + id }

func stepKey(article string, seq uint64) string { return fmt.Sprintf("%s/%020d", article, seq) }

func splitStepKey(key string) (article string, seq uint64, err error) {
	article, digits, _ := strings.Cut(key, "/")
	seq, err = strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return "", 0, fmt.Errorf("key %q: %w", key, errEncoding)
	}
	return article, seq, nil
}

// isName reports whether an id from outside may be part of a key: printable
// ASCII without blanks or slashes, and not too long.
func isName(id string) bool {
	for _, c := range []byte(id) {
		if c <= ' ' || c > '~' || c == '/' {
			return false
		}
	}
	return id != "" && len(id) <= 128
}
