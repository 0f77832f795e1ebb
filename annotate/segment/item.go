package segment

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Each item of a list begins a sentence, also if the items are in one line and have no
// full stops: "1. Wash the fish 2. Salt it", "a) Oslo b) Bergen", "• Oslo • Bergen". A mark
// counts if one line has the mark before it, and so on to one that begins the line or
// a sentence.

const (
	maxMark   = 8       // maximum length of a mark in bytes
	maxItems  = 64      // maximum number of items that are searched for the first one
	itemReach = 512     // maximum number of bytes between two marks
	lineReach = 2 << 10 // maximum number of bytes that are searched for the beginning of a line
	bullets   = "•‣⁃▪●" // the marks of lists without numbers
)

// A list finds the items of lists in a window.
type list struct{ window }

// isBullet reports whether r marks an item.
func isBullet(r rune) bool { return r >= '•' && r <= '●' && strings.ContainsRune(bullets, r) }

// An itemMark is the mark of an item of a list in the token before off: a number of up to
// three digits or a lowercase letter, and what follows it.
type itemMark struct {
	token
	suffix string // ")", "." or ".)"
}

// markAt returns the mark that a full stop or bracket at off ends, if no bracket follows the
// full stop.
func (l list) markAt(off int) (m itemMark, ok bool) {
	if off == l.lo || !l.isDigitAt(off-1) && off-2 >= l.lo && l.text[off-2] != ' ' {
		return m, false
	}
	end := strings.IndexByte(l.text[off:min(l.hi, off+3)], ' ')
	if end < 0 {
		return m, false
	}
	m = itemMark{l.tokenBefore(off), l.text[off : off+end]}
	label := m.word()
	isLetter := len(label) == 1 && unicode.IsLower(m.first())
	return m, (end == 1 || m.suffix == ".)") && (isLetter || len(label) <= 3 && isDigits(label))
}

// previous returns the mark of the item before m in the same line, and ok is false if there
// is none.
func (m itemMark) previous() (before itemMark, ok bool) {
	label := string(m.first() - 1)
	if n, err := strconv.Atoi(m.word()); err == nil {
		label = strconv.Itoa(n - 1)
	}
	reach := m.text[max(m.lo, m.start-itemReach):m.start]
	i := strings.LastIndex(reach, label+m.suffix+" ")
	if i < 0 || strings.ContainsFunc(reach[i:], isLineBreak) {
		return m, false
	}
	start := m.start - len(reach) + i
	return itemMark{token{m.window, start, start + len(label)}, m.suffix}, true
}

// begins reports whether m begins a line or a sentence.
func (m itemMark) begins() bool {
	r, _ := m.runeBefore(m.skipSpaceBack(m.start))
	return r == ':' || isTerminator(r) || list{m.window}.isAtLineStart(m.start)
}

// isNext reports whether m marks another item than the first: a word precedes it that
// is not short, as before an ordinal number ("in die 2. Bundesliga"), and the marks of
// the items before it are in the same line.
func (m itemMark) isNext() bool {
	word := m.prev().word()
	r, _ := m.runeBefore(m.start)
	if before, _ := m.runeBefore(m.skipSpaceBack(m.start)); r != ' ' || !isWordRune(before) && !unicode.In(before, unicode.Pe, unicode.Pf) {
		return false
	}
	if word != "" && utf8.RuneCountInString(word) < 4 && word == strings.ToLower(word) && !isDigits(word) {
		return false
	}
	for range maxItems {
		before, ok := m.previous()
		if !ok || before.begins() {
			return ok
		}
		m = before
	}
	return false
}

// isAtLineStart reports whether only white space of a line precedes off, and bullets.
func (l list) isAtLineStart(off int) bool {
	for {
		end := l.skipSpaceBack(off)
		if end == l.lo || strings.ContainsFunc(l.text[end:off], isLineBreak) {
			return true
		}
		r, size := l.runeBefore(end)
		if !isBullet(r) {
			return false
		}
		off = end - size
	}
}

// itemStart returns the beginning of the item that r at off marks, if it is another than
// the first of a list in one line.
func (l list) itemStart(off int, r rune) (start int, ok bool) {
	switch {
	case r == '.' || r == ')':
		m, ok := l.markAt(off)
		return m.start, ok && m.isNext()
	case isBullet(r):
		return off, l.isNextBullet(off, r)
	}
	return 0, false
}

// isNextBullet reports whether the line of the bullet r at off begins with another.
func (l list) isNextBullet(off int, r rune) bool {
	before := l.text[max(l.lo, off-lineReach):off]
	start := strings.LastIndexByte(before, '\n') + 1
	isCut := start == 0 && off-l.lo > lineReach
	return !isCut && strings.HasSuffix(before, " ") && strings.HasPrefix(strings.TrimLeftFunc(before[start:], unicode.IsSpace), string(r))
}
