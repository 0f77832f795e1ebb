package anchor

import "slices"

// A pattern is a string compiled for bit-parallel approximate matching with the
// algorithm of G. Myers (1999) in the form given by H. Hyyrö (2003), with columns of
// several 64-bit words. All lengths and distances are in bytes.
type pattern struct {
	bytes int      // length of the string
	words int      // number of 64-bit words per column
	last  uint64   // the bit of the last byte, in the last word
	match []uint64 // match[c*words+w]: the positions of byte c
	up    []uint64 // the vertical differences of the column that are +1
	down  []uint64 // the vertical differences that are −1
}

const wordBits = 64

func compile(s string) *pattern {
	words := max(1, (len(s)+wordBits-1)/wordBits)
	p := &pattern{bytes: len(s), words: words, match: make([]uint64, 256*words),
		up: make([]uint64, words), down: make([]uint64, words)}
	for i := range len(s) {
		p.match[int(s[i])*words+i/wordBits] |= 1 << (i % wordBits)
	}
	if len(s) > 0 {
		p.last = 1 << ((len(s) - 1) % wordBits)
	}
	return p
}

func (p *pattern) reset() {
	for w := range p.words {
		p.up[w], p.down[w] = ^uint64(0), 0
	}
}

// step advances to the column of byte c and returns the change in the number of
// errors of the whole pattern. above is the change in the row before the first:
// 0 if a match may begin anywhere, 1 if skipping text is an error.
func (p *pattern) step(c byte, above int) int {
	carry := above
	at := int(c) * p.words
	for w := range p.words {
		high := uint64(1) << (wordBits - 1)
		if w == p.words-1 {
			high = p.last
		}
		eq, up, down := p.match[at+w], p.up[w], p.down[w]
		vertical := eq | down
		if carry < 0 {
			eq |= 1
		}
		horizontal := (((eq & up) + up) ^ up) | eq
		plus := down | ^(horizontal | up)
		minus := up & horizontal
		out := 0
		if plus&high != 0 {
			out = 1
		} else if minus&high != 0 {
			out = -1
		}
		plus <<= 1
		minus <<= 1
		if carry > 0 {
			plus |= 1
		} else if carry < 0 {
			minus |= 1
		}
		p.up[w] = minus | ^(vertical | plus)
		p.down[w] = plus & vertical
		carry = out
	}
	return carry
}

// distance returns the number of bytes to insert, delete or replace to turn the
// pattern into s.
func (p *pattern) distance(s string) int {
	if p.bytes == 0 {
		return len(s)
	}
	p.reset()
	errors := p.bytes
	for i := range len(s) {
		errors += p.step(s[i], 1)
	}
	return errors
}

// similarity returns the similarity of two strings, from 0 (nothing in common) to 1
// (equal).
func similarity(a, b string) float64 {
	longest := max(len(a), len(b))
	if longest == 0 {
		return 1
	}
	return 1 - float64(compile(a).distance(b))/float64(longest)
}

// A hit is a part of a text that resembles a pattern.
type hit struct {
	start, end int // bytes
	errors     int // number of bytes to insert, delete or replace
}

// nearest returns the part of text that is closest to words, with at most maxErrors
// errors. Of several equally close parts it is the one that ends first, with the start
// that makes its length closest to that of words.
func nearest(text, words string, maxErrors int) (best hit, ok bool) {
	if words == "" {
		return hit{}, false
	}
	p := compile(words)
	p.reset()
	best.errors = maxErrors + 1
	errors := p.bytes
	for i := range len(text) {
		if errors += p.step(text[i], 0); errors < best.errors {
			best.end, best.errors, ok = i+1, errors, true
		}
	}
	if !ok {
		return hit{}, false
	}
	best.start = matchStart(text[:best.end], words, best.errors)
	return best, true
}

// matchStart returns the start of the match that ends at the end of text with
// that number of errors.
func matchStart(text, words string, errors int) int {
	p := compile(reversed(words))
	p.reset()
	tail := text[max(0, len(text)-len(words)-errors):]
	start, distance := len(text), p.bytes
	deviation := len(words) // from the length of words
	for i := len(tail) - 1; i >= 0; i-- {
		distance += p.step(tail[i], 1)
		length := len(tail) - i
		if d := abs(length - len(words)); distance <= errors && d < deviation {
			start, deviation = len(text)-length, d
		}
	}
	return start
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}
