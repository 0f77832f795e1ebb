package storage

import (
	"fmt"
	"os"
	"slices"

	"galley/storage/boltfile"
)

// Purge deletes an article for good, in the trash or not: its annotations, its
// history, its texts unless another article has the same ones, and every byte of
// them in the file.
//
// The file is changed in place and keeps its size, so that no other process is
// left with a lock on a deleted file. bbolt does not clear the pages it frees:
// Purge overwrites them with zeros, under the same lock under which it deletes the
// article. A purge that is interrupted is reported by [Store.Check] and finished
// by the next one.
//
// Purge cannot reach backups, except for daily ones ([Daily.Purge]), or traces of earlier writes that the file system or
// the disk kept.
func (s *Store) Purge(id string) error {
	return s.db.use("purge the article", writing, func(f *openFile) error { return f.purge(id) })
}

func (f *openFile) purge(id string) error {
	err := f.transact(writing, func(t *txn) error {
		r, err := records{t}.get(id)
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
	return f.scrub()
}

// scrub overwrites all pages that neither the current state of the file nor the
// one before it uses. bbolt falls back to the latter if the newest header is
// damaged; a second transaction removes the article from that state, too.
func (f *openFile) scrub() error {
	first, err := f.freePages()
	if err != nil {
		return err
	}
	err = f.transact(writing, func(t *txn) error { return t.table(metaBucket).put(purgingKey, nil) })
	if err != nil {
		return err
	}
	second, err := f.freePages()
	if err != nil {
		return err
	}
	unused := slices.DeleteFunc(first, func(page uint64) bool {
		_, found := slices.BinarySearch(second, page)
		return !found
	})
	if err := zero(f.file, unused, f.bolt.Info().PageSize); err != nil {
		return err
	}
	return f.transact(writing, func(t *txn) error { return t.table(metaBucket).delete(purgingKey) })
}

// freePages lists the pages that the current state does not use, in order.
func (f *openFile) freePages() ([]uint64, error) {
	found, err := headers(f.file)
	if err != nil {
		return nil, err
	}
	free, err := boltfile.At(f.file, found[0]).Free()
	if err != nil {
		return nil, &DamageError{Err: err}
	}
	return free, nil
}

// zero overwrites pages, which are pageBytes long, with zeros and syncs the file.
func zero(f *os.File, pages []uint64, pageBytes int) error {
	blank := make([]byte, pageBytes)
	for _, page := range pages {
		if _, err := f.WriteAt(blank, int64(page)*int64(pageBytes)); err != nil {
			return fmt.Errorf("clear page %d: %w", page, err)
		}
	}
	return f.Sync()
}
