package storage

import (
	"errors"
	"fmt"
	"os"
	"time"

	bolt "go.etcd.io/bbolt"

	"galley/storage/boltfile"
)

// An openFile is a library file while it is open and locked: shared for
// reading, exclusive for writing. Without bolt, the file does not exist yet.
type openFile struct {
	owner   *database
	bolt    *bolt.DB
	file    *os.File
	scratch string // folder of the file in a dry run, "" for the library itself
}

// open opens the file for bbolt, which cannot cope with truncated files and files
// of other programs.
func (f *openFile) open(path string, flag int, mode os.FileMode) (*os.File, error) {
	file, err := os.OpenFile(path, flag, mode)
	if err != nil {
		return nil, err
	}
	if _, err := headers(file); err != nil {
		file.Close()
		return nil, err
	}
	f.file = file
	return file, nil
}

func (f *openFile) close() error {
	if f.bolt == nil {
		return nil
	}
	return errors.Join(f.bolt.Close(), f.removeScratch())
}

// removeScratch removes the file of a dry run on a library that does not exist.
func (f *openFile) removeScratch() error {
	if f.scratch == "" {
		return nil
	}
	return os.RemoveAll(f.scratch)
}

// transact runs fn in a transaction. A write transaction is committed unless fn
// fails.
func (f *openFile) transact(a access, fn func(*txn) error) error {
	if f.bolt == nil {
		return fn(&txn{})
	}
	run := f.bolt.View
	if a == writing {
		run = f.bolt.Update
	}
	err := run(func(tx *bolt.Tx) error {
		t, err := f.begin(tx, a)
		if err != nil {
			return err
		}
		if a == writing {
			t.unwritten = map[string]map[string][]byte{}
		}
		if err := fn(t); err != nil {
			return err
		}
		if err := t.flush(); err != nil || !f.owner.dryRun {
			return err
		}
		return errUnchanged
	})
	if err == nil && a == writing {
		f.owner.written.Store(true)
		f.owner.checks.committed(f)
	}
	return err
}

// begin checks that tx is on a library of the current schema. In a write
// transaction, it turns an empty file into one. It returns errOlderSchema if the
// file must be migrated first.
func (f *openFile) begin(tx *bolt.Tx, a access) (*txn, error) {
	checks := &f.owner.checks
	if b := tx.Bucket([]byte(metaBucket)); b != nil {
		if err := checks.bucket(metaBucket, uint64(b.Root())); err != nil {
			return nil, err
		}
	}
	newest := f.owner.schema()
	version, err := schemaOf(tx)
	switch {
	case err != nil:
		return nil, err
	case version > newest:
		return nil, fmt.Errorf("%w: its schema is %d, this Galley knows schemas up to %d", ErrNewerSchema, version, newest)
	case version == 0 && a == reading:
		return &txn{}, nil
	case version == 0:
		_ = f.file.Chmod(0o600) // an empty file may have been there; Check says so if this fails
		return &txn{tx: tx, checks: checks, at: &f.owner.at}, f.owner.create(tx)
	case version < newest:
		return nil, errOlderSchema
	}
	for _, name := range buckets() {
		if tx.Bucket([]byte(name)) == nil {
			return nil, &DamageError{Err: fmt.Errorf("bucket %q is missing", name)}
		}
	}
	return &txn{tx: tx, checks: checks, at: &f.owner.at}, nil
}

// IsLibrary reports whether a file is a library or another bbolt file, even if
// its end is missing.
func IsLibrary(f *os.File) bool {
	found, _ := headers(f)
	return len(found) > 0
}

// headers reads the headers of a file that another process may be creating at the
// same time. An empty file has none.
func headers(f *os.File) ([]boltfile.Header, error) {
	size := func() (int64, error) {
		info, err := f.Stat()
		if err != nil {
			return 0, err
		}
		return info.Size(), nil
	}
	for tries := 1; ; tries++ {
		if n, err := size(); n == 0 || err != nil {
			return nil, err
		}
		found, err := boltfile.Headers(f, size)
		switch {
		case err == nil:
			return found, nil
		case !errors.Is(err, boltfile.ErrNoHeader) && !errors.Is(err, boltfile.ErrTruncated):
			return nil, err
		case tries == 3 && errors.Is(err, boltfile.ErrNoHeader) && !boltfile.Resembles(f):
			return nil, ErrForeign
		case tries == 3:
			return found, &DamageError{Err: err}
		}
		time.Sleep(20 * time.Millisecond)
	}
}
