package storage

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// checksumBytes is the length of the checksum before each payload.
const checksumBytes = 4

var errChecksum = errors.New("wrong checksum")

func checksum(bucket, key string, payload []byte) uint32 {
	castagnoli := crc32.MakeTable(crc32.Castagnoli) // computed once per process
	sum := crc32.Update(0, castagnoli, []byte(bucket))
	sum = crc32.Update(sum, castagnoli, []byte(key))
	return crc32.Update(sum, castagnoli, payload)
}

// A slab allocates small values together: those of a large transaction would leave holes
// between them in memory when what is allocated in between is freed. A nil slab allocates each by itself.
type slab struct{ free []byte }

const (
	slabBytes = 32 << 10
	slabValue = slabBytes / 16 // maximum size of a value in it
)

// buffer returns an empty buffer for a value of size bytes.
func (s *slab) buffer(size int) []byte {
	if s == nil || size > slabValue {
		return make([]byte, 0, size)
	}
	if size > len(s.free) {
		s.free = make([]byte, slabBytes)
	}
	value := s.free[:0:size]
	s.free = s.free[size:]
	return value
}

// seal returns the value that is stored for a payload, which is given in parts.
func (t table) seal(key string, parts ...[]byte) []byte {
	size := checksumBytes
	for _, part := range parts {
		size += len(part)
	}
	value := t.slab.buffer(size)[:checksumBytes]
	for _, part := range parts {
		value = append(value, part...)
	}
	binary.BigEndian.PutUint32(value, checksum(t.name, key, value[checksumBytes:]))
	return value
}

// unseal returns the payload of a value. It shares the value's memory.
func unseal(bucket, key string, value []byte) ([]byte, error) {
	if len(value) < checksumBytes {
		return nil, &DamageError{bucket, key, errors.New("truncated")}
	}
	payload := value[checksumBytes:]
	if binary.BigEndian.Uint32(value) != checksum(bucket, key, payload) {
		return nil, &DamageError{bucket, key, errChecksum}
	}
	return payload, nil
}
