package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// withSpeech appends the part of a dialogue that contains off: the words after a dash at
// the beginning of a paragraph, or after words such as “—dijo Ana—” that interrupt them.
func (w window) withSpeech(found []passage, off int) []passage {
	dash, size := w.rune(w.lo)
	if !isDialogDash(dash) || !w.isDialog(dash, size) {
		return found
	}
	start, inner, isSpeech := w.lo, w.lo+size, true
	for at := inner; ; {
		next, after := w.nextTurn(at, dash, isSpeech)
		if off < after || after == w.hi {
			if isSpeech {
				found = w.keep(found, mark{off: start, size: inner - start}, next, next, off)
			}
			return found
		}
		isSpeech = !isSpeech
		start = w.skipSpeechMarks(after)
		at, inner = start, start
	}
}

// isDialogDash reports whether a dash at the beginning of a paragraph may begin speech.
func isDialogDash(r rune) bool { return r == '—' || r == '―' || r == '–' }

// isDialog reports whether the paragraph in the window, which begins with a dash, is
// speech: it is interrupted, the paragraph before or after begins with the dash too, or it
// is a sentence after a long dash.
func (w window) isDialog(dash rune, size int) bool {
	if w.lo > 0 && w.text[w.lo-1] != '\n' {
		return false // not the beginning of a paragraph
	}
	first, _ := w.rune(w.skipSpace(w.lo + size))
	if !unicode.IsLetter(first) && !strings.ContainsRune("¿¡«“…", first) {
		return false
	}
	if next, _ := w.nextTurn(w.lo+size, dash, true); next < w.hi {
		return true
	}
	before := strings.TrimRight(w.text[max(0, w.lo-nearby):w.lo], "\n")
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after := strings.TrimLeft(w.text[w.hi:min(len(w.text), w.hi+16)], "\n")
	for _, paragraph := range []string{before, after} {
		if r, _ := utf8.DecodeRuneInString(paragraph); r == dash {
			return true
		}
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(w.text[w.lo:w.hi]))
	return dash != '–' && strings.ContainsRune(".!?…", last)
}

// nextTurn returns the dash from off on that ends speech or what interrupts it, and the
// offset after the dash, or the end of the window twice. Words that interrupt begin with a
// lowercase letter: —No —dijo Ana—, — Нет, — сказала Ана. —
func (w window) nextTurn(off int, dash rune, isSpeech bool) (end, next int) {
	for off < w.hi {
		i := strings.IndexRune(w.text[off:w.hi], dash)
		if i < 0 {
			break
		}
		at := off + i
		off = at + utf8.RuneLen(dash)
		before, _ := w.runeBefore(at)
		after, _ := w.rune(w.skipSpace(off))
		switch isSpaced := w.isSpaced(at, off-at); {
		case !isSpeech && (!isSpaced || !unicode.IsLower(after) || w.followsMark(at)):
			return at, off
		case isSpeech && unicode.IsSpace(before) && unicode.IsLower(after) && (!isSpaced || w.endsSpeech(at)):
			return at, off
		}
	}
	return w.hi, w.hi
}

// endsSpeech reports whether what is before off may be the end of speech in the style of
// French and Russian, where a dash between words may also be one of the sentence.
func (w window) endsSpeech(off int) bool {
	before, _ := w.runeBefore(w.skipSpaceBack(off))
	return w.followsMark(off) || unicode.Is(unicode.Latin, before)
}

// followsMark reports whether a mark of the end of a clause is before off.
func (w window) followsMark(off int) bool {
	before, _ := w.runeBefore(w.skipSpaceBack(off))
	return strings.ContainsRune(",;:.!?…»”", before)
}

// skipSpeechMarks returns the offset after the punctuation and white space at off that
// follow words which interrupt speech.
func (w window) skipSpeechMarks(off int) int {
	rest := w.text[off:w.hi]
	return off + len(rest) - len(strings.TrimLeft(rest, ".,:; "))
}
