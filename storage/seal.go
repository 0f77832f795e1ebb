package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	bolt "go.etcd.io/bbolt"
)

// sealBytes is the length of the checksum before each payload.
const sealBytes = 4

var errSeal = errors.New("its checksum is wrong")

func checksum(bucket, key string, payload []byte) uint32 {
	castagnoli := crc32.MakeTable(crc32.Castagnoli) // made once, when it is first asked for
	sum := crc32.Update(0, castagnoli, []byte(bucket))
	sum = crc32.Update(sum, castagnoli, []byte(key))
	return crc32.Update(sum, castagnoli, payload)
}

// seal makes the value that is stored for a payload.
func seal(bucket, key string, payload []byte) []byte {
	value := make([]byte, sealBytes, sealBytes+len(payload))
	binary.BigEndian.PutUint32(value, checksum(bucket, key, payload))
	return append(value, payload...)
}

// unseal returns the payload of a value, not a copy.
func unseal(bucket, key string, value []byte) ([]byte, error) {
	if len(value) < sealBytes {
		return nil, &Damage{bucket, key, errors.New("it is cut short")}
	}
	payload := value[sealBytes:]
	if binary.BigEndian.Uint32(value) != checksum(bucket, key, payload) {
		return nil, &Damage{bucket, key, errSeal}
	}
	return payload, nil
}

// A table is a bucket of sealed values. Payloads that it hands out lie in the
// file and are gone when the transaction ends. A table without a bucket is
// empty and takes nothing.
type table struct {
	name   string
	bucket *bolt.Bucket
}

// get returns the payload under key; found is false if there is none.
func (t table) get(key string) (payload []byte, found bool, err error) {
	if t.bucket == nil {
		return nil, false, nil
	}
	value := t.bucket.Get([]byte(key))
	if value == nil {
		return nil, false, nil
	}
	payload, err = unseal(t.name, key, value)
	return payload, err == nil, err
}

func (t table) put(key string, payload []byte) error {
	return t.bucket.Put([]byte(key), seal(t.name, key, payload))
}

func (t table) delete(key string) error { return t.bucket.Delete([]byte(key)) }

// scan visits the keys that begin with prefix, in order. An error of visit
// means that the payload is no good. Damaged records are passed over and
// returned together in a PartialError.
func (t table) scan(prefix string, visit func(key string, payload []byte) error) error {
	if t.bucket == nil {
		return nil
	}
	var damaged []*Damage
	c := t.bucket.Cursor()
	for k, v := c.Seek([]byte(prefix)); k != nil && bytes.HasPrefix(k, []byte(prefix)); k, v = c.Next() {
		key := string(k)
		payload, err := unseal(t.name, key, v)
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

// sequence is a number that the file keeps beside the bucket, at first 0.
func (t table) sequence() uint64 {
	if t.bucket == nil {
		return 0
	}
	return t.bucket.Sequence()
}

func (t table) setSequence(n uint64) error { return t.bucket.SetSequence(n) }

// expect adds to the error of a scan that some records are missing without a
// trace, if it met fewer than there were written. met counts the good ones.
func (t table) expect(err error, prefix string, met, written int) error {
	partial := &PartialError{}
	if errors.As(err, &partial) {
		met += len(partial.Damaged)
	}
	if met >= written {
		return err
	}
	missing := fmt.Errorf("%d of %d are missing", written-met, written)
	partial.Damaged = append(partial.Damaged, &Damage{t.name, prefix, missing})
	return partial
}

// keys lists the keys that begin with prefix, whatever stands under them.
func (t table) keys(prefix string) []string {
	if t.bucket == nil {
		return nil
	}
	var keys []string
	c := t.bucket.Cursor()
	for k, _ := c.Seek([]byte(prefix)); k != nil && bytes.HasPrefix(k, []byte(prefix)); k, _ = c.Next() {
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

// damage is err about the record under key, as a Damage.
func (t table) damage(key string, err error) *Damage {
	var d *Damage
	if errors.As(err, &d) {
		return d
	}
	return &Damage{t.name, key, err}
}
