package storage

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"time"

	"galley/storage/boltfile"
)

// HeaderDamaged reports whether one of the two headers of the file was damaged
// when it was last opened. If that was the newer one, what is read lacks the last
// step. Nothing is written until RenewHeader has dealt with it.
func (s *Store) HeaderDamaged() bool { return s.db.headerDamaged.Load() }

// A Renewal is what RenewHeader found and did.
type Renewal struct {
	Copy     string // of the file as it was before its header was renewed; "" if it was not
	LastStep string // the last step that is in the library, or in the newer state
	Newer    bool   // the damaged header points to a newer state, which Repair recovers; nothing was changed
}

// RenewHeader replaces a damaged header by one that leads to the current state,
// after copying the file. But if the damaged header points to a sound state that is
// newer, nothing is changed. Without a damaged header the Renewal is zero.
func (s *Store) RenewHeader() (r Renewal, err error) {
	s.db.mu.Lock()
	defer s.db.mu.Unlock()
	err = guard(func() error {
		if !s.db.suspectsHeader() {
			return nil
		}
		f, err := s.db.open(writing)
		if err != nil {
			return err
		}
		defer f.close()
		found, err := headers(f.file)
		if err != nil || boltfile.Intact(found) {
			return err
		}
		if newer, ok := newerState(f.file, found); ok {
			r = Renewal{LastStep: newer.last, Newer: true}
			return nil
		}
		r.LastStep = readState(f.file, found[0]).lastStep(newContents())
		r.Copy, err = renewHeaders(f.file, s.Path())
		s.db.headerDamaged.Store(err != nil)
		return err
	})
	if err != nil {
		return Renewal{}, &Error{"renew the damaged header", s.Path(), classify(err)}
	}
	return r, nil
}

// suspectsHeader reports whether a header looks damaged to a reader without a lock,
// which may also be because it is being written. A file that is damaged in other
// ways is not opened for writing without need.
func (db *database) suspectsHeader() bool {
	f, err := os.Open(db.path)
	if err != nil {
		return false
	}
	defer f.Close()
	found, err := headers(f)
	return err == nil && len(found) > 0 && !boltfile.Intact(found)
}

// renewHeaders copies the file at path and renews its headers until they are intact.
// It returns the path of the copy.
func renewHeaders(f *os.File, path string) (copied string, err error) {
	copied, err = writeNumbered(path+damagedInfix, "", func(to *os.File) error {
		_, err := io.Copy(to, io.NewSectionReader(f, 0, math.MaxInt64))
		return err
	})
	if err != nil {
		return "", err
	}
	for range 2 {
		found, err := headers(f)
		if err != nil || boltfile.Intact(found) {
			return copied, err
		}
		page, off, err := boltfile.Renewed(f, found[0])
		if err != nil {
			return copied, err
		}
		if _, err := f.WriteAt(page, off); err != nil {
			return copied, err
		}
		if err := f.Sync(); err != nil {
			return copied, err
		}
	}
	return copied, nil
}

// A newState is a state to which only a damaged header leads.
type newState struct {
	header boltfile.Header
	last   string // its last step
}

// newerState returns the state that the damaged header points to, if it is sound and
// has something that the current one lacks.
func newerState(f *os.File, found []boltfile.Header) (newState, bool) {
	info, err := f.Stat()
	if len(found) != 1 || err != nil {
		return newState{}, false
	}
	sound := found[0]
	lost := boltfile.Lost(f, sound, info.Size())
	if lost.TxID == sound.TxID || lost.TxID == sound.TxID-1 {
		return newState{}, false // the older one, or none
	}
	newer := readState(f, lost)
	if !newer.isSound() {
		return newState{}, false
	}
	last := newer.lastStep(readState(f, sound).contents)
	return newState{lost, last}, last != ""
}

// A state is what can be read of one state of the file without bbolt.
type state struct {
	*contents
	broken bool // the structure, a checksum or the schema
}

// readState reads the state that a header leads to.
func readState(f *os.File, h boltfile.Header) state {
	s := state{newContents(), true}
	add := func(bucket string, key, value []byte) {
		payload, err := unseal(bucket, string(key), value)
		switch {
		case err != nil:
		case bucket == metaBucket && string(key) == schemaKey:
			s.broken = false
		case !hasPieces(bucket):
			err = s.add(bucket, string(key), payload)
		}
		if err != nil {
			s.damaged = append(s.damaged, table{name: bucket}.damage(string(key), err))
		}
	}
	s.broken = boltfile.At(f, h).Walk(add) != nil || s.broken
	s.sort()
	return s
}

// isSound reports whether nothing of a state is damaged or missing.
func (s state) isSound() bool {
	if s.broken || s.damaged != nil {
		return false
	}
	for id, r := range s.records {
		if uint64(len(s.steps[id])) != r.Seq || countable(s.annotations[id]) != r.annotationCount() {
			return false
		}
	}
	return true
}

// lastStep describes the last thing that a user did according to a state and not to
// an older one: a step, an article that was added, forgotten or restored. It
// returns "" if there is none.
func (c *contents) lastStep(older *contents) string {
	type event struct {
		when    time.Time
		article string
		what    string
	}
	var events []event
	for _, id := range c.articles() {
		r, known := c.records[id], older.records[id]
		switch {
		case known.ID == "":
			events = append(events, event{r.Added, id, "the addition of"})
		case r.inTrash() && known.inLibrary():
			events = append(events, event{r.Trashed, id, "the removal of"})
		case r.inLibrary() && known.inTrash():
			events = append(events, event{r.lastUsed(), id, "the restoration of"})
		}
		before := make(map[string]bool)
		for _, s := range older.steps[id] {
			before[s.ID] = true
		}
		for _, s := range c.steps[id] {
			if !before[s.ID] {
				events = append(events, event{s.Time, id, fmt.Sprintf("%s by %s in", quoted(s.Summary), quoted(s.Creator))})
			}
		}
	}
	if len(events) == 0 {
		return ""
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.when.Compare(b.when) })
	last := events[len(events)-1]
	return fmt.Sprintf("%s %s, %s UTC", last.what, quoted(cmp.Or(c.records[last.article].Meta.Title, last.article)),
		last.when.UTC().Format("2006-01-02 15:04"))
}
