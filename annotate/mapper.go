package annotate

import (
	"errors"
	"sort"
	"unicode/utf8"
)

// ErrOutsideText is returned by a [Mapper] for a position outside the text.
var ErrOutsideText = errors.New("position outside the text")

// stride is the number of bytes between two checkpoints of a Mapper.
const stride = 512

// A Mapper converts positions in one text between the units that programs count
// in, all from 0:
//
//   - byte: bytes of UTF-8, as everywhere inside Galley
//   - rune: Unicode code points, as in Python and the W3C recommendations
//   - UTF16: UTF-16 code units, as in browsers
//
// Creating one takes a pass over the text, and each conversion reads at most
// 4 KB. A Mapper is safe for concurrent use.
type Mapper struct {
	text  string
	runes []int // runes[i]: code points before byte i*stride, rounded up to a rune start
	wide  []int // wide[i]: how many of these take two UTF-16 units
}

// A unit is a unit of text. Its value is the length, in that unit, of a code point
// that takes four bytes; the others have length 1.
type unit int

const (
	runeUnit  unit = 1
	utf16Unit unit = 2
)

// NewMapper returns a Mapper for text.
func NewMapper(text string) *Mapper {
	m := &Mapper{text: text, runes: make([]int, 0, len(text)/stride+1), wide: make([]int, 0, len(text)/stride+1)}
	count, wide := 0, 0
	for off := 0; ; off += stride {
		m.runes, m.wide = append(m.runes, count), append(m.wide, wide)
		if off+stride > len(text) {
			return m
		}
		piece := text[m.runeStart(off):m.runeStart(off+stride)]
		count += utf8.RuneCountInString(piece)
		wide += countWide(piece)
	}
}

// countWide counts the code points of s that take four bytes.
func countWide(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= 0xF0 {
			n++
		}
	}
	return n
}

// runeStart rounds off up to the start of a code point.
func (m *Mapper) runeStart(off int) int {
	for off < len(m.text) && !utf8.RuneStart(m.text[off]) {
		off++
	}
	return off
}

// RuneFromByte converts a byte offset to a count of code points. An offset inside
// a code point counts as its end, one outside the text as the nearer end of the text.
func (m *Mapper) RuneFromByte(off int) int { return m.count(off, runeUnit) }

// RunesFromSpan converts a span to a half-open range of code points.
func (m *Mapper) RunesFromSpan(s Span) (start, end int) {
	return m.count(s.Start, runeUnit), m.count(s.End, runeUnit)
}

// UTF16FromSpan converts a span to a half-open range of UTF-16 units.
func (m *Mapper) UTF16FromSpan(s Span) (start, end int) {
	return m.count(s.Start, utf16Unit), m.count(s.End, utf16Unit)
}

// SpanFromRunes converts a half-open range of code points to a span. It
// returns ErrOutsideText if the text has fewer code points.
func (m *Mapper) SpanFromRunes(start, end int) (Span, error) { return m.span(start, end, runeUnit) }

// SpanFromUTF16 converts a half-open range of UTF-16 units to a span. A
// position inside a code point counts as its end. It returns ErrOutsideText if
// the text has fewer units.
func (m *Mapper) SpanFromUTF16(start, end int) (Span, error) { return m.span(start, end, utf16Unit) }

// count returns the number of units before the byte at off.
func (m *Mapper) count(off int, u unit) int {
	off = m.runeStart(min(max(off, 0), len(m.text)))
	i := off / stride
	if m.runeStart(i*stride) > off {
		i--
	}
	piece := m.text[m.runeStart(i*stride):off]
	n := m.atCheckpoint(i, u) + utf8.RuneCountInString(piece)
	if u == utf16Unit {
		n += countWide(piece)
	}
	return n
}

// atCheckpoint returns the number of units before the i-th checkpoint.
func (m *Mapper) atCheckpoint(i int, u unit) int { return m.runes[i] + int(u-1)*m.wide[i] }

func (m *Mapper) span(start, end int, u unit) (Span, error) {
	from, err := m.offset(start, u)
	if err != nil {
		return Span{}, err
	}
	to, err := m.offset(end, u)
	if err != nil {
		return Span{}, err
	}
	return Span{from, to}, nil
}

// offset returns the byte offset after count units. It returns ErrOutsideText if
// the text has fewer.
func (m *Mapper) offset(count int, u unit) (int, error) {
	if count < 0 {
		return 0, ErrOutsideText
	}
	i := sort.Search(len(m.runes), func(i int) bool { return m.atCheckpoint(i, u) > count }) - 1
	off := m.runeStart(i * stride)
	for n := count - m.atCheckpoint(i, u); n > 0; n-- {
		if off >= len(m.text) {
			return 0, ErrOutsideText
		}
		_, size := utf8.DecodeRuneInString(m.text[off:])
		if off += size; u == utf16Unit && size == utf8.UTFMax {
			n--
		}
	}
	return off, nil
}
