package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	bolt "go.etcd.io/bbolt"
)

// The buckets. Their names are part of the file format.
const (
	metaBucket        = "meta"
	articlesBucket    = "articles"
	placesBucket      = "places"
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
	return []string{metaBucket, articlesBucket, placesBucket, bytesBucket, textsBucket,
		blocksBucket, originalsBucket, annotationsBucket, ownersBucket, historyBucket, stepsBucket}
}

// A migration turns a file of one schema version into the next.
type migration struct {
	what string // in plain words
	run  func(*bolt.Tx) error
}

// migrations lists them in order: the first turns version 1 into 2. The
// current version is one more than there are.
func migrations() []migration {
	return []migration{
		{"original bytes, several versions of a text, counts of what needs a look", toVersion2},
	}
}

func toVersion2(tx *bolt.Tx) error {
	if _, err := tx.CreateBucketIfNotExists([]byte(originalsBucket)); err != nil {
		return err
	}
	return recount(tx)
}

// recount counts for each article the annotations that are still to be checked
// and those whose place is not certain. Damaged records stay as they are.
func recount(tx *bolt.Tx) error {
	t := &txn{tx: tx}
	c := newContent()
	c.read(t)
	for _, id := range slices.Sorted(maps.Keys(c.records)) {
		r := c.records[id]
		if _, r.NeedsChecking, r.NeedsPlacing = c.counts(id); r.NeedsChecking+r.NeedsPlacing == 0 {
			continue
		}
		if err := t.putRecord(r); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) schema() int { return 1 + len(s.migrations) }

// errOlderSchema is returned by begin for a file that must be migrated first.
var errOlderSchema = errors.New("written by an older Galley")

// A txn is a transaction on a library of the current schema. The zero txn
// reads an empty library.
type txn struct {
	tx    *bolt.Tx
	check func(bucket string, root uint64) error // before a bucket is read; nil: none is needed
}

// appendFill is how full bbolt packs the leaves of buckets that mostly grow at
// their end or are written once.
const appendFill = 0.9

// table returns a bucket. One that goes in circles is like one that bbolt cannot
// read: it panics, and guard makes that ErrDamaged.
func (t *txn) table(name string) table {
	if t.tx == nil {
		return table{name: name}
	}
	b := t.tx.Bucket([]byte(name))
	if t.check != nil {
		if err := t.check(name, uint64(b.Root())); err != nil {
			panic(err)
		}
	}
	switch name {
	case textsBucket, blocksBucket, originalsBucket, ownersBucket, stepsBucket:
		b.FillPercent = appendFill
	}
	return table{name, b}
}

// begin makes sure that tx is on a library of the current schema; a writing
// transaction on an empty file makes it one.
func (s *Store) begin(lib *library, tx *bolt.Tx, write bool) (*txn, error) {
	check := func(bucket string, root uint64) error { return s.checkTree(lib, bucket, root) }
	if b := tx.Bucket([]byte(metaBucket)); b != nil {
		if err := check(metaBucket, uint64(b.Root())); err != nil {
			return nil, err
		}
	}
	version, err := schemaOf(tx)
	switch {
	case err != nil:
		return nil, err
	case version > s.schema():
		return nil, fmt.Errorf("%w, whose schema is %d while this one knows up to %d", ErrNewerSchema, version, s.schema())
	case version == 0 && !write:
		return &txn{}, nil
	case version == 0:
		return &txn{tx: tx, check: check}, s.create(tx)
	case version < s.schema():
		return nil, errOlderSchema
	}
	for _, name := range buckets() {
		if tx.Bucket([]byte(name)) == nil {
			return nil, &Damage{Err: fmt.Errorf("bucket %q is missing", name)}
		}
	}
	return &txn{tx: tx, check: check}, nil
}

// schemaOf is the schema version of the file, 0 if nothing is in it.
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
		return 0, fmt.Errorf("%w, for its schema version is %s", ErrForeign, quoted(string(payload)))
	}
	return version, nil
}

func (s *Store) create(tx *bolt.Tx) error {
	for _, name := range buckets() {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	syncFolder(filepath.Dir(s.path))
	return setSchema(tx, s.schema())
}

func setSchema(tx *bolt.Tx, version int) error {
	return table{metaBucket, tx.Bucket([]byte(metaBucket))}.put(schemaKey, []byte(strconv.Itoa(version)))
}

// upgrade backs an older file up beside itself, then runs the migrations that
// it lacks in one transaction.
func (s *Store) upgrade() error {
	return s.with(true, func(lib *library) error {
		version := 0
		err := lib.transact(false, func(tx *bolt.Tx) (err error) {
			version, err = schemaOf(tx)
			return err
		})
		if err != nil || version >= s.schema() {
			return err // another program was faster
		}
		if err := backUpBeside(lib.db, s.path, version); err != nil {
			return fmt.Errorf("back up before the upgrade to schema %d: %w", s.schema(), err)
		}
		return lib.transact(true, func(tx *bolt.Tx) error {
			for i, m := range s.migrations[version-1:] {
				if err := m.run(tx); err != nil {
					return fmt.Errorf("upgrade to schema %d (%s): %w", version+i+1, m.what, err)
				}
			}
			return setSchema(tx, s.schema())
		})
	})
}

// backUpBeside copies the file to "PATH.schema-VERSION", or the same with a
// number if that is taken.
func backUpBeside(db *bolt.DB, path string, version int) error {
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.schema-%d", path, version)
		if n > 1 {
			name += fmt.Sprintf("-%d", n)
		}
		err := writeNew(name, func(f *os.File) error {
			return db.View(func(tx *bolt.Tx) error {
				_, err := tx.WriteTo(f)
				return err
			})
		})
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
}
