package annotate

import (
	"errors"
	"sort"
	"sync"
	"unicode/utf8"
)

// ErrOutsideText is returned by [Mapper] when a position lies outside the text.
var ErrOutsideText = errors.New("position outside the text")

// stride is the distance in bytes between two checkpoints of a Mapper.
const stride = 4096

// A Mapper converts positions of one text between the units that programs
// count in, all from 0:
//
//   - byte: bytes of UTF-8, as everywhere inside Galley
//   - rune: Unicode code points, as in Python and the W3C recommendations
//   - UTF16: units of UTF-16, as in browsers
//   - grapheme: what a person takes for one character (UAX #29)
//
// It costs one pass over the text to make and at most one stride to ask. The
// first question about graphemes costs another, slower pass. A Mapper may be
// asked from several goroutines.
type Mapper struct {
	text  string
	runes []int // runes[i]: code points before byte i*stride, rounded up to a rune start
	wide  []int // wide[i]: how many of them take two units of UTF-16

	clusters []int // clusters[i]: graphemes before the first boundary at or after byte i*stride
	starts   []int // starts[i]: that boundary
	once     sync.Once
}

// NewMapper indexes text.
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

// countWide counts the code points of s that take two units of UTF-16: those
// of four bytes.
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

// RuneFromByte converts a byte offset into a count of code points, from 0.
// An offset inside a code point counts as its end.
func (m *Mapper) RuneFromByte(off int) int {
	off, i := m.checkpoint(off)
	return m.runes[i] + utf8.RuneCountInString(m.text[m.runeStart(i*stride):off])
}

// checkpoint rounds off up to the start of a code point of the text, and
// returns the index of the last checkpoint at or before it.
func (m *Mapper) checkpoint(off int) (start, i int) {
	start = m.runeStart(min(max(off, 0), len(m.text)))
	i = start / stride
	if m.runeStart(i*stride) > start {
		i--
	}
	return start, i
}

// ByteFromRune converts a count of code points, from 0, into a byte offset.
// It returns ErrOutsideText when the text has fewer code points.
func (m *Mapper) ByteFromRune(rune int) (int, error) {
	if rune < 0 {
		return 0, ErrOutsideText
	}
	i := sort.Search(len(m.runes), func(i int) bool { return m.runes[i] > rune }) - 1
	off := m.runeStart(i * stride)
	for n := rune - m.runes[i]; n > 0; n-- {
		if off >= len(m.text) {
			return 0, ErrOutsideText
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
