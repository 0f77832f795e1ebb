package boltfile

import (
	"fmt"
	"io"
)

// The types of pages.
const (
	branchPage   = 0x01
	leafPage     = 0x02
	headerPage   = 0x04
	freelistPage = 0x10
)

// elementBytes is the length of one element of a tree page.
const elementBytes = 16

// bucketElement marks a leaf element whose value is a bucket.
const bucketElement = 0x01

// A page is a tree or freelist page with the pages that belong to it. data is
// all of it, including its head.
type page struct {
	kind  uint16
	count int
	data  []byte
}

// page reads the page with the given number and those that belong to it.
func (f *File) page(id uint64) (page, error) {
	if id < 2 || id >= f.header.Pages {
		return page{}, fmt.Errorf("page %d is outside the file", id)
	}
	data, err := f.read(id, 1)
	if err != nil {
		return page{}, err
	}
	if got := u64(data); got != id {
		return page{}, fmt.Errorf("page %d has the number %d", id, got)
	}
	if more := uint64(u32(data[12:])); more > 0 {
		if id+more >= f.header.Pages {
			return page{}, fmt.Errorf("page %d runs past the end of the file", id)
		}
		if data, err = f.read(id, 1+more); err != nil {
			return page{}, err
		}
	}
	return parsePage(data), nil
}

func parsePage(data []byte) page {
	return page{kind: u16(data[8:]), count: int(u16(data[10:])), data: data}
}

// read returns n pages beginning with id.
func (f *File) read(id, n uint64) ([]byte, error) {
	size := uint64(f.header.PageSize)
	data := make([]byte, n*size)
	if got, err := f.r.ReadAt(data, int64(id*size)); got < len(data) {
		if err == nil || err == io.EOF {
			err = ErrTruncated
		}
		return nil, fmt.Errorf("page %d: %w", id, err)
	}
	return data, nil
}

// element returns the offset of the i-th element, from 0.
func (p page) element(i int) (off int, ok bool) {
	off = pageHead + i*elementBytes
	return off, off+elementBytes <= len(p.data)
}

// bytes returns the n bytes that begin pos bytes after off.
func (p page) bytes(off int, pos, n uint32) ([]byte, bool) {
	from := uint64(off) + uint64(pos)
	if to := from + uint64(n); to <= uint64(len(p.data)) {
		return p.data[from:to:to], true
	}
	return nil, false
}

// child returns the number of the page below the i-th element of a branch page.
func (p page) child(i int) (id uint64, ok bool) {
	off, ok := p.element(i)
	if !ok {
		return 0, false
	}
	e := p.data[off:]
	if _, ok := p.bytes(off, u32(e), u32(e[4:])); !ok {
		return 0, false
	}
	return u64(e[8:]), true
}

// entry returns the i-th key and value of a leaf page, and whether the value is
// a bucket.
func (p page) entry(i int) (key, value []byte, bucket, ok bool) {
	off, ok := p.element(i)
	if !ok {
		return nil, nil, false, false
	}
	e := p.data[off:]
	pos, keyBytes, valueBytes := u32(e[4:]), u32(e[8:]), u32(e[12:])
	if key, ok = p.bytes(off, pos, keyBytes); !ok {
		return nil, nil, false, false
	}
	value, ok = p.bytes(off+int(pos), keyBytes, valueBytes)
	return key, value, u32(e)&bucketElement != 0, ok
}
