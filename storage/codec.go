package storage

import (
	"encoding/binary"
	"errors"
	"time"
)

// errEncoding is returned for bytes that no encoder could have written.
var errEncoding = errors.New("cannot be decoded")

// An encoder appends numbers and strings to bytes. Numbers are varints with
// seven bits per byte, the lowest first; signed ones are zigzag encoded.
type encoder struct {
	bytes []byte
}

func (e *encoder) byte(b byte)   { e.bytes = append(e.bytes, b) }
func (e *encoder) uint(n uint64) { e.bytes = binary.AppendUvarint(e.bytes, n) }
func (e *encoder) int(n int)     { e.bytes = binary.AppendVarint(e.bytes, int64(n)) }
func (e *encoder) string(s string) {
	e.uint(uint64(len(s)))
	e.bytes = append(e.bytes, s...)
}

// time appends seconds and nanoseconds since 1970, UTC.
func (e *encoder) time(t time.Time) {
	e.bytes = binary.AppendVarint(e.bytes, t.Unix())
	e.uint(uint64(t.Nanosecond()))
}

// An input is text that is read from start to end.
type input struct {
	in     string
	off    int // of the next byte
	failed bool
}

func (in *input) fail() {
	in.failed = true
	in.off = len(in.in)
}

// A decoder reads the output of an encoder. After the first error it returns
// zero values; err reports it. Strings share the memory of the input.
type decoder struct{ input }

func newDecoder(encoded string) decoder { return decoder{input{in: encoded}} }

// rest returns the unread part of the input.
func (d *decoder) rest() string { return d.in[d.off:] }

func (d *decoder) byte() byte {
	if d.off >= len(d.in) {
		d.fail()
		return 0
	}
	d.off++
	return d.in[d.off-1]
}

func (d *decoder) uint() uint64 {
	if d.off < len(d.in) && d.in[d.off] < 0x80 {
		d.off++
		return uint64(d.in[d.off-1])
	}
	return d.longUint()
}

// longUint reads a number of several bytes.
func (d *decoder) longUint() uint64 {
	end := min(d.off+binary.MaxVarintLen64, len(d.in))
	n, size := binary.Uvarint([]byte(d.in[d.off:end]))
	if size <= 0 {
		d.fail()
		return 0
	}
	d.off += size
	return n
}

func (d *decoder) int() int {
	n := d.uint()
	return int(int64(n>>1) ^ -int64(n&1))
}

func (d *decoder) string() string {
	n := d.uint()
	if n > uint64(len(d.in)-d.off) {
		d.fail()
		return ""
	}
	start := d.off
	d.off += int(n)
	return d.in[start:d.off]
}

// all reads the rest.
func (d *decoder) all() string {
	rest := d.rest()
	d.off = len(d.in)
	return rest
}

func (d *decoder) time() time.Time {
	seconds := d.int()
	return time.Unix(int64(seconds), int64(d.uint())).UTC()
}

// err returns errEncoding if a read failed or bytes are left over.
func (d *decoder) err() error {
	if d.failed || d.off < len(d.in) {
		return errEncoding
	}
	return nil
}
