package storage

// A Store is a library. It keeps no file open between calls, so any number of
// stores may use one library at the same time. Its methods are safe for
// concurrent use; they run one at a time.
type Store struct {
	db *database
}

// New returns the store of the library at path. It does no I/O. A library that
// does not exist reads as empty and is created by the first write.
func New(path string) *Store { return &Store{newDatabase(path)} }

// Path returns the path of the library file.
func (s *Store) Path() string { return s.db.path }
