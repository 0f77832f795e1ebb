package storage

import (
	"fmt"
	"maps"
	"os"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// A migration turns a file of one schema version into the next.
type migration struct {
	adds string // what it adds, for errors
	run  func(*bolt.Tx) error
}

// migrations lists the migrations in order: the first leads from version 1 to 2.
// The current version is one more than their number.
func migrations() []migration {
	return []migration{
		{"original bytes, several versions of a text, counts of annotations to check and to place", toVersion2},
		{"labels, links, replies and the rules of suggestions", func(*bolt.Tx) error { return nil }},
		{"a codebook of labels", addCodebook},
		{"refused suggestions", func(*bolt.Tx) error { return nil }},
		{"what was decided where people differ, and who is done", func(*bolt.Tx) error { return nil }},
		{"collections of articles", func(*bolt.Tx) error { return nil }},
		{"what is exchanged with a team", addDesk},
	}
}

func toVersion2(tx *bolt.Tx) error {
	if _, err := tx.CreateBucketIfNotExists([]byte(originalsBucket)); err != nil {
		return err
	}
	return recount(&txn{tx: tx})
}

func addCodebook(tx *bolt.Tx) error {
	_, err := tx.CreateBucketIfNotExists([]byte(codebookBucket))
	return err
}

func addDesk(tx *bolt.Tx) error {
	_, err := tx.CreateBucketIfNotExists([]byte(deskBucket))
	return err
}

// recount counts the annotations of each article that need checking or
// placing. Damaged records are left alone.
func recount(t *txn) error {
	c := newContents()
	c.read(t)
	for _, id := range slices.Sorted(maps.Keys(c.records)) {
		r := c.records[id]
		count := c.count(id)
		r.NeedsChecking, r.NeedsPlacing = count.NeedsChecking, count.NeedsPlacing
		if r.NeedsChecking+r.NeedsPlacing == 0 {
			continue
		}
		if err := (records{t}).put(r); err != nil {
			return err
		}
	}
	return nil
}

// migrate backs up an older file in its folder, then runs the missing migrations in
// one transaction.
func (db *database) migrate() error {
	return db.withFile(writing, func(f *openFile) error {
		version := 0
		err := f.bolt.View(func(tx *bolt.Tx) (err error) {
			version, err = schemaOf(tx)
			return err
		})
		if err != nil || version >= db.schema() {
			return err // nil if another process was faster
		}
		if err := backUpOlder(f.bolt, db.path, version); err != nil {
			return fmt.Errorf("back up before the upgrade to schema %d: %w", db.schema(), err)
		}
		return f.bolt.Update(func(tx *bolt.Tx) error {
			for i, m := range db.migrations[version-1:] {
				if err := m.run(tx); err != nil {
					return fmt.Errorf("upgrade to schema %d (%s): %w", version+i+1, m.adds, err)
				}
			}
			return setSchema(tx, db.schema())
		})
	})
}

// backUpOlder copies the file to "PATH.schema-VERSION", or with a number
// appended if that exists.
func backUpOlder(db *bolt.DB, path string, version int) error {
	_, err := writeNumbered(fmt.Sprintf("%s%s%d", path, olderInfix, version), "", func(f *os.File) error {
		return db.View(func(tx *bolt.Tx) error {
			return writeTo(tx, f)
		})
	})
	return err
}
