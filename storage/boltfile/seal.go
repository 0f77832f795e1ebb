package boltfile

import (
	"crypto/sha256"
	"encoding/binary"
	"io"
	"slices"
	"time"
)

// A seal is written behind the header of the previous state, where bbolt keeps nothing and
// writes zeros with the next commit. A power cut may damage the sectors of that page, but
// not the current header. The seal says when the file was found sound, and is a digest of
// that, of the header, of the free pages and of the root pages of all trees: bbolt keeps no
// checksum of these. A file with pages too small for a seal has none.
const (
	sealAt    = 1024 // offset in the page
	sealBytes = 8 + sha256.Size
)

// Seal returns when the file was found sound, according to its seal; free are its free
// pages. ok is false if it has no seal, or not of this state.
func (f *File) Seal(free []uint64) (when time.Time, ok bool) {
	if f.header.PageSize < sealAt+sealBytes {
		return time.Time{}, false
	}
	data := make([]byte, sealBytes)
	if _, err := f.r.ReadAt(data, f.sealOffset()); err != nil {
		return time.Time{}, false
	}
	when = time.Unix(int64(u64(data)), 0)
	return when, string(f.seal(free, when)) == string(data)
}

// WriteSeal seals the state of the file, whose free pages are free, as one that was found
// sound, or made from one that was. The caller must hold bbolt's lock for writing.
func (f *File) WriteSeal(w io.WriterAt, free []uint64, when time.Time) error {
	if f.header.PageSize < sealAt+sealBytes {
		return nil // the library is checked before every write
	}
	_, err := w.WriteAt(f.seal(free, when), f.sealOffset())
	return err
}

func (f *File) sealOffset() int64 { return int64(1-f.header.Number)*int64(f.header.PageSize) + sealAt }

func (f *File) seal(free []uint64, when time.Time) []byte {
	out := binary.NativeEndian.AppendUint64(nil, uint64(when.Unix()))
	h := sha256.New()
	h.Write(out)
	fields := []uint64{f.header.TxID, f.header.Freelist, f.header.Pages, uint64(len(free))}
	_ = binary.Write(h, binary.NativeEndian, slices.Concat(fields, free, f.roots())) // a hash takes everything
	return h.Sum(out)
}
