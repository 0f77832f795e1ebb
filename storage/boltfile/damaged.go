package boltfile

import (
	"cmp"
	"encoding/binary"
	"io"
	"slices"
)

// Intact reports whether the headers that Headers found are all that a file has. Two
// of the same transaction are one that was copied over the other.
func Intact(found []Header) bool {
	return len(found) == 2 && found[0].TxID != found[1].TxID && !found[0].misplaced && !found[1].misplaced
}

// Lost returns what the page of a damaged header says of the state that it led to.
// sound is the valid header, bytes the length of the file. If one bit is wrong,
// the checksum tells which. Otherwise the fields are as they are in the file: they
// may mean nothing.
func Lost(r io.ReaderAt, sound Header, bytes int64) Header {
	var b [headerBytes]byte
	other := 1 - sound.Number
	if n, _ := r.ReadAt(b[:], int64(other)*int64(sound.PageSize)+pageHead); n < len(b) {
		return Header{}
	}
	lost, _ := parseHeader(b[:])
	for bit := range 8 * headerBytes {
		b[bit/8] ^= 1 << (bit % 8)
		if h, valid := parseHeader(b[:]); valid {
			lost = h
		}
		b[bit/8] ^= 1 << (bit % 8)
	}
	lost.Number, lost.PageSize, lost.Pages = other, sound.PageSize, uint64(bytes)/uint64(sound.PageSize)
	return lost
}

// LostBoth returns what both headers of a file say if both are damaged, the newer one
// first, see [Lost]. It returns nil if nothing says that the file is one of bbolt.
func LostBoth(r io.ReaderAt, bytes int64) []Header {
	for size := int64(1 << 10); size <= 64<<10; size <<= 1 {
		var b [pageHead + headerBytes]byte
		if n, _ := r.ReadAt(b[:], size); n < len(b) {
			return nil
		}
		isHeader := u64(b[:]) == 1 && u16(b[8:]) == headerPage
		if !isHeader && u32(b[pageHead:]) != magic {
			continue
		}
		lost := []Header{
			Lost(r, Header{Number: 1, PageSize: int(size)}, bytes),
			Lost(r, Header{Number: 0, PageSize: int(size)}, bytes),
		}
		slices.SortStableFunc(lost, func(a, b Header) int { return cmp.Compare(b.TxID, a.TxID) })
		return lost
	}
	return nil
}

// Resembles reports whether a file without a valid header may be a damaged bbolt file:
// if one of its headers or another page is still known as one, or it begins with zeros,
// as after a failure of the disk.
func Resembles(r io.ReaderAt) bool {
	var b [pageHead + headerBytes]byte
	n, _ := r.ReadAt(b[:], 0)
	if u32(b[pageHead:]) == magic || n > 0 && b == [len(b)]byte{} {
		return true
	}
	for size := int64(1 << 10); size <= 64<<10; size <<= 1 {
		for id := range uint64(maxSampled) {
			if n, _ := r.ReadAt(b[:], int64(id)*size); n < len(b) {
				break
			}
			if id > 0 && u64(b[:]) == id || id == 1 && u32(b[pageHead:]) == magic {
				return true
			}
		}
	}
	return false
}

// maxSampled is the number of pages at the start of a file that Resembles looks at.
const maxSampled = 4096

// Renewed returns a page that replaces the other header, and its offset in the
// file. The page leads to the state of the sound header, as if a transaction that
// changed nothing had written it.
func Renewed(r io.ReaderAt, sound Header) (data []byte, off int64, err error) {
	data = make([]byte, sound.PageSize)
	b := data[pageHead : pageHead+headerBytes]
	if _, err := r.ReadAt(b, int64(sound.Number)*int64(sound.PageSize)+pageHead); err != nil {
		return nil, 0, err
	}
	other := 1 - sound.Number
	binary.NativeEndian.PutUint64(data, other)
	binary.NativeEndian.PutUint16(data[8:], headerPage)
	binary.NativeEndian.PutUint64(b[48:], sound.TxID+1)
	binary.NativeEndian.PutUint64(b[56:], checksum(b))
	return data, int64(other) * int64(sound.PageSize), nil
}
