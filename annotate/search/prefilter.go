package search

import (
	"math/bits"
	"slices"
	"unicode/utf8"

	"galley/annotate/fold"
)

// Masks for eight bytes at once: 1 in each of them, and the top bit of each.
const (
	ones = 0x0101010101010101
	tops = 0x8080808080808080
)

// A prefilter skips offsets at which a query cannot match, judging by its first two
// characters. It compares ASCII only and passes everything else.
type prefilter struct{ first, second letter }

// A letter is a character of a query in a form that is compared with eight bytes at
// once.
type letter struct {
	pattern uint64 // in lower case, eight times
	mask    uint64 // tops, or 0 if no ASCII byte matches
	any     uint64 // tops if several bytes match, otherwise 0
}

func newPrefilter(runes []rune) prefilter {
	f := prefilter{second: letter{any: tops}}
	if len(runes) > 0 {
		f.first = letterOf(runes[0])
	}
	if len(runes) > 1 {
		f.second = letterOf(runes[1])
	}
	return f
}

func letterOf(r rune) letter {
	switch {
	case r >= utf8.RuneSelf:
		return letter{}
	case r == ' ', r == '\'': // tabs, line breaks and grave accents match, too
		return letter{any: tops}
	}
	return letter{pattern: uint64(r|0x20) * ones, mask: tops}
}

// next returns the first offset at or after off that passes, or one close to the end
// of text. The top bit of each byte of first and second says whether the byte may be
// the letter: it is always set for the letter, and sometimes for others.
func (f *prefilter) next(text string, off int) int {
	one, two := f.first, f.second
	for ; off+9 <= len(text); off += 8 {
		current, after := eightBytes(text, off), eightBytes(text, off+1)
		first := (current | 0x20*ones) ^ one.pattern
		first = (first-ones)&^first&one.mask | one.any
		second := (after | 0x20*ones) ^ two.pattern
		second = (second-ones)&^second&two.mask | two.any
		if found := (current | first&(second|after)) & tops; found != 0 {
			return off + bits.TrailingZeros64(found)/8
		}
	}
	return off
}

// eightBytes returns eight bytes of text at off in little-endian order.
func eightBytes(text string, off int) uint64 {
	t := text[off : off+8]
	return uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
		uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
}

// A beginnings remembers which characters of the Basic Multilingual Plane can begin a hit
// of a query, so that each is folded once in a search.
type beginnings struct{ known, can [1 << 16 / 64]uint64 }

// mayBegin reports whether a hit of q may begin with the first character of text.
func (s *beginnings) mayBegin(q *Query, text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	if r >= 1<<16 {
		return true
	}
	word, bit := r/64, uint64(1)<<(r%64)
	if s.known[word]&bit == 0 {
		s.known[word] |= bit
		if slices.Contains(fold.Next(nil, text[:size], q.letters).Runes, q.runes[0]) {
			s.can[word] |= bit
		}
	}
	return s.can[word]&bit != 0
}
