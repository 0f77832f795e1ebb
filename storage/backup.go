package storage

import (
	"errors"
	"os"

	bolt "go.etcd.io/bbolt"
)

// Backup copies the library as it stands into a new file with mode 0600. Other
// programs may read meanwhile; one that writes waits. It returns an error that
// is fs.ErrExist if there is a file at path, and ErrNotFound if there is no
// library.
func (s *Store) Backup(path string) error {
	return s.run("back up", func() error {
		return s.with(false, func(lib *library) error {
			if lib.db == nil {
				return notFound(s.path)
			}
			return writeNew(path, func(f *os.File) error {
				return lib.transact(false, func(tx *bolt.Tx) error {
					if _, err := s.begin(lib, tx, false); err != nil && !errors.Is(err, errOlderSchema) {
						return err
					}
					_, err := tx.WriteTo(f)
					return err
				})
			})
		})
	})
}
