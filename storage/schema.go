package storage

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"

	bolt "go.etcd.io/bbolt"
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
)

// The keys of the meta bucket.
const (
	schemaKey  = "schema"
	purgingKey = "purging"
)

func buckets() []string {
	return []string{metaBucket, articlesBucket, locationsBucket, bytesBucket, textsBucket,
		blocksBucket, originalsBucket, annotationsBucket, ownersBucket, historyBucket, stepsBucket}
}

// hasPieces reports whether a bucket holds values in pieces, see pieces.go.
func hasPieces(bucket string) bool {
	return bucket == textsBucket || bucket == blocksBucket || bucket == originalsBucket
}

// errOlderSchema is returned by begin for a file that must be migrated first.
var errOlderSchema = errors.New("written by an older Galley")

// schema is the current schema version.
func (db *database) schema() int { return 1 + len(db.migrations) }

// schemaOf returns the schema version of the file, 0 if it is empty.
func schemaOf(tx *bolt.Tx) (int, error) {
	b := tx.Bucket([]byte(metaBucket))
	if b == nil {
		if k, _ := tx.Cursor().First(); k != nil {
			return 0, ErrForeign
		}
		return 0, nil
	}
	payload, found, err := table{metaBucket, b}.get(schemaKey)
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
	return table{metaBucket, tx.Bucket([]byte(metaBucket))}.put(schemaKey, []byte(strconv.Itoa(version)))
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
