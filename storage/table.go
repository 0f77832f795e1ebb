package storage

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// A txn is a transaction on a library of the current schema. The zero txn
// reads an empty library.
//
// Its operations are methods of small wrapper types: [records], [annotations],
// [history], [texts] and [originals].
type txn struct {
	tx     *bolt.Tx
	at     *place  // where it last looked; may be nil
	checks *checks // made before a bucket is used; nil if none is needed
	// unwritten holds sealed values by bucket and key until flush writes them to the
	// buckets; nil to write them at once.
	unwritten map[string]map[string][]byte
	slab      slab // of sealed values
}

// manyValues is the minimum number of values in a transaction for which flush fills
// leaves completely: later transactions seldom insert between that many.
const manyValues = 1000

// flush writes the unwritten values of a bucket in the order of their keys. Until it
// commits, bbolt keeps the keys of a leaf in one slice, in which every insertion moves
// all later keys.
func (t table) flush() error {
	if len(t.unwritten) > manyValues {
		t.bucket.FillPercent = appendFill
	}
	for _, key := range slices.Sorted(maps.Keys(t.unwritten)) {
		if err := t.willWrite(key); err != nil {
			return err
		}
		if err := t.bucket.Put([]byte(key), t.unwritten[key]); err != nil {
			return err
		}
	}
	clear(t.unwritten)
	return nil
}

// flush writes all unwritten values to their buckets.
func (t *txn) flush() error {
	for name := range t.unwritten {
		if err := t.table(name).flush(); err != nil {
			return err
		}
		delete(t.unwritten, name) // frees its memory for the pages that are written now
	}
	return nil
}

// appendFill is the fraction to which bbolt fills the leaves of buckets that mostly
// grow at the end or are written once.
const appendFill = 1

// table returns a bucket. Its methods panic if they meet a cycle, as bbolt does for
// other damage; guard turns the panic into ErrDamaged.
func (t *txn) table(name string) table {
	if t.tx == nil {
		return table{name: name}
	}
	if t.at == nil {
		t.at = &place{}
	}
	*t.at = place{bucket: name}
	b := t.tx.Bucket([]byte(name))
	switch name {
	case textsBucket, blocksBucket, originalsBucket, ownersBucket, stepsBucket:
		b.FillPercent = appendFill
	}
	if t.unwritten != nil && t.unwritten[name] == nil {
		t.unwritten[name] = map[string][]byte{}
	}
	return table{name, b, t.at, t.unwritten[name], &t.slab, t.checks}
}

// A table is a bucket of sealed values. Payloads that it returns are in mapped
// memory and valid only until the transaction ends. A table without a bucket is
// empty and read-only.
type table struct {
	name      string
	bucket    *bolt.Bucket
	at        *place            // where the transaction last looked; may be nil
	unwritten map[string][]byte // of the txn; nil to write at once
	slab      *slab             // of the txn; may be nil
	checks    *checks           // of the txn; may be nil
}

// willRead checks the way to the keys that begin with prefix, and panics if it has a cycle.
func (t table) willRead(prefix string) {
	if t.checks == nil {
		return
	}
	if err := t.checks.read(t.name, uint64(t.bucket.Root()), prefix); err != nil {
		panic(err)
	}
}

// willWrite checks the pages that a write of key replaces.
func (t table) willWrite(key string) error {
	if t.checks == nil {
		return nil
	}
	return t.checks.write(t.name, uint64(t.bucket.Root()), key)
}

// look notes where the transaction looks.
func (t table) look(key string) {
	if t.at != nil {
		*t.at = place{t.name, key}
	}
}

// get returns the payload under key; found is false if there is none or it is
// damaged.
func (t table) get(key string) (payload []byte, found bool, err error) {
	if t.bucket == nil {
		return nil, false, nil
	}
	t.look(key)
	value := t.sealed(key)
	if value == nil {
		return nil, false, nil
	}
	payload, err = unseal(t.name, key, value)
	return payload, err == nil, err
}

