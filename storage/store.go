package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"galley/storage/boltfile"
)

// patience is how long an open waits for a lock that others hold.
const patience = 2 * time.Second

// A Store is a library. It holds no file open between calls, so any number of
// stores may use one library at once. Its methods may be called from any
// goroutine; they run one at a time.
type Store struct {
	path       string
	patience   time.Duration
	migrations []migration

	mu      sync.Mutex
	sound   map[string]bool // buckets that were checked for reading; "" is the list of buckets
	safe    bool            // all was checked for writing
	refused error           // not nil after damage to the file as a whole
}

// New returns the store whose library is the file at path. It does no I/O. A
// library that does not exist reads as empty and is made by the first write.
func New(path string) *Store {
	return &Store{path: path, patience: patience, migrations: migrations(), sound: map[string]bool{}}
}

// Path is the library's file.
func (s *Store) Path() string { return s.path }

// errUnchanged is returned by the function of an update that found nothing to
// write; the update then succeeds without touching the disk.
var errUnchanged = errors.New("unchanged")

// view runs fn in a transaction that reads.
func (s *Store) view(doing string, fn func(*txn) error) error {
	return s.run(doing, func() error { return s.transact(false, fn) })
}

// update runs fn in a transaction that writes all or, if fn fails, nothing.
func (s *Store) update(doing string, fn func(*txn) error) error {
	return s.run(doing, func() error {
		err := s.transact(true, fn)
		if errors.Is(err, errUnchanged) {
			return nil
		}
		return err
	})
}

// run is the one way to the file. It lets one transaction run at a time,
// migrates a file of an older schema first, and remembers damage.
func (s *Store) run(doing string, work func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.refused
	if err == nil {
		err = guard(work)
	}
	if errors.Is(err, errOlderSchema) {
		if err = guard(s.upgrade); err == nil {
			err = guard(work)
		}
	}
	if err == nil {
		return nil
	}
	if d := (*Damage)(nil); errors.As(err, &d) && d.Bucket == "" {
		s.refused = err
	}
	return &Error{doing, s.path, classify(err)}
}

// guard runs work and turns a panic, and a fault on the mapped file, into
// ErrDamaged.
func guard(work func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *Damage:
			err = r
		default:
			err = &Damage{Err: fmt.Errorf("%v", r)}
		}
	}()
	return work()
}

// transact opens the file, runs fn in one transaction, and closes the file.
func (s *Store) transact(write bool, fn func(*txn) error) error {
	return s.with(write, func(lib *library) error {
		if lib.db == nil {
			return fn(&txn{})
		}
		return lib.transact(write, func(tx *bolt.Tx) error {
			t, err := s.begin(lib, tx, write)
			if err != nil {
				return err
			}
			return fn(t)
		})
	})
}

// A library is the file while it is open and locked: shared for reading,
// alone for writing. Without a db it does not exist yet.
type library struct {
	db    *bolt.DB
	file  *os.File
	pages *boltfile.File // to look for what bbolt does not; nil if it was looked for
}

func (lib *library) transact(write bool, fn func(*bolt.Tx) error) error {
	if write {
		return lib.db.Update(fn)
	}
	return lib.db.View(fn)
}

// with opens the file for the time that work takes.
func (s *Store) with(write bool, work func(*library) error) error {
	lib, err := s.open(write)
	if err != nil {
		return err
	}
	finished := false
	defer func() {
		if !finished {
			// After a panic bbolt may hold locks that Close waits for.
			go func() { _ = guard(lib.close) }()
		}
	}()
	err = work(lib)
	finished = true
	// What was committed is on the disk: closing has nothing to add.
	_ = lib.close()
	return err
}

func (lib *library) close() error {
	if lib.db == nil {
		return nil
	}
	return lib.db.Close()
}

// open opens and locks the file, and looks for damage that could not be caught
// later.
func (s *Store) open(write bool) (*library, error) {
	lib, err := s.lock(write)
	if err != nil || lib.db == nil {
		return lib, err
	}
	if err := s.checkOnce(lib, write); err != nil {
		_ = lib.close()
		return nil, err
	}
	return lib, nil
}

// lock opens and locks the file.
func (s *Store) lock(write bool) (*library, error) {
	lib := &library{}
	if write {
		if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
			return nil, err
		}
	} else if missing, err := s.missing(); missing || err != nil {
		return lib, err
	}
	db, err := bolt.Open(s.path, 0o600, &bolt.Options{
		Timeout:      s.patience,
		ReadOnly:     !write,
		FreelistType: bolt.FreelistMapType,
		OpenFile:     lib.openFile,
	})
	if err != nil {
		return nil, err
	}
	lib.db = db
	return lib, nil
}

// missing reports whether there is no library yet. A file of no bytes is what
// a program leaves that was killed as it made one.
func (s *Store) missing() (bool, error) {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("%w, for it is not a file", ErrForeign)
	}
	return info.Size() == 0, nil
}

// openFile opens the file for bbolt, which does not expect files that are not
// its own or whose end is missing.
func (lib *library) openFile(path string, flag int, mode os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(path, flag, mode)
	if err != nil {
		return nil, err
	}
	if _, err := headers(f); err != nil {
		f.Close()
		return nil, err
	}
	lib.file = f
	return f, nil
}

// headers reads the headers of a file that others may be making right now. An
// empty file has none.
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
		case errors.Is(err, boltfile.ErrNoHeader) || errors.Is(err, boltfile.ErrTruncated):
			if tries == 3 {
				return found, &Damage{Err: err}
			}
			time.Sleep(20 * time.Millisecond)
		default:
			return nil, err
		}
	}
}

// checkOnce looks at what bbolt trusts blindly, when the file is first opened:
// that the list of buckets does not go in a circle and, before writing, that no
// tree does and no page in use is listed as free.
func (s *Store) checkOnce(lib *library, write bool) error {
	if s.safe {
		return nil
	}
	found, err := headers(lib.file)
	if err != nil {
		return err
	}
	lib.pages = boltfile.At(lib.file, found[0])
	if !write {
		return s.checkTree(lib, "", lib.pages.Root())
	}
	if err := lib.pages.CheckFree(); err != nil {
		return &Damage{Err: err}
	}
	s.safe = true
	return nil
}

// checkTree looks whether a bucket goes in circles, when it is first read. A
// large library has many branches, and what is asked of it needs few of its
// buckets.
func (s *Store) checkTree(lib *library, bucket string, root uint64) error {
	if s.safe || s.sound[bucket] || root == 0 {
		return nil
	}
	if err := lib.pages.CheckTree(root); err != nil {
		return &Damage{Err: err}
	}
	s.sound[bucket] = true
	return nil
}
