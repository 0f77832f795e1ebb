// Package boltfile reads the pages of a bbolt file (format version 2) without
// trusting any byte of them. It is for files that may be damaged: it never maps
// the file into memory, checks every length and offset before use, and detects
// cycles. bbolt itself faults, panics or overflows its stack on such files.
//
// Use it to check a file before bbolt opens it, to recover what a damaged file
// still holds, and to list the free pages. It writes only seals. The caller must hold
// bbolt's lock if other processes may write at the same time; only [Headers] is
// safe without it.
//
// # Format
//
// The file is an array of pages of one size. Each begins with 16 bytes: its
// number (8), its type (2), a count (2), and the number of pages that follow and
// belong to it (4). Pages 0 and 1 are headers, written alternately, each with a
// checksum; the one with the higher transaction number is current. Numbers are
// in the byte order of the machine. A tree page lists elements of 16 bytes whose
// keys and values follow, at an offset from the element itself.
package boltfile

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"slices"
)

// ErrNoHeader is returned when both headers are invalid: the file is not a
// bbolt file, or its beginning is destroyed.
var ErrNoHeader = errors.New("no valid header")

// ErrTruncated is returned when the file is shorter than its header says.
var ErrTruncated = errors.New("the end of the file is missing")

const (
	magic         = 0xED0CDAED
	formatVersion = 2
	pageHead      = 16 // length of the head of a page, in bytes
	headerBytes   = 64 // length of a header after the page head, including its checksum
	noFreelist    = ^uint64(0)
)

// A Header locates the parts of one committed state of the file.
type Header struct {
	Number   uint64 // of the page that holds it: 0 or 1
	PageSize int    // bytes
	Root     uint64 // page of the root bucket
	Freelist uint64 // page that lists the free pages
	Pages    uint64 // every page in use is below this number
	TxID     uint64 // transaction that wrote it

	misplaced bool // the head of its page is that of another page
}

// Headers returns the valid headers of a file, the current one first. size
// returns the length of the file in bytes and is called after the headers are
// read, so that a concurrent writer does no harm. Headers returns ErrNoHeader, or
// the headers with ErrTruncated.
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
	if len(found) == 2 && found[0].TxID == found[1].TxID && found[0].misplaced {
		slices.Reverse(found)
	}
	bytes, err := size()
	if err != nil {
		return nil, err
	}
	if uint64(bytes)/uint64(found[0].PageSize) < found[0].Pages {
		return found, ErrTruncated
	}
	return found, nil
}

// secondHeader looks for the second header when the first, which has the page
// size, is invalid.
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
	h, valid := parseHeader(buf[pageHead:])
	h.Number = uint64(min(off, 1))
	h.misplaced = u64(buf[:]) != h.Number || u16(buf[8:]) != headerPage
	return h, valid
}

// parseHeader returns the fields of a header, and whether it is valid.
func parseHeader(b []byte) (h Header, valid bool) {
	h = Header{
		PageSize: int(u32(b[8:])),
		Root:     u64(b[16:]),
		Freelist: u64(b[32:]),
		Pages:    u64(b[40:]),
		TxID:     u64(b[48:]),
	}
	valid = u32(b) == magic && u32(b[4:]) == formatVersion && u64(b[56:]) == checksum(b) &&
		h.PageSize >= 1<<10 && h.PageSize <= 16<<20 && h.PageSize&(h.PageSize-1) == 0
	return h, valid
}

// checksum returns the checksum of a header.
func checksum(b []byte) uint64 {
	sum := fnv.New64a()
	sum.Write(b[:headerBytes-8])
	return sum.Sum64()
}

func u16(b []byte) uint16 { return binary.NativeEndian.Uint16(b) }
func u32(b []byte) uint32 { return binary.NativeEndian.Uint32(b) }
func u64(b []byte) uint64 { return binary.NativeEndian.Uint64(b) }
