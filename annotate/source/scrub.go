package source

import (
	"encoding/binary"
	"unicode/utf8"

	"galley/annotate"
)

// scrub returns src without what must not be shown, with LF for every line
// break and U+FFFD for every byte that is not UTF-8. Tabs and blanks stay. It
// counts what it changes in removed. A src with nothing to change is returned
// itself, else a new slice; src is never written to.
//
// cuts are offsets into src, ascending; they become the same places in the
// result.
func scrub(src []byte, removed *annotate.Removals, cuts []int) []byte {
	n := keptLen(src)
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
		n = keptLen(src[s.off:])
	}
	s.settle(0)
	for ; s.cut < len(cuts); s.cut++ {
		cuts[s.cut] = len(s.dst)
	}
	return s.dst
}

// keptLen is the length of the longest beginning of src that stays as it is.
func keptLen(src []byte) int {
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

// A scrubber is one pass over src. Since no introducer of a terminal sequence
// is ever written, what was apart in src cannot become a sequence in dst.
type scrubber struct {
	src, dst []byte
	off      int  // read up to here
	held     rune // a joiner that waits for the character after it, 0 for none
	removed  *annotate.Removals
	cuts     []int
	cut      int // cuts before this one are moved
}

// step handles the character at off, which is not plainly kept.
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
		s.drop(size)
	case introducer:
		s.removed.Controls++
		s.drop(escapeLen(s.src[s.off:]))
	case bidi:
		s.removed.Bidi++
		s.drop(size)
	case invisible:
		s.removed.Invisible++
		s.drop(size)
	case joiner:
		s.hold(r, size)
	case selector:
		s.keepOrDrop(size, s.held == 0 && selects(s.last(), r))
	case tag:
		n, whole := flagTags(s.src[s.off:])
		s.keepOrDrop(n, whole && s.held == 0 && s.last() == blackFlag)
	}
}

// last is the last character written, 0 at the beginning.
func (s *scrubber) last() rune {
	if len(s.dst) == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(s.dst)
	return r
}

// keep writes the next n bytes as they are.
func (s *scrubber) keep(n int) {
	if n == 0 {
		return
	}
	next, _ := utf8.DecodeRune(s.src[s.off:])
	s.settle(next)
	s.moveCuts(n, true)
	s.dst = append(s.dst, s.src[s.off:s.off+n]...)
	s.off += n
}

// replace writes text for the next n bytes.
func (s *scrubber) replace(n int, text string) {
	s.settle(0)
	s.moveCuts(n, false)
	s.dst = append(s.dst, text...)
	s.off += n
}

// drop passes over n bytes.
func (s *scrubber) drop(n int) {
	s.moveCuts(n, false)
	s.off += n
}

// keepOrDrop counts n bytes of invisible characters as removed, or keeps them.
func (s *scrubber) keepOrDrop(n int, keep bool) {
	if keep {
		s.keep(n)
		return
	}
	s.removed.Invisible += utf8.RuneCount(s.src[s.off : s.off+n])
	s.drop(n)
}

// hold keeps a joiner until it is known what follows. Of several in a row the
// first counts.
func (s *scrubber) hold(r rune, size int) {
	if s.held != 0 {
		s.removed.Invisible++
	} else {
		s.held = r
	}
	s.drop(size)
}

// settle decides on the joiner that was held, now that next follows it.
func (s *scrubber) settle(next rune) {
	if s.held == 0 {
		return
	}
	if joins(s.held, s.last(), next) {
		s.dst = utf8.AppendRune(s.dst, s.held)
	} else {
		s.removed.Invisible++
	}
	s.held = 0
}

// moveCuts gives the cuts within the next n bytes their place in dst.
func (s *scrubber) moveCuts(n int, kept bool) {
	for s.cut < len(s.cuts) && s.cuts[s.cut] < s.off+n {
		at := len(s.dst)
		if kept {
			at += s.cuts[s.cut] - s.off
		}
		s.cuts[s.cut] = at
		s.cut++
	}
}

// longestFlag is the most tags that name a region and its part (CLDR: three
// and four characters).
const longestFlag = 7

// flagTags measures the run of tags at the beginning of src. whole reports that
// they are those of one flag, ended by the cancel tag.
func flagTags(src []byte) (n int, whole bool) {
	for count := 0; n < len(src); count++ {
		r, size := utf8.DecodeRune(src[n:])
		if classOf(r) != tag {
			break
		}
		n += size
		if r == cancelTag {
			return n, count > 0 && count <= longestFlag
		}
	}
	return n, false
}
