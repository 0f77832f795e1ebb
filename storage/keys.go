package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"galley/annotate"
)

// key returns the key of a location. A location from which nothing can be read
// again, such as standard input, has none. There is one sample.
func (l Location) key() (key string, ok bool) {
	if l.Kind == annotate.FromStdin || l.Address == "" && l.Kind != annotate.FromSample {
		return "", false
	}
	return hash(string(l.Kind) + "\x00" + l.Address), true
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// The key of something that belongs to an article is the article's id, a slash,
// and its own id or number.

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

// isKey reports whether an id from outside may be part of a key: printable
// ASCII without blanks or slashes, and not too long.
func isKey(id string) bool {
	for _, c := range []byte(id) {
		if c <= ' ' || c > '~' || c == '/' {
			return false
		}
	}
	return id != "" && len(id) <= 128
}

// shortID is the least number of digits of an article's id.
const shortID = 12

// isArticleID reports whether id could be an article's.
func isArticleID(id string) bool {
	return len(id) >= shortID && len(id) <= 64 && strings.Trim(id, "0123456789abcdef") == ""
}
