// Package boltfile reads the pages of a bbolt file (format version 2) without
// trusting one byte of them. It is for files that may be damaged: it never
// maps the file into memory, checks every length and offset before use, and
// cannot be led round in a circle. bbolt itself faults, panics or overflows
// its stack on such files.
//
// Use it to look before bbolt opens a file, to check a file, to salvage what a
// broken one still holds, and to learn which pages are free. It never writes.
// The caller holds bbolt's lock where others may write meanwhile; only
// [Headers] is safe without.
//
// # Format
//
// The file is an array of pages of one size. Each begins with 16 bytes: its
// number (8), its type (2), a count (2), and how many more pages it runs on
// (4). Pages 0 and 1 are headers, written in turn, each with a checksum; the
// one with the higher transaction number is in force. Numbers are in the byte
// order of the machine. A tree page lists elements of 16 bytes whose keys and
// values stand further on, at an offset from the element itself.
package boltfile

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"slices"
)

// ErrNoHeader is returned when neither header of the file is sound: it is not
// a bbolt file, or its beginning is destroyed.
var ErrNoHeader = errors.New("no sound header")

// ErrTruncated is returned when the file is shorter than its header says.
var ErrTruncated = errors.New("the end of the file is missing")

const (
	magic         = 0xED0CDAED
	formatVersion = 2
	pageHead      = 16 // bytes before the contents of a page
	headerBytes   = 64 // of a header, after pageHead, checksum included
	noFreelist    = ^uint64(0)
)

// A Header says where the parts of one committed state of the file lie.
type Header struct {
	PageSize int    // bytes
	Root     uint64 // page of the root bucket
	Freelist uint64 // page that lists the free pages
	Pages    uint64 // every page in use is below this number
	TxID     uint64 // number of the transaction that wrote it
}

// Headers returns the sound headers of a file, the one in force first. size is
// the length of the file in bytes, taken after the last write that is to be
// seen; a writer at work does no harm.
func Headers(r io.ReaderAt, size func() (int64, error)) ([]Header, error) {
	var found []Header
	if h, ok := readHeader(r, 0); ok {
		found = append(found, h)
		if h, ok := readHeader(r, int64(h.PageSize)); ok {
			found = append(found, h)
		}
	} else if h, ok := secondHeader(r); ok {
		found = append(found, h)
	}
	if len(found) == 0 {
		return nil, ErrNoHeader
	}
	slices.SortFunc(found, func(a, b Header) int { return int(int64(b.TxID - a.TxID)) })
	bytes, err := size()
	if err != nil {
		return nil, err
	}
	if uint64(bytes)/uint64(found[0].PageSize) < found[0].Pages {
		return found, ErrTruncated
	}
	return found, nil
}

// secondHeader looks for the second header when the first, which tells the
// page size, is unsound.
func secondHeader(r io.ReaderAt) (Header, bool) {
	for off := int64(1 << 10); off <= 64<<10; off <<= 1 {
		if h, ok := readHeader(r, off); ok && int64(h.PageSize) == off {
			return h, true
		}
	}
	return Header{}, false
}

func readHeader(r io.ReaderAt, off int64) (Header, bool) {
	var buf [pageHead + headerBytes]byte
	if n, _ := r.ReadAt(buf[:], off); n < len(buf) {
		return Header{}, false
	}
	b := buf[pageHead:]
	sum := fnv.New64a()
	sum.Write(b[:headerBytes-8])
	h := Header{
		PageSize: int(u32(b[8:])),
		Root:     u64(b[16:]),
		Freelist: u64(b[32:]),
		Pages:    u64(b[40:]),
		TxID:     u64(b[48:]),
	}
	sound := u32(b) == magic && u32(b[4:]) == formatVersion && u64(b[56:]) == sum.Sum64() &&
		h.PageSize >= 1<<10 && h.PageSize <= 16<<20 && h.PageSize&(h.PageSize-1) == 0
	return h, sound
}

func u16(b []byte) uint16 { return binary.NativeEndian.Uint16(b) }
func u32(b []byte) uint32 { return binary.NativeEndian.Uint32(b) }
func u64(b []byte) uint64 { return binary.NativeEndian.Uint64(b) }
