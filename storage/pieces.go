package storage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// pieceBytes is the maximum number of bytes of a text, of blocks or of an original
// that are stored under one key.
const pieceBytes = 64 << 10

// maxReserve limits the memory, in bytes, that is allocated for a stored length,
// which may be wrong.
const maxReserve = 256 << 20

var errIncomplete = errors.New("a part is missing")

// pieces is a table of large values, each stored in pieces under its digest.
type pieces struct{ table }

func (t *txn) pieces(bucket string) pieces { return pieces{t.table(bucket)} }

func pieceKey(digest string, piece int) string { return fmt.Sprintf("%s/%06d", digest, piece) }

// put stores data under its digest, unless it is already stored.
func (p pieces) put(digest, data string) error {
	if p.verify(digest) == nil {
		return nil
	}
	if err := p.delete(digest); err != nil {
		return err
	}
	total := len(data)
	for piece := 0; piece == 0 || data != ""; piece++ {
		n := min(pieceBytes, len(data))
		e := encoder{bytes: make([]byte, 0, n+binary.MaxVarintLen64)}
		e.uint(uint64(total))
		e.bytes = append(e.bytes, data[:n]...)
		if err := p.table.put(pieceKey(digest, piece), e.bytes); err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

// get returns the data under digest. It returns ErrNotFound if there is none,
// and a DamageError if a piece is missing or damaged.
func (p pieces) get(digest string) (string, error) {
	var whole strings.Builder
	err := p.read(digest, func(total uint64, data []byte) {
		if whole.Len() == 0 {
			whole.Grow(int(min(total, maxReserve)))
		}
		whole.Write(data)
	})
	return whole.String(), err
}

// verify returns the error that get would return.
func (p pieces) verify(digest string) error {
	return p.read(digest, func(uint64, []byte) {})
}

func (p pieces) delete(digest string) error { return p.deleteAll(digest + "/") }

// digests lists the digests in the table, in order.
func (p pieces) digests() []string {
	var digests []string
	for _, key := range p.keys("") {
		digest, _, _ := strings.Cut(key, "/")
		digests = append(digests, digest)
	}
	return slices.Compact(digests)
}

// prune deletes the values for which keep returns false.
func (p pieces) prune(keep func(digest string) bool) error {
	for _, digest := range p.digests() {
		if keep(digest) {
			continue
		}
		if err := p.delete(digest); err != nil {
			return err
		}
	}
	return nil
}

// read visits the pieces under digest in order; total is the sum of their
// lengths.
func (p pieces) read(digest string, visit func(total uint64, data []byte)) error {
	var total, got uint64
	piece := 0
	err := p.scan(digest+"/", func(key string, payload []byte) error {
		n, head := binary.Uvarint(payload)
		switch {
		case head <= 0:
			return errEncoding
		case key != pieceKey(digest, piece):
			return errIncomplete
		}
		data := payload[head:]
		total, got, piece = n, got+uint64(len(data)), piece+1
		visit(total, data)
		return nil
	})
	switch {
	case err != nil:
		return p.damage(digest, err)
	case piece == 0:
		return fmt.Errorf("%s %q: %w", p.name, digest, ErrNotFound)
	case got != total:
		return &DamageError{p.name, digest, errIncomplete}
	}
	return nil
}
