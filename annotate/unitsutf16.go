package annotate

import (
	"sort"
	"unicode/utf8"
)

// UTF16FromByte converts a byte offset into a count of UTF-16 units, from 0.
// An offset inside a code point counts as its end.
func (m *Mapper) UTF16FromByte(off int) int {
	off, i := m.checkpoint(off)
	piece := m.text[m.runeStart(i*stride):off]
	return m.runes[i] + m.wide[i] + utf8.RuneCountInString(piece) + countWide(piece)
}

// ByteFromUTF16 converts a count of UTF-16 units, from 0, into a byte offset.
// A unit inside a code point counts as its end. It returns ErrOutsideText when the
// text has fewer units.
func (m *Mapper) ByteFromUTF16(unit int) (int, error) {
	if unit < 0 {
		return 0, ErrOutsideText
	}
	i := sort.Search(len(m.runes), func(i int) bool { return m.runes[i]+m.wide[i] > unit }) - 1
	off := m.runeStart(i * stride)
	for n := unit - m.runes[i] - m.wide[i]; n > 0; n-- {
		if off >= len(m.text) {
			return 0, ErrOutsideText
		}
		_, size := utf8.DecodeRuneInString(m.text[off:])
		if off += size; size == utf8.UTFMax {
			n--
		}
	}
	return off, nil
}

// SpanFromUTF16 converts a half-open range of UTF-16 units into a Span.
func (m *Mapper) SpanFromUTF16(start, end int) (Span, error) {
	from, err := m.ByteFromUTF16(start)
	if err != nil {
		return Span{}, err
	}
	to, err := m.ByteFromUTF16(end)
	if err != nil {
		return Span{}, err
	}
	return Span{from, to}, nil
}

// UTF16FromSpan converts a Span into a half-open range of UTF-16 units.
func (m *Mapper) UTF16FromSpan(s Span) (start, end int) {
	return m.UTF16FromByte(s.Start), m.UTF16FromByte(s.End)
}