// sealed returns the sealed value under key, or nil if there is none.
func (t table) sealed(key string) []byte {
	if value, ok := t.unwritten[key]; ok {
		return value
	}
	t.willRead(key)
	return t.bucket.Get([]byte(key))
}

// lookUp returns the decoded value under key. It returns ErrNotFound with the
// name if there is none.
func lookUp[T any](t table, key, name string, decode func(payload []byte) (T, error)) (value T, err error) {
	payload, found, err := t.get(key)
	switch {
	case err != nil:
		return value, err
	case !found:
		return value, notFound(name)
	}
	if value, err = decode(payload); err != nil {
		return value, t.damage(key, err)
	}
	return value, nil
}

// put stores a payload, which is given in parts.
func (t table) put(key string, parts ...[]byte) error {
	return t.putSealed(key, t.seal(key, parts...))
}

// putSealed stores a value, which must not change until the transaction ends.
func (t table) putSealed(key string, value []byte) error {
	if t.unwritten == nil {
		if err := t.willWrite(key); err != nil {
			return err
		}
		return t.bucket.Put([]byte(key), value)
	}
	t.unwritten[key] = value
	return nil
}

func (t table) delete(key string) error {
	delete(t.unwritten, key)
	if err := t.willWrite(key); err != nil {
		return err
	}
	return t.bucket.Delete([]byte(key))
}

// scan calls visit for the keys that begin with prefix, in order. An error from
// visit means that the payload is damaged. Damaged records are skipped and
// returned together as a PartialError.
func (t table) scan(prefix string, visit func(key string, payload []byte) error) error {
	var damaged []*DamageError
	t.look(prefix)
	for k, value := range t.all(prefix) {
		key := string(k)
		t.look(key)
		payload, err := unseal(t.name, key, value)
		if err == nil {
			err = visit(key, payload)
		}
		if err != nil {
			damaged = append(damaged, t.damage(key, err))
		}
	}
	if damaged != nil {
		return &PartialError{damaged}
	}
	return nil
}

// all yields the keys that begin with prefix and their sealed values, in order.
func (t table) all(prefix string) iter.Seq2[[]byte, []byte] {
	return func(yield func(key, value []byte) bool) {
		if t.bucket == nil {
			return
		}
		if err := t.flush(); err != nil {
			panic(err) // as for damage
		}
		t.willRead(prefix)
		c := t.bucket.Cursor()
		for k, v := c.Seek([]byte(prefix)); k != nil && bytes.HasPrefix(k, []byte(prefix)); k, v = c.Next() {
			if !yield(k, v) {
				return
			}
		}
	}
}

// sequence returns a number that the file keeps with the bucket, initially 0.
func (t table) sequence() uint64 {
	if t.bucket == nil {
		return 0
	}
	return t.bucket.Sequence()
}

func (t table) setSequence(n uint64) error { return t.bucket.SetSequence(n) }

// expect returns err, the error of a scan under prefix, with missing records
// added to it: those of the written ones that are neither good nor damaged.
func (t table) expect(err error, prefix string, good, written int) error {
	partial := &PartialError{}
	if errors.As(err, &partial) {
		good += len(partial.Damaged)
	}
	if good >= written {
		return err
	}
	missing := fmt.Errorf("%d of %d are missing", written-good, written)
	partial.Damaged = append(partial.Damaged, &DamageError{t.name, prefix, missing})
	return partial
}

// keys lists the keys that begin with prefix, damaged or not.
func (t table) keys(prefix string) []string {
	var keys []string
	for k := range t.all(prefix) {
		keys = append(keys, string(k))
	}
	return keys
}

// deleteAll deletes every key that begins with prefix.
func (t table) deleteAll(prefix string) error {
	for _, key := range t.keys(prefix) {
		if err := t.delete(key); err != nil {
			return err
		}
	}
	return nil
}

// damage returns err, which is about the record under key, as a DamageError.
func (t table) damage(key string, err error) *DamageError {
	if d := (*DamageError)(nil); errors.As(err, &d) {
		return d
	}
	return &DamageError{t.name, key, err}
}
