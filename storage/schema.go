package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	bolt "go.etcd.io/bbolt"

	"galley/annotate"
)

// The buckets. Their names are part of the file format.
const (
	metaBucket        = "meta"
	articlesBucket    = "articles"
	locationsBucket   = "places"
	bytesBucket       = "bytes"
	textsBucket       = "texts"
	blocksBucket      = "blocks"
	originalsBucket   = "originals"
	annotationsBucket = "annotations"
	ownersBucket      = "owners"
	historyBucket     = "history"
	stepsBucket       = "steps"
	codebookBucket    = "codebook"
	deskBucket        = "desk"
)

// The keys of the meta bucket.
const (
	schemaKey  = "schema"
	purgingKey = "purging"
)

func buckets() []string {
	return []string{metaBucket, articlesBucket, locationsBucket, bytesBucket, textsBucket,
		blocksBucket, originalsBucket, annotationsBucket, ownersBucket, historyBucket, stepsBucket, codebookBucket, deskBucket}
}

// hasPieces reports whether a bucket holds values in pieces, see pieces.go.
func hasPieces(bucket string) bool {
	return bucket == textsBucket || bucket == blocksBucket || bucket == originalsBucket
}

// errOlderSchema is returned by begin for a file that must be migrated first.
var errOlderSchema = errors.New("written by an older Galley")

// schema returns the current schema version.
func (db *database) schema() int { return 1 + len(db.migrations) }

// schemaOf returns the schema version of the file, or 0 if it is empty.
func schemaOf(tx *bolt.Tx) (int, error) {
	b := tx.Bucket([]byte(metaBucket))
	if b == nil {
		if k, _ := tx.Cursor().First(); k != nil {
			return 0, ErrForeign
		}
		return 0, nil
	}
	payload, found, err := table{name: metaBucket, bucket: b}.get(schemaKey)
	if err != nil {
		return 0, err
	}
	version, err := strconv.Atoi(string(payload))
	if !found || err != nil || version < 1 {
		return 0, fmt.Errorf("%w: its schema version is %s", ErrForeign, quoted(string(payload)))
	}
	return version, nil
}

func setSchema(tx *bolt.Tx, version int) error {
	return table{name: metaBucket, bucket: tx.Bucket([]byte(metaBucket))}.put(schemaKey, []byte(strconv.Itoa(version)))
}

// create makes the buckets of an empty file.
func (db *database) create(tx *bolt.Tx) error {
	for _, name := range buckets() {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	syncFolder(filepath.Dir(db.path))
	return setSchema(tx, db.schema())
}

// key returns the key of a location. A location that cannot be read again, such as
// standard input or the name of a file without its folder, has none. The sample has one
// although its address is empty.
func (l Location) key() (key string, ok bool) {
	source := annotate.Source{Kind: l.Kind, Location: l.Address}
	switch {
	case l.Kind == annotate.FromStdin, l.Kind == annotate.FromFile && !source.NamesFile(), l.Address == "" && l.Kind != annotate.FromSample:
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

// isKey reports whether an id from outside may be part of a key: at most 128 bytes
// of printable ASCII without blanks or slashes.
func isKey(id string) bool {
	for _, c := range []byte(id) {
		if c <= ' ' || c > '~' || c == '/' {
			return false
		}
	}
	return id != "" && len(id) <= 128
}

// shortID is the minimum number of digits of an article's id.
const shortID = 12

// isArticleID reports whether id could be the id of an article.
func isArticleID(id string) bool {
	return len(id) >= shortID && len(id) <= 64 && strings.Trim(id, "0123456789abcdef") == ""
}
