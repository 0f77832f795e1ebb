package source

import (
	"sort"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"galley/annotate"
	"galley/annotate/source/charset"
)

// A Misreading is a text as it reads if its bytes are decoded from another character
// set. It says where the characters of either are in the other.
type Misreading struct {
	Text string

	own, right []int // offsets of the same characters in Text and in the text, and their ends
}

// Misread returns text, which was decoded from the character set called name, as its
// bytes read in the one called as. Characters that are not in the first, such as those
// that a page names by entities, stay as they are.
func Misread(text, name, as string) Misreading {
	m := misreader{encoder: charset.Encoding(name).NewEncoder()}
	if as != charset.UTF8 {
		m.decoder = charset.Encoding(as).NewDecoder()
	}
	for off, r := range text {
		raw, err := m.encoder.Bytes(utf8.AppendRune(nil, r))
		if err != nil {
			m.decode()
			m.add(utf8.AppendRune(nil, r), off)
			continue
		}
		for _, c := range raw {
			m.raw, m.owners = append(m.raw, c), append(m.owners, off)
		}
	}
	m.decode()
	m.add(nil, len(text))
	clean := scrub(m.text, &annotate.Removals{}, m.own)
	return Misreading{Text: string(clean), own: m.own, right: m.right}
}

// RightFromOwn returns the span of the text that a span of m.Text is.
func (m Misreading) RightFromOwn(s annotate.Span) annotate.Span {
	return convertSpan(s, m.own, m.right)
}

// OwnFromRight returns the span of m.Text that a span of the text is.
func (m Misreading) OwnFromRight(s annotate.Span) annotate.Span {
	return convertSpan(s, m.right, m.own)
}

// convertSpan returns the characters in to that are at least partly in a span of from.
func convertSpan(s annotate.Span, from, to []int) annotate.Span {
	start := sort.Search(len(from), func(i int) bool { return from[i] > s.Start }) - 1
	end := sort.SearchInts(from, s.End)
	return annotate.Span{Start: to[max(start, 0)], End: to[min(end, len(to)-1)]}
}

// A misreader makes a Misreading.
type misreader struct {
	encoder    *encoding.Encoder
	decoder    *encoding.Decoder // nil: it is UTF-8
	raw        []byte            // not decoded yet
	owners     []int             // for each byte of raw, the offset of its character in the right text
	text       []byte
	own, right []int
}

func (m *misreader) add(char []byte, off int) {
	m.own, m.right = append(m.own, len(m.text)), append(m.right, off)
	m.text = append(m.text, char...)
}

// decode decodes raw, one character at a time.
func (m *misreader) decode() {
	for off := 0; off < len(m.raw); {
		char, size := m.decodeOne(m.raw[off:])
		m.add(char, m.owners[off])
		off += size
	}
	m.raw, m.owners = m.raw[:0], m.owners[:0]
}

func (m *misreader) decodeOne(raw []byte) (char []byte, size int) {
	if m.decoder == nil {
		r, size := utf8.DecodeRune(raw)
		return utf8.AppendRune(nil, r), size
	}
	var buffer [3 * utf8.UTFMax]byte
	for n := 1; n <= min(len(raw), utf8.UTFMax); n++ {
		m.decoder.Reset()
		if written, read, _ := m.decoder.Transform(buffer[:], raw[:n], n == len(raw)); read > 0 {
			return buffer[:written], read
		}
	}
	return []byte("\uFFFD"), 1
}
