package storage

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"galley/storage/boltfile"
)

// Repair saves what can still be read of a damaged library into a new file,
// which must not exist. It never touches the old one. now dates what it has to
// make up. The report counts what the new library holds and tells what was
// lost or put right.
//
// It reads the pages of the old file by itself, without bbolt, and keeps every
// record whose checksum is right. Where a tree is broken it also looks at the
// state before the last transaction. Then it makes the indexes and counts
// again; takes annotations whose record is lost from the history; gives texts
// whose blocks are lost paragraphs, and texts whose record is lost a plain one.
// An article whose text is lost keeps its annotations; saving it again from
// where it came brings the text back, if it is still the same.
func (s *Store) Repair(newPath string, now time.Time) (Report, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var report Report
	err := guard(func() error {
		f, unlock, err := s.openBroken()
		if err != nil {
			return err
		}
		defer unlock()
		report, err = salvage(f, newPath, now.UTC())
		return err
	})
	if err != nil {
		return Report{}, &Error{"repair", s.path, classify(err)}
	}
	return report, nil
}

// openBroken opens the file for reading, and locks it if bbolt still can. A
// file that bbolt cannot open is in nobody else's hands.
func (s *Store) openBroken() (f *os.File, unlock func(), err error) {
	lib, err := s.lock(false)
	switch {
	case err == nil && lib.db == nil:
		return nil, nil, notFound(s.path)
	case err == nil:
		return lib.file, func() { _ = lib.close() }, nil
	case errors.Is(classify(err), ErrLocked):
		return nil, nil, err
	}
	if f, err = os.Open(s.path); err != nil {
		return nil, nil, err
	}
	return f, func() { f.Close() }, nil
}

// salvage makes the new library.
func salvage(f *os.File, newPath string, now time.Time) (Report, error) {
	found, err := headers(f)
	if len(found) == 0 {
		return Report{}, err
	}
	mark, err := os.OpenFile(newPath, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return Report{}, err
	}
	if err := mark.Close(); err != nil {
		return Report{}, err
	}
	to := New(newPath)
	w := &wreck{content: newContent(), seen: make(map[string]bool), broken: make(map[string]bool), blocks: make(map[string]bool), now: now}
	err = to.with(true, func(lib *library) error {
		w.write = func(fn func(*txn) error) error { return to.within(lib, fn) }
		return w.salvage(f, found)
	})
	if err != nil {
		os.Remove(newPath)
		return Report{}, err
	}
	w.report.Problems = unique(w.report.Problems)
	return w.report, nil
}

// unique leaves out what was said before: both states of a file may have the
// same problem.
func unique(lines []string) []string {
	said := make(map[string]bool)
	return slices.DeleteFunc(lines, func(line string) bool {
		again := said[line]
		said[line] = true
		return again
	})
}

// A wreck is a damaged library on its way into a new file.
type wreck struct {
	*content
	report Report
	now    time.Time
	write  func(func(*txn) error) error // one transaction on the new library
	blocks map[string]bool              // digests of blocks that the new library's articles have
	broken map[string]bool              // buckets of which something is lost, "" for whole ones
	seen   map[string]bool              // bucket, "/" and key of what was read
	batch  []piece                      // pieces that are yet to be written
	bytes  int                          // in batch
	schema int                          // of the old library, 0 if that is lost
	failed error                        // of the new library
}

// A piece is a sealed part of a text or of blocks.
type piece struct {
	bucket, key string
	value       []byte
}

// batchBytes is how much is written in one transaction.
const batchBytes = 16 << 20

func (w *wreck) salvage(f *os.File, found []boltfile.Header) error {
	for i, h := range found {
		problems := boltfile.At(f, h).Walk(w.take)
		for _, p := range problems {
			w.report.problem("structure: %v", p)
			w.broken[p.Bucket] = true
		}
		if problems == nil {
			break
		}
		if i < len(found)-1 {
			w.report.problem("looking at the state before the last change, too")
		}
	}
	w.flush()
	if w.failed != nil {
		return w.failed
	}
	// Records of every schema up to this one are read alike.
	if newest := New("").schema(); w.schema > newest {
		return fmt.Errorf("%w: its schema is %d; only those up to %d can be repaired", ErrForeign, w.schema, newest)
	}
	for _, d := range w.damaged {
		w.report.problem("%v", d)
		w.broken[d.Bucket] = true
	}
	w.sort()
	return w.write(w.rebuild)
}

// take keeps a record of the old library if it is whole and new.
func (w *wreck) take(bucket string, key, value []byte) {
	name := bucket + "/" + string(key)
	if w.seen[name] || w.failed != nil {
		return
	}
	payload, err := unseal(bucket, string(key), value)
	switch {
	case err != nil:
	case bucket == textsBucket || bucket == blocksBucket || bucket == originalsBucket:
		w.add(piece{bucket, string(key), value})
	case bucket == metaBucket && string(key) == schemaKey:
		w.schema, err = strconv.Atoi(string(payload))
	default:
		err = w.content.take(bucket, string(key), payload)
	}
	if err != nil {
		w.damaged = append(w.damaged, table{name: bucket}.damage(string(key), err))
		return
	}
	w.seen[name] = true
}

func (w *wreck) add(p piece) {
	w.batch = append(w.batch, p)
	if w.bytes += len(p.value); w.bytes >= batchBytes {
		w.flush()
	}
}

// flush writes the pieces that wait.
func (w *wreck) flush() {
	if w.failed != nil {
		return
	}
	w.failed = w.write(func(t *txn) error {
		for _, p := range w.batch {
			if err := t.table(p.bucket).bucket.Put([]byte(p.key), p.value); err != nil {
				return err
			}
		}
		return nil
	})
	w.batch, w.bytes = nil, 0
}
