package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"galley/storage/boltfile"
)

// lockTimeout limits how long opening the file waits for another process's lock.
const lockTimeout = 2 * time.Second

// A database opens a library file for one transaction at a time, migrates it
// if needed, and remembers damage.
type database struct {
	path       string
	timeout    time.Duration
	migrations []migration
	dryRun     bool // whether writes are rolled back

	headerDamaged atomic.Bool // when the file was last opened
	written       atomic.Bool // whether a transaction was committed

	mu      sync.Mutex
	checks  checks
	at      place // where the transaction last looked
	damaged error // non-nil after damage to the structure of the file
}

func newDatabase(path string) *database {
	return &database{path: path, timeout: lockTimeout, migrations: migrations()}
}

// access is the purpose for which a file is opened or a transaction begun.
type access int

const (
	reading access = iota
	writing
)

// A function passed to update returns errUnchanged if it has nothing to write.
// The update then succeeds without a commit.
var errUnchanged = errors.New("unchanged")

// view runs fn in a read transaction. op completes "cannot …" in an error.
func (db *database) view(op string, fn func(*txn) error) error {
	return db.transact(op, reading, fn)
}

// read runs fn in a read transaction and returns its result.
func read[T any](s *Store, op string, fn func(*txn) (T, error)) (result T, err error) {
	err = s.db.view(op, func(t *txn) (err error) {
		result, err = fn(t)
		return err
	})
	return result, err
}

// update runs fn in a write transaction, which is committed unless fn fails.
func (db *database) update(op string, fn func(*txn) error) error {
	err := db.transact(op, writing, fn)
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}

func (db *database) transact(op string, a access, fn func(*txn) error) error {
	return db.use(op, a, func(f *openFile) error { return f.transact(a, fn) })
}

// use runs work on the open file.
func (db *database) use(op string, a access, work func(*openFile) error) error {
	return db.run(op, func() error { return db.withFile(a, work) })
}

// run guards every use of the file. It runs one work function at a time, migrates
// a file of an older schema first, and remembers damage.
func (db *database) run(op string, work func() error) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	err := db.damaged
	db.at = place{}
	if err == nil {
		err = db.at.name(guard(work))
	}
	if errors.Is(err, errOlderSchema) {
		if err = guard(db.migrate); err == nil {
			err = guard(work)
		}
	}
	if err == nil {
		return nil
	}
	if d := (*DamageError)(nil); errors.As(err, &d) && d.Bucket == "" {
		db.damaged = err
	}
	return &Error{op, db.path, classify(err)}
}

// withFile opens the file, checks it, runs work and closes the file.
func (db *database) withFile(a access, work func(*openFile) error) error {
	f, err := db.open(a)
	if err != nil {
		return err
	}
	finished := false
	defer func() {
		if !finished {
			// After a panic bbolt may hold locks that Close waits for.
			go func() { _ = guard(f.close) }()
		}
	}()
	if f.bolt != nil {
		err = db.checkHeaders(f, a)
	}
	if err == nil {
		err = work(f)
	}
	finished = true
	_ = f.close() // what was committed is already on disk
	return err
}

// open opens and locks the file without checking it. For reading, a file that
// does not exist is opened as an openFile without bolt.
func (db *database) open(a access) (*openFile, error) {
	f := &openFile{owner: db}
	path := db.path
	if missing, err := db.missing(); a == writing && db.dryRun {
		if missing && err == nil {
			if err = checkFolder(filepath.Dir(db.path)); err != nil {
				return nil, err
			}
			f.scratch, err = os.MkdirTemp("", "galley-dry-run-")
			path = filepath.Join(f.scratch, "galley.db")
		}
		if err != nil {
			return nil, err
		}
	} else if a == writing {
		if err := os.MkdirAll(filepath.Dir(db.path), 0o700); err != nil {
			return nil, err
		}
	} else if missing || err != nil {
		return f, err
	}
	opened, err := bolt.Open(path, 0o600, &bolt.Options{
		Timeout:         db.timeout,
		ReadOnly:        a == reading,
		FreelistType:    bolt.FreelistMapType,
		InitialMmapSize: mappedBytes(a),
		OpenFile:        f.open,
	})
	if err != nil {
		_ = f.removeScratch()
		return nil, err
	}
	if mappedBytes(a) > 0 {
		opened.AllocSize = growth // bbolt would enlarge the file to its map, or by 16 MB
	}
	f.bolt = opened
	return f, nil
}

// checkFolder returns an error if no file can be created in a folder, which need not exist
// yet.
func checkFolder(dir string) error {
	for {
		_, err := os.Stat(dir)
		if parent := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && parent != dir {
			dir = parent
			continue
		}
		if err != nil {
			return err
		}
		f, err := os.CreateTemp(dir, "galley-dry-run-")
		if err != nil {
			return err
		}
		return errors.Join(f.Close(), os.Remove(f.Name()))
	}
}

// mappedBytes returns the initial size of the memory map, in bytes, or 0 for the size
// of the file. When a transaction outgrows the map, bbolt copies everything that it has
// written so far. Where a map may be longer than its file, one of this size is long
// enough for most transactions.
func mappedBytes(a access) int {
	if a == reading || runtime.GOOS == "windows" || bits.UintSize < 64 {
		return 0
	}
	return 512 << 20
}

// growth is the number of bytes that the file has beyond what a transaction needs.
const growth = 32 << 10

// missing reports whether there is no library yet. A process that is killed while
// creating one leaves an empty file behind.
func (db *database) missing() (bool, error) {
	info, err := os.Stat(db.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("%w: it is not a regular file", ErrForeign)
	}
	return info.Size() == 0, nil
}

// checkHeaders looks at the headers, on every opening: bbolt uses the older one if
// the newer is damaged, and says nothing. Then it makes the checks of [checks.open].
func (db *database) checkHeaders(f *openFile, a access) error {
	found, err := headers(f.file)
	if err != nil {
		return err
	}
	damaged := !boltfile.Intact(found)
	db.headerDamaged.Store(damaged)
	if damaged && a == writing {
		return ErrHeader
	}
	return db.checks.open(f, a, found[0])
}
