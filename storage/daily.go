package storage

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"galley/storage/boltfile"
)

// MaxDailyBytes is the size, in bytes, of the largest library of which daily backups
// are made.
const MaxDailyBytes = 500 << 20

// keptDaily is the number of daily backups that are kept.
const keptDaily = 7

// A DailyBackup is a copy of the library that [Daily.BackUp] made.
type DailyBackup struct {
	Path  string
	Day   time.Time // midnight UTC of that day
	Bytes int64
}

// Daily makes and keeps the daily backups of a library, beside it.
type Daily struct{ store *Store }

// Daily returns the daily backups of the library.
func (s *Store) Daily() Daily { return Daily{s} }

// Written reports whether the store has changed the library.
func (s *Store) Written() bool { return s.db.written.Load() }

// BackUp copies the library to “PATH.backup-YYYY-MM-DD”, for the day of now,
// unless that exists or the library is larger than MaxDailyBytes. Then it removes all
// but seven daily backups: those of the days nearest to now, as clocks can be wrong.
//
// It does not block other processes: it copies without a lock, and returns ErrLocked if the
// library was changed meanwhile. The file appears after its pages and checksums have
// been found sound; a damaged library returns ErrDamaged, and no older backup is
// removed.
func (d Daily) BackUp(now time.Time) error {
	library := d.store.Path()
	info, err := os.Stat(library)
	if err == nil && (info.Size() > MaxDailyBytes || isDaily(library)) {
		return nil
	}
	path := library + dailyInfix + now.Format(time.DateOnly)
	if _, missing := os.Lstat(path); err == nil && missing == nil {
		return nil
	}
	if err == nil {
		err = guard(func() error { return d.write(path) })
	}
	switch {
	case errors.Is(err, fs.ErrExist): // another program was faster
		return nil
	case err != nil:
		return &Error{"back up", library, classify(err)}
	}
	list := d.List()
	slices.SortStableFunc(list, func(a, b DailyBackup) int {
		return cmp.Compare(now.Sub(a.Day).Abs(), now.Sub(b.Day).Abs())
	})
	for _, b := range list[min(len(list), keptDaily):] {
		_ = os.Remove(b.Path) // an extra backup does no harm
	}
	return nil
}

// List lists the daily backups, the latest first.
func (d Daily) List() []DailyBackup {
	dir, name := filepath.Split(d.store.Path())
	var list []DailyBackup
	entries, _ := os.ReadDir(filepath.Clean(dir)) // a folder that cannot be read has none
	for _, e := range entries {
		date, ok := strings.CutPrefix(e.Name(), name+dailyInfix)
		day, err := time.Parse(time.DateOnly, date)
		info, gone := e.Info()
		if ok && err == nil && gone == nil && info.Mode().IsRegular() {
			list = append(list, DailyBackup{filepath.Join(dir, e.Name()), day, info.Size()})
		}
	}
	slices.Reverse(list) // a folder is sorted by name
	return list
}

// isDaily reports whether a path is that of a daily backup.
func isDaily(path string) bool {
	at := strings.LastIndex(path, dailyInfix)
	if at < 0 {
		return false
	}
	_, err := time.Parse(time.DateOnly, path[at+len(dailyInfix):])
	return err == nil
}

// write copies the library to path if the copy is sound.
func (d Daily) write(path string) error {
	temp, err := createTemp(path)
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	defer temp.Close()
	if err := errors.Join(copyUnlocked(temp, d.store.Path()), temp.Sync()); err != nil {
		return err
	}
	found, err := headers(temp)
	if err != nil {
		return err
	}
	if !boltfile.Intact(found) {
		return ErrHeader
	}
	records, ok := readCopy(temp, found[0])
	if !ok {
		return &DamageError{Err: errors.New("the library is not sound")}
	}
	return d.publish(temp.Name(), path, records)
}

// readCopy reads the records of a copy of the library. ok reports whether its pages and
// checksums are sound and no annotation or step is missing. Those are counted, not
// decoded, which would take five times as long and as much memory.
func readCopy(f *os.File, h boltfile.Header) (found map[string]Record, ok bool) {
	read, damaged, hasSchema := newContents(), false, false
	counts := map[string]map[string]int{annotationsBucket: {}, historyBucket: {}} // by bucket and article
	problems := boltfile.At(f, h).Walk(func(bucket string, key, value []byte) {
		payload, err := unseal(bucket, string(key), value)
		if count := counts[bucket]; count != nil {
			article, _, _ := strings.Cut(string(key), "/")
			count[article]++
		}
		switch {
		case err != nil:
		case bucket == articlesBucket:
			err = read.add(bucket, string(key), payload)
		case bucket == metaBucket && string(key) == schemaKey:
			hasSchema = true
		}
		damaged = damaged || err != nil
	})
	for id, r := range read.records {
		if uint64(counts[historyBucket][id]) != r.Seq || counts[annotationsBucket][id] < r.annotationCount() { // rejections are not counted
			return nil, false
		}
	}
	return read.records, problems == nil && !damaged && hasSchema && boltfile.At(f, h).CheckFree() == nil
}

// publish publishes a copy of the library under a lock, so that an article that
// was purged meanwhile does not survive in it.
func (d Daily) publish(temp, path string, copied map[string]Record) error {
	return d.store.db.view("back up", func(t *txn) error {
		for id := range copied {
			if _, err := (records{t}).get(id); err != nil {
				return fmt.Errorf("article %s: %w", id, ErrLocked)
			}
		}
		return publish(temp, path)
	})
}

// copyUnlocked copies the library at path, of any schema. It returns ErrLocked if the
// library was written to meanwhile: until then, a writer only touches pages that the
// current state does not use.
func copyUnlocked(to *os.File, path string) error {
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	before, err := headers(from)
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, io.NewSectionReader(from, 0, math.MaxInt64)); err != nil {
		return err
	}
	after, err := headers(from)
	if err == nil && !slices.Equal(before, after) {
		err = ErrLocked
	}
	return err
}

// Purge deletes an article for good from the daily backups. A backup from which
// it cannot be deleted is removed.
func (d Daily) Purge(id string) error {
	for _, b := range d.List() {
		err := guard(func() error {
			return newDatabase(b.Path).withFile(writing, func(f *openFile) error { return f.purge(id) })
		})
		if err != nil && !errors.Is(err, ErrNotFound) {
			err = os.Remove(b.Path)
		} else {
			err = nil
		}
		if err != nil {
			return &Error{"purge the daily backup", b.Path, classify(err)}
		}
	}
	return nil
}
