package annotate

import (
	"errors"
	"sort"
	"unicode/utf8"
)

// ErrOutside is returned by [Mapper] when a position lies outside the text.
var ErrOutside = errors.New("position outside the text")

// stride is the distance in bytes between two checkpoints of a Mapper.
const stride = 4096

// A Mapper converts positions of one text between bytes and code points. It
// costs one pass over the text to make and at most one stride to ask.
type Mapper struct {
	text  string
	runes []int // runes[i]: code points before byte i*stride, rounded up to a rune start
}

// NewMapper indexes text.
func NewMapper(text string) *Mapper {
	m := &Mapper{text: text, runes: make([]int, 0, len(text)/stride+1)}
	count := 0
	for off := 0; ; off += stride {
		m.runes = append(m.runes, count)
		if off+stride > len(text) {
			return m
		}
		count += utf8.RuneCountInString(text[m.runeStart(off):m.runeStart(off+stride)])
	}
}

// runeStart rounds off up to the start of a code point.
func (m *Mapper) runeStart(off int) int {
	for off < len(m.text) && !utf8.RuneStart(m.text[off]) {
		off++
	}
	return off
}

// RuneFromByte converts a byte offset into a count of code points, from 0.
// An offset inside a code point counts as its end.
func (m *Mapper) RuneFromByte(off int) int {
	off = m.runeStart(min(max(off, 0), len(m.text)))
	i := off / stride
	if m.runeStart(i*stride) > off {
		i--
	}
	return m.runes[i] + utf8.RuneCountInString(m.text[m.runeStart(i*stride):off])
}

// ByteFromRune converts a count of code points, from 0, into a byte offset.
// It returns ErrOutside when the text has fewer code points.
func (m *Mapper) ByteFromRune(rune int) (int, error) {
	if rune < 0 {
		return 0, ErrOutside
	}
	i := sort.Search(len(m.runes), func(i int) bool { return m.runes[i] > rune }) - 1
	off := m.runeStart(i * stride)
	for n := rune - m.runes[i]; n > 0; n-- {
		if off >= len(m.text) {
			return 0, ErrOutside
		}
		_, size := utf8.DecodeRuneInString(m.text[off:])
		off += size
	}
	return off, nil
}

// SpanFromRunes converts a half-open range of code points into a Span.
func (m *Mapper) SpanFromRunes(start, end int) (Span, error) {
	from, err := m.ByteFromRune(start)
	if err != nil {
		return Span{}, err
	}
	to, err := m.ByteFromRune(end)
	if err != nil {
		return Span{}, err
	}
	return Span{from, to}, nil
}

// RunesFromSpan converts a Span into a half-open range of code points.
func (m *Mapper) RunesFromSpan(s Span) (start, end int) {
	return m.RuneFromByte(s.Start), m.RuneFromByte(s.End)
}
