package storage

import (
	"errors"
	"os"

	bolt "go.etcd.io/bbolt"
)

// Backup copies the library into a new file with mode 0600. Meanwhile other
// processes can read the library but not write to it. Backup returns
// fs.ErrExist if there is a file at path, and ErrNotFound if there is no
// library.
func (s *Store) Backup(path string) error {
	return s.db.run("back up", func() error {
		return s.db.with(reading, func(f *openFile) error {
			if f.bolt == nil {
				return notFound(s.Path())
			}
			return writeNew(path, func(to *os.File) error {
				return f.bolt.View(func(tx *bolt.Tx) error {
					if _, err := f.begin(tx, reading); err != nil && !errors.Is(err, errOlderSchema) {
						return err
					}
					_, err := tx.WriteTo(to)
					return err
				})
			})
		})
	})
}
