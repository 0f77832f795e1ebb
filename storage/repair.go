package storage

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"galley/annotate"
	"galley/storage/boltfile"
)

// Repair recovers everything readable in a damaged library to a new file, which
// must not exist. It never changes the old file. now dates the records that have to
// be created. The report counts the contents of the new library and lists what was
// lost or fixed.
//
// Repair reads the pages of the old file itself, without bbolt, and keeps every
// record whose checksum is right. Where a tree is broken, it also reads the
// state before the last transaction. Then it rebuilds the indexes and counts.
// Annotations whose record is lost are recovered from the history. Texts whose
// blocks are lost become plain paragraphs, and texts whose record is lost get a
// minimal one. An article whose text is lost keeps its annotations; saving it
// again from its source restores the text, if it has not changed. Annotations
// made on a version other than the recovered one are placed again by place; those
// that it cannot place become unplaced. If both headers are damaged, Repair uses
// what is still legible in them.
func (s *Store) Repair(newPath string, now time.Time, place Placer) (report Report, err error) {
	s.db.mu.Lock()
	defer s.db.mu.Unlock()
	err = guard(func() error {
		f, unlock, err := s.db.openDamaged()
		if err != nil {
			return err
		}
		defer unlock()
		report, err = repair(f, newPath, now.UTC(), place)
		return err
	})
	if err != nil {
		return Report{}, &Error{"repair", s.Path(), classify(err)}
	}
	return report, nil
}

// A Placer places annotations of an article on the text of a and returns them in
// the same order. steps is the history of the article. version returns the version
// with the given digest, if it was recovered.
type Placer func(a *annotate.Article, list []annotate.Annotation, steps []annotate.Step,
	version func(digest string) (*annotate.Article, error)) ([]annotate.Annotation, error)

// openDamaged opens the file for reading, and locks it if bbolt can open it. No
// other process can be using a file that bbolt cannot open.
func (db *database) openDamaged() (file *os.File, unlock func(), err error) {
	f, err := db.open(reading)
	switch {
	case err == nil && f.bolt == nil:
		return nil, nil, notFound(db.path)
	case err == nil:
		return f.file, func() { _ = f.close() }, nil
	case errors.Is(classify(err), ErrLocked):
		return nil, nil, err
	}
	if file, err = os.Open(db.path); err != nil {
		return nil, nil, err
	}
	return file, func() { file.Close() }, nil
}

// repair creates the new library.
func repair(old *os.File, newPath string, now time.Time, place Placer) (Report, error) {
	found, err := headers(old)
	lost := len(found) == 0
	if lost {
		if info, statErr := old.Stat(); statErr == nil {
			found = boltfile.LostBoth(old, info.Size())
		}
	}
	if len(found) == 0 {
		return Report{}, err
	}
	temp, err := createTemp(newPath)
	if err != nil {
		return Report{}, err
	}
	defer os.Remove(temp.Name())
	if err := temp.Close(); err != nil {
		return Report{}, err
	}
	r := &repairer{
		contents: newContents(), now: now, place: place,
		seen: make(map[string]bool), incomplete: make(map[string]bool), blocks: make(map[string]bool),
	}
	if lost {
		r.report.problem("both headers of the library are damaged; what is still legible in them was used, and the last step may be missing")
	}
	if newer, ok := newerState(old, found); ok {
		found = slices.Insert(found, 0, newer.header)
		r.report.problem("the state that the damaged header points to was recovered; its last step is %s", newer.last)
	}
	created := newDatabase(temp.Name())
	err = created.withFile(writing, func(f *openFile) error {
		r.update = func(fn func(*txn) error) error { return f.transact(writing, fn) }
		return r.run(old, found)
	})
	if err == nil {
		err = created.withFile(reading, checkCreated)
	}
	if err == nil {
		err = publish(temp.Name(), newPath)
	}
	if err != nil {
		return Report{}, err
	}
	r.report.Problems = unique(r.report.Problems)
	return r.report, nil
}

// checkCreated checks the pages of a new library.
func checkCreated(f *openFile) error {
	var report Report
	if !report.checkStructure(f) {
		return fmt.Errorf("the new library: %s", report.Problems[0])
	}
	return nil
}

// unique removes repeated lines: both states of a file may have the same
// problem.
func unique(lines []string) []string {
	seen := make(map[string]bool)
	return slices.DeleteFunc(lines, func(line string) bool {
		repeated := seen[line]
		seen[line] = true
		return repeated
	})
}

// A repairer reads a damaged library and writes a new one.
type repairer struct {
	*contents
	report     Report
	now        time.Time
	place      Placer
	update     func(func(*txn) error) error // runs one transaction on the new library
	blocks     map[string]bool              // digests of blocks that the new library uses
	incomplete map[string]bool              // buckets with losses; "" for the list of buckets
	seen       map[string]bool              // bucket, "/" and key of each value that was read
	batch      []piece                      // pieces not yet written
	batchBytes int
	schema     int   // of the old library, 0 if unknown
	err        error // from writing the new library
}

// A piece is one sealed value of a text, a list of blocks or an original, each of
// which is stored in several.
type piece struct {
	bucket, key string
	value       []byte
}

// maxBatchBytes is the number of bytes after which a transaction is committed.
const maxBatchBytes = 16 << 20

// run reads the old library, newest state first, and writes the new one.
func (r *repairer) run(old *os.File, states []boltfile.Header) error {
	for i, h := range states {
		problems := boltfile.At(old, h).Walk(r.add)
		for _, p := range problems {
			r.report.problem("structure: %v", p)
			r.incomplete[p.Bucket] = true
		}
		if problems == nil {
			break
		}
		if i < len(states)-1 {
			r.report.problem("the state before the last change was also read")
		}
	}
	r.flush()
	if r.err != nil {
		return r.err
	}
	// Records of all schemas up to the current one are decoded the same way.
	if newest := newDatabase("").schema(); r.schema > newest {
		return fmt.Errorf("%w: its schema is %d; only schemas up to %d can be repaired", ErrForeign, r.schema, newest)
	}
	for _, d := range r.damaged {
		r.report.problem("%v", d)
		r.incomplete[d.Bucket] = true
	}
	r.sort()
	return r.update(r.rebuild)
}

// add keeps a value of the old library if its checksum is right and its key has
// not been read before.
func (r *repairer) add(bucket string, keyBytes, value []byte) {
	key := string(keyBytes)
	name := bucket + "/" + key
	if r.seen[name] || r.err != nil {
		return
	}
	payload, err := unseal(bucket, key, value)
	switch {
	case err != nil:
	case hasPieces(bucket):
		r.batch = append(r.batch, piece{bucket, key, value})
		if r.batchBytes += len(value); r.batchBytes >= maxBatchBytes {
			r.flush()
		}
	case bucket == metaBucket && key == schemaKey:
		r.schema, err = strconv.Atoi(string(payload))
	default:
		err = r.contents.add(bucket, key, payload)
	}
	if err != nil {
		r.damaged = append(r.damaged, table{name: bucket}.damage(key, err))
		return
	}
	r.seen[name] = true
}

// flush writes the pieces of the batch.
func (r *repairer) flush() {
	if r.err != nil {
		return
	}
	r.err = r.update(func(t *txn) error {
		for _, p := range r.batch {
			if err := t.table(p.bucket).bucket.Put([]byte(p.key), p.value); err != nil {
				return err
			}
		}
		return nil
	})
	r.batch, r.batchBytes = nil, 0
}
