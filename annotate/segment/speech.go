package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A dialog is a paragraph that begins with a dash.
type dialog struct {
	window
	dash rune
	size int // of the dash
}

// turnAt returns the part of the dialogue that contains off: the words after the dash at
// the beginning, or after words such as “—dijo Ana—” that interrupt them; an empty one if
// off is in such words.
func (d dialog) turnAt(off int) (m mark, end, next int) {
	m = mark{off: d.lo, size: d.size}
	for isSpeech := true; ; isSpeech = !isSpeech {
		end, after := d.nextTurn(m.off+m.size, isSpeech)
		switch isLast := off < after || after == d.hi; {
		case isLast && isSpeech:
			return m, end, end
		case isLast:
			return mark{}, 0, 0
		}
		m = mark{off: d.skipSpeechMarks(after)}
	}
}

// isDialogDash reports whether a dash at the beginning of a paragraph may begin speech.
func isDialogDash(r rune) bool { return r == '—' || r == '―' || r == '–' }

// isSpeech reports whether the paragraph is speech: it is interrupted, the paragraph before or after begins with the dash too, or it
// is a sentence after a long dash.
func (d dialog) isSpeech() bool {
	if !isDialogDash(d.dash) {
		return false
	}
	if d.lo > 0 && d.text[d.lo-1] != '\n' {
		return false // not the beginning of a paragraph
	}
	first, _ := d.rune(d.skipSpace(d.lo + d.size))
	if !unicode.IsLetter(first) && !strings.ContainsRune("¿¡«“…", first) {
		return false
	}
	if next, _ := d.nextTurn(d.lo+d.size, true); next < d.hi {
		return true
	}
	before := strings.TrimRight(d.text[max(0, d.lo-nearby):d.lo], "\n")
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after := strings.TrimLeft(d.text[d.hi:min(len(d.text), d.hi+16)], "\n")
	for _, paragraph := range []string{before, after} {
		if r, _ := utf8.DecodeRuneInString(paragraph); r == d.dash {
			return true
		}
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(d.text[d.lo:d.hi]))
	return d.dash != '–' && strings.ContainsRune(".!?…", last)
}

// nextTurn returns the dash from off on that ends speech or what interrupts it, and the
// offset after the dash, or the end of the window twice. Words that interrupt begin with a
// lowercase letter: —No —dijo Ana—, — Нет, — сказала Ана. —
func (d dialog) nextTurn(off int, isSpeech bool) (end, next int) {
	for off < d.hi {
		i := strings.IndexRune(d.text[off:d.hi], d.dash)
		if i < 0 {
			break
		}
		at := off + i
		off = at + d.size
		before, _ := d.runeBefore(at)
		after, _ := d.rune(d.skipSpace(off))
		switch isSpaced := d.isSpaced(at, off-at); {
		case !isSpeech && (!isSpaced || !unicode.IsLower(after) || d.followsMark(at)):
			return at, off
		case isSpeech && unicode.IsSpace(before) && unicode.IsLower(after) && (!isSpaced || d.endsSpeech(at)):
			return at, off
		}
	}
	return d.hi, d.hi
}

// endsSpeech reports whether what is before off may be the end of speech in the style of
// French and Russian, where a dash between words may also be one of the sentence.
func (d dialog) endsSpeech(off int) bool {
	before, _ := d.runeBefore(d.skipSpaceBack(off))
	return d.followsMark(off) || unicode.Is(unicode.Latin, before)
}

// followsMark reports whether a mark of the end of a clause is before off.
func (d dialog) followsMark(off int) bool {
	before, _ := d.runeBefore(d.skipSpaceBack(off))
	return strings.ContainsRune(",;:.!?…»”", before)
}

// skipSpeechMarks returns the offset after the punctuation and white space at off that
// follow words which interrupt speech.
func (d dialog) skipSpeechMarks(off int) int {
	rest := d.text[off:d.hi]
	return off + len(rest) - len(strings.TrimLeft(rest, ".,:; "))
}
