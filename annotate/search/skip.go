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
	any     uint64 // top for one that several bytes may stand for, else 0
	none    bool   // no ASCII byte stands for it
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
		return letter{none: true}
	case r == ' ': // a tab and a line end count as one, too
		return letter{any: top}
	}
	return letter{pattern: uint64(r|0x20) * each}
}

// matches has the top bit of each byte set that may be the letter. It may be
// set for others, never not set for the letter.
func (l letter) matches(eight uint64) uint64 {
	if l.none {
		return 0
	}
	differs := (eight | 0x20*each) ^ l.pattern
	return l.any | (differs-each)&^differs&top
}

// next returns the first place from off on that is let through, or one short of
// the end of text.
func (s sieve) next(text string, off int) int {
	for ; off+9 <= len(text); off += 8 {
		here, behind := eightAt(text, off), eightAt(text, off+1)
		if found := here&top | s.first.matches(here)&(s.second.matches(behind)|behind&top); found != 0 {
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
