package search

import (
	"math/bits"
	"unicode/utf8"
)

// Eight bytes at once: each of them, and the top bit of each.
const (
	each = 0x0101010101010101
	top  = 0x8080808080808080
)

// A sieve lets through the places at which the first two characters of a query
// may stand, and hardly any others. It is for ASCII and lets everything else
// pass: what it lets through is to be looked at.
type sieve struct{ first, second letter }

// A letter is a character of a query as eight bytes are compared with it.
type letter struct {
	pattern uint64 // in lower case, eight times
	kept    uint64 // top, or 0 if no ASCII byte stands for it
	any     uint64 // top if several bytes may stand for it, else 0
}

func newSieve(words []rune) sieve {
	s := sieve{second: letter{any: top}}
	if len(words) > 0 {
		s.first = letterOf(words[0])
	}
	if len(words) > 1 {
		s.second = letterOf(words[1])
	}
	return s
}

func letterOf(r rune) letter {
	switch {
	case r >= utf8.RuneSelf:
		return letter{}
	case r == ' ': // a tab and a line end count as one, too
		return letter{any: top}
	}
	return letter{pattern: uint64(r|0x20) * each, kept: top}
}

// next returns the first place from off on that is let through, or one short of
// the end of text. The top bit of each byte of first and second tells whether
// that may be the letter: it may be set for others, never not set for the
// letter.
func (s *sieve) next(text string, off int) int {
	one, two := s.first, s.second
	for ; off+9 <= len(text); off += 8 {
		here, behind := eightAt(text, off), eightAt(text, off+1)
		first := (here | 0x20*each) ^ one.pattern
		first = (first-each)&^first&one.kept | one.any
		second := (behind | 0x20*each) ^ two.pattern
		second = (second-each)&^second&two.kept | two.any
		if found := (here | first&(second|behind)) & top; found != 0 {
			return off + bits.TrailingZeros64(found)/8
		}
	}
	return off
}

// eightAt is the eight bytes of text from off on, the first the lowest.
func eightAt(text string, off int) uint64 {
	t := text[off : off+8]
	return uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
		uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
}
