package storage

import (
	"cmp"
	"slices"
	"time"
)

// A Store is a library. It keeps no file open between calls, so any number of
// stores may use one library at the same time. Its methods are safe for
// concurrent use; they run one at a time.
type Store struct {
	db *database
}

// New returns the store of the library at path. It does no I/O. A library that
// does not exist reads as empty and is created by the first write.
func New(path string) *Store { return &Store{newDatabase(path)} }

// DryRun returns a store of the same library that rolls back every write after all
// checks: it fails as s would, and changes nothing.
func (s *Store) DryRun() *Store {
	db := newDatabase(s.db.path)
	db.dryRun = true
	return &Store{db}
}

// Path returns the path of the library file.
func (s *Store) Path() string { return s.db.path }

// Pause runs do while the store has the library file neither open nor locked, and
// does not open it.
func (s *Store) Pause(do func()) {
	s.db.mu.Lock()
	defer s.db.mu.Unlock()
	do()
}

// Records lists the articles that are not in the trash, the most recently added
// or opened first. Articles that were added together, such as the chapters of a
// book, are ordered by location. With a PartialError, the list lacks the damaged
// ones.
func (s *Store) Records() ([]Record, error) {
	return s.list(Record.inLibrary, Record.lastUsed)
}

// Trash lists the articles in the trash, the most recently forgotten first.
// With a PartialError, the list lacks the damaged ones.
func (s *Store) Trash() ([]Record, error) {
	return s.list(Record.inTrash, func(r Record) time.Time { return r.Trashed })
}

// Empty reports whether there is no article at all, not even in the trash.
func (s *Store) Empty() (bool, error) {
	return read(s, "read the library", func(t *txn) (bool, error) {
		for range t.table(articlesBucket).all("") {
			return false, nil
		}
		return true, nil
	})
}

func (r Record) inTrash() bool   { return !r.Trashed.IsZero() }
func (r Record) inLibrary() bool { return r.Trashed.IsZero() }

// list returns the records that isListed selects, the latest by timeOf first.
func (s *Store) list(isListed func(Record) bool, timeOf func(Record) time.Time) (list []Record, err error) {
	err = s.db.view("list articles", func(t *txn) error {
		articles := t.table(articlesBucket)
		written, read := int(articles.sequence()), 0
		list = make([]Record, 0, min(written, 1<<20))
		err := records{t}.scan("", func(r Record) {
			read++
			if isListed(r) {
				list = append(list, r)
			}
		})
		return articles.expect(err, "", read, written)
	})
	sortRecords(list, timeOf)
	return list, err
}

// sortRecords sorts records in place, the latest first. Records are large, so
// it sorts small entries and then moves each record to its place once, along the cycles
// of the permutation.
func sortRecords(list []Record, timeOf func(Record) time.Time) {
	type entry struct {
		when time.Time
		from int
	}
	order := make([]entry, len(list))
	for i, r := range list {
		order[i] = entry{timeOf(r), i}
	}
	slices.SortFunc(order, func(a, b entry) int {
		return cmp.Or(b.when.Compare(a.when), cmp.Compare(list[a.from].Source.Location, list[b.from].Source.Location),
			cmp.Compare(list[a.from].ID, list[b.from].ID))
	})
	for i := range order {
		first := list[i]
		for to, from := i, order[i].from; from != to; to, from = from, order[from].from {
			order[to].from = to // done
			if from == i {
				list[to] = first
				break
			}
			list[to] = list[from]
		}
	}
}
