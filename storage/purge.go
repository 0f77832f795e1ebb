package storage

import (
	"fmt"
	"os"
	"slices"

	bolt "go.etcd.io/bbolt"

	"galley/storage/boltfile"
)

// Purge removes an article for good, in the trash or not: its annotations, its
// history, its texts unless another article has the same, and every byte of
// them in the file.
//
// The file keeps its size and stays where it is, so that no other program is
// left with a lock on a file that is gone: bbolt never clears the pages it
// frees, so Purge overwrites them with zeros, under the same lock under which
// it removed the article. A purge that is cut short in between is finished by
// the next one, and reported by [Store.Check].
//
// Backups, and what the file system or the disk kept of earlier writes, are
// out of reach.
func (s *Store) Purge(id string) error {
	return s.run("purge the article", func() error {
		return s.with(true, func(lib *library) error {
			err := s.within(lib, func(t *txn) error {
				r, err := t.record(id)
				if err != nil {
					return err
				}
				if err := t.remove(r); err != nil {
					return err
				}
				return t.table(metaBucket).put(purgingKey, nil)
			})
			if err != nil {
				return err
			}
			return s.scrub(lib)
		})
	})
}

// within runs fn in a writing transaction on the open library.
func (s *Store) within(lib *library, fn func(*txn) error) error {
	return lib.transact(true, func(tx *bolt.Tx) error {
		t, err := s.begin(lib, tx, true)
		if err != nil {
			return err
		}
		return fn(t)
	})
}

// scrub overwrites all pages that neither the state in force nor the one
// before it uses. bbolt falls back on the one before if the newest header is
// damaged; a second transaction makes that one free of the article, too.
func (s *Store) scrub(lib *library) error {
	first, err := freePages(lib.file)
	if err != nil {
		return err
	}
	err = s.within(lib, func(t *txn) error { return t.table(metaBucket).put(purgingKey, nil) })
	if err != nil {
		return err
	}
	second, err := freePages(lib.file)
	if err != nil {
		return err
	}
	if err := zero(lib.file, both(first, second), lib.db.Info().PageSize); err != nil {
		return err
	}
	return s.within(lib, func(t *txn) error { return t.table(metaBucket).delete(purgingKey) })
}

func freePages(f *os.File) ([]uint64, error) {
	found, err := headers(f)
	if err != nil {
		return nil, err
	}
	free, err := boltfile.At(f, found[0]).Free()
	if err != nil {
		return nil, &Damage{Err: err}
	}
	return free, nil
}

// both returns what two sorted lists have in common.
func both(a, b []uint64) []uint64 {
	return slices.DeleteFunc(slices.Clone(a), func(n uint64) bool {
		_, found := slices.BinarySearch(b, n)
		return !found
	})
}

// zero overwrites pages and waits until they are on the disk.
func zero(f *os.File, pages []uint64, pageBytes int) error {
	blank := make([]byte, pageBytes)
	for _, page := range pages {
		if _, err := f.WriteAt(blank, int64(page)*int64(pageBytes)); err != nil {
			return fmt.Errorf("clear page %d: %w", page, err)
		}
	}
	return f.Sync()
}
