package annotate

import "sort"

// GraphemeFromByte converts a byte offset into a count of grapheme clusters,
// from 0. An offset inside a cluster counts as its end.
func (m *Mapper) GraphemeFromByte(off int) int {
	m.once.Do(m.countGraphemes)
	off = min(max(off, 0), len(m.text))
	i := sort.Search(len(m.starts), func(i int) bool { return m.starts[i] > off }) - 1
	at, n := m.starts[i], m.clusters[i]
	for at < off {
		at = NextGrapheme(m.text, at)
		n++
	}
	return n
}

// ByteFromGrapheme converts a count of grapheme clusters, from 0, into a byte
// offset. It returns ErrOutsideText when the text has fewer clusters.
func (m *Mapper) ByteFromGrapheme(grapheme int) (int, error) {
	if grapheme < 0 {
		return 0, ErrOutsideText
	}
	m.once.Do(m.countGraphemes)
	i := sort.Search(len(m.clusters), func(i int) bool { return m.clusters[i] > grapheme }) - 1
	at := m.starts[i]
	for n := grapheme - m.clusters[i]; n > 0; n-- {
		if at >= len(m.text) {
			return 0, ErrOutsideText
		}
		at = NextGrapheme(m.text, at)
	}
	return at, nil
}

// countGraphemes sets the checkpoints, one for about every stride.
func (m *Mapper) countGraphemes() {
	m.starts, m.clusters = []int{0}, []int{0}
	n := 0
	for at := 0; at < len(m.text); {
		at = NextGrapheme(m.text, at)
		if n++; at >= len(m.starts)*stride {
			m.starts, m.clusters = append(m.starts, at), append(m.clusters, n)
		}
	}
}
