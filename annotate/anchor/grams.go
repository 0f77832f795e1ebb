package anchor

import "math/bits"

// gramSize is the length in bytes of the parts of a text that grams count. Most occur
// once.
const gramSize = 8

// A grams counts a quarter of the parts of a text of gramSize bytes, chosen by their
// hashes: not at all, once or more often. It may count too many, but never too few, so
// it tells quickly that words do not occur.
type grams struct {
	once, more []uint64 // bits
	shift      int      // from a hash to a bit
}

func newGrams(text string) *grams {
	size := max(6, bits.Len(uint(len(text))))
	g := &grams{once: make([]uint64, 1<<(size-6)), more: make([]uint64, 1<<(size-6)), shift: 64 - size}
	gram := uint64(0)
	for i := range len(text) {
		gram = gram<<8 | uint64(text[i])
		if word, bit, ok := g.at(gram); ok && i >= gramSize-1 {
			g.more[word] |= g.once[word] & bit
			g.once[word] |= bit
		}
	}
	return g
}

// at returns the word and the bit of a gram. ok is false if it is not counted.
func (g *grams) at(gram uint64) (word int, bit uint64, ok bool) {
	hash := gram * 0x9E3779B97F4A7C15 >> (g.shift - 2)
	return int(hash / 256), 1 << (hash / 4 % 64), hash%4 == 0
}

// mayOccur reports whether words may occur in the text. Short words may have no
// gram that is counted, and always may.
func (g *grams) mayOccur(words string) bool { return g.haveAll(g.once, words) }

// mayRecur reports whether words may occur more than once in the text.
func (g *grams) mayRecur(words string) bool { return g.haveAll(g.more, words) }

func (g *grams) haveAll(set []uint64, words string) bool {
	gram := uint64(0)
	for i := range len(words) {
		gram = gram<<8 | uint64(words[i])
		if word, bit, ok := g.at(gram); ok && i >= gramSize-1 && set[word]&bit == 0 {
			return false
		}
	}
	return true
}
