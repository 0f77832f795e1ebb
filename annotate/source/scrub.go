package source

import (
	"encoding/binary"
	"unicode/utf8"

	"galley/annotate"
)

// scrub returns src without the characters that must not be shown, with LF for every
// line break and U+FFFD for every byte that is not UTF-8. It keeps tabs and spaces,
// and counts its changes in removed. If there are none, it returns src itself, otherwise
// a new slice. It never writes to src.
//
// cuts are ascending offsets into src; scrub moves them to the same places in the
// result.
func scrub(src []byte, removed *annotate.Removals, cuts []int) []byte {
	n := cleanLen(src)
	if n == len(src) {
		return src
	}
	s := scrubber{src: src, dst: make([]byte, 0, len(src)+16), removed: removed, cuts: cuts}
	for {
		s.keep(n)
		if s.off == len(src) {
			break
		}
		s.step()
		n = cleanLen(src[s.off:])
	}
	s.settleJoiner(0)
	for i := range s.cuts {
		s.cuts[i] = len(s.dst)
	}
	return s.dst
}

// cleanLen returns the length of the longest prefix of src that scrub does not change.
func cleanLen(src []byte) int {
	off := 0
	for off < len(src) {
		if len(src)-off >= 8 && allPrintable(binary.LittleEndian.Uint64(src[off:])) {
			off += 8
			continue
		}
		c := src[off]
		if c < utf8.RuneSelf {
			if (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F {
				return off
			}
			off++
			continue
		}
		r, size := utf8.DecodeRune(src[off:])
		if classOf(r) != kept || (r == utf8.RuneError && size == 1) {
			return off
		}
		off += size
	}
	return off
}

// allPrintable reports whether all eight bytes are from U+0020 to U+007E.
func allPrintable(eight uint64) bool {
	const each, top = 0x0101010101010101, 0x8080808080808080
	below := eight - 0x20*each // borrows into the top bit of a byte below 0x20
	above := eight + each      // carries into that of 0x7F
	return (eight|below|above)&top == 0
}

// A scrubber is one pass over src. It never writes the introducer of a terminal
// sequence, so that separate parts of src cannot become a sequence in dst.
type scrubber struct {
	src, dst []byte
	off      int  // the offset in src up to which it has read
	pending  rune // the joiner before off that is not written yet, or 0
	removed  *annotate.Removals
	cuts     []int // the cuts that are not moved yet
}

// step handles the character at off, which scrub may change.
func (s *scrubber) step() {
	r, size := utf8.DecodeRune(s.src[s.off:])
	switch classOf(r) {
	case kept:
		s.removed.BadBytes++
		s.replace(1, "\uFFFD")
	case lineBreak:
		if r == '\r' && s.off+1 < len(s.src) && s.src[s.off+1] == '\n' {
			size = 2
		}
		s.replace(size, "\n")
	case control:
		s.removed.Controls++
		s.skip(size)
	case introducer:
		s.removed.Controls++
		s.skip(escapeLen(s.src[s.off:]))
	case bidi:
		s.removed.Bidi++
		s.skip(size)
	case invisible:
		s.dropInvisible(size)
	case joiner:
		if s.pending != 0 { // only the first of several may be kept
			s.removed.Invisible++
		} else {
			s.pending = r
		}
		s.skip(size)
	case selector:
		if s.pending == 0 && selects(s.last(), r) {
			s.keep(size)
		} else {
			s.dropInvisible(size)
		}
	case tag:
		n, isFlag := flagLen(s.src[s.off:])
		if isFlag && s.pending == 0 && s.last() == blackFlag {
			s.keep(n)
		} else {
			s.dropInvisible(n)
		}
	}
}

// last returns the last character written, or 0.
func (s *scrubber) last() rune {
	if len(s.dst) == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(s.dst)
	return r
}

// keep writes the next n bytes.
func (s *scrubber) keep(n int) {
	if n == 0 {
		return
	}
	next, _ := utf8.DecodeRune(s.src[s.off:])
	s.settleJoiner(next)
	s.moveCuts(n, n)
	s.dst = append(s.dst, s.src[s.off:s.off+n]...)
	s.off += n
}

// replace writes text for the next n bytes.
func (s *scrubber) replace(n int, text string) {
	s.settleJoiner(0)
	s.moveCuts(n, 0)
	s.dst = append(s.dst, text...)
	s.off += n
}

// skip drops the next n bytes.
func (s *scrubber) skip(n int) {
	s.moveCuts(n, 0)
	s.off += n
}

// dropInvisible drops the next n bytes and counts their characters as removed.
func (s *scrubber) dropInvisible(n int) {
	s.removed.Invisible += utf8.RuneCount(s.src[s.off : s.off+n])
	s.skip(n)
}

// settleJoiner writes or drops the pending joiner, which next follows.
func (s *scrubber) settleJoiner(next rune) {
	if s.pending == 0 {
		return
	}
	if joins(s.pending, s.last(), next) {
		s.dst = utf8.AppendRune(s.dst, s.pending)
	} else {
		s.removed.Invisible++
	}
	s.pending = 0
}

// moveCuts moves the cuts in the next n bytes, of which the first written will be
// written.
func (s *scrubber) moveCuts(n, written int) {
	for len(s.cuts) > 0 && s.cuts[0] < s.off+n {
		s.cuts[0] = len(s.dst) + min(s.cuts[0]-s.off, written)
		s.cuts = s.cuts[1:]
	}
}

// flagLen returns the length of the tags that src begins with. isFlag reports
// whether they are the tags of one flag, ending with the cancel tag.
func flagLen(src []byte) (n int, isFlag bool) {
	const maxTags = 7 // of a region and a part of it (CLDR)
	for count := 0; n < len(src); count++ {
		r, size := utf8.DecodeRune(src[n:])
		if classOf(r) != tag {
			break
		}
		n += size
		if r == cancelTag {
			return n, count > 0 && count <= maxTags
		}
	}
	return n, false
}
