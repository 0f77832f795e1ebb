package charset

import (
	"unicode"
	"unicode/utf8"
)

// Evidence is what a decoded text says about whether it was decoded rightly, apart from
// its language.
type evidence struct {
	letters    map[rune]int // counts, in lower case
	latinWords int
	shape      float64 // logarithm of the probability of capitals, marks and mixed scripts as they are
}

// Logarithms of the probability of what wrongly decoded text is full of.
const (
	capitalInWord = -7   // a capital after a small letter
	smallAfterTwo = -4   // a small letter after several capitals
	capital       = -2.3 // a capital at the beginning of a word
	capitals      = -3   // a second capital
	mixedScripts  = -7   // a letter after one of another alphabet
	markInWord    = -5   // a sign between two letters, or an opening mark after a letter
	besideDigit   = -4   // a letter with an accent before or after a digit
	looseMark     = -6   // a combining mark that is not on a letter
)

// A walker gathers evidence, character by character.
type walker struct {
	evidence
	previous rune
	script   script // of the previous letter, if it is in the same word
	capitals int    // capitals before, if the word consists of them so far
	letters  int    // letters before, in the same word
}

// gather returns the evidence of a text.
func gather(text []byte) evidence {
	w := walker{evidence: evidence{letters: map[rune]int{}}, previous: ' '}
	for off := 0; off < len(text); {
		r, size := utf8.DecodeRune(text[off:])
		off += size
		next, _ := utf8.DecodeRune(text[off:])
		if s := scriptOf(r); s != noScript {
			w.letter(r, s)
			if r >= utf8.RuneSelf && s < thai && (isDigit(w.previous) || isDigit(next)) {
				w.shape += besideDigit
			}
		} else if unicode.Is(unicode.Mn, r) {
			w.mark(r)
		} else {
			w.sign(r, next)
			w.script, w.capitals, w.letters = noScript, 0, 0
		}
		w.previous = r
	}
	return w.evidence
}

func (w *walker) letter(r rune, s script) {
	switch {
	case w.script == noScript:
		if s == latin {
			w.latinWords++
		}
	case s != w.script && (s < thai && w.script < thai):
		w.shape += mixedScripts
	case s != w.script && s == latin:
		w.latinWords++
	}
	lower := unicode.ToLower(r)
	switch isCapital := lower != r; {
	case isCapital && w.letters == 0:
		w.shape += capital
		w.capitals++
	case isCapital && w.capitals < w.letters:
		w.shape += capitalInWord
	case isCapital && w.capitals == 1:
		w.shape += capitals
		w.capitals++
	case isCapital:
		w.capitals++
	case w.capitals > 1 && w.capitals == w.letters:
		w.shape += smallAfterTwo
	}
	w.script = s
	w.letters++
	w.evidence.letters[lower]++
}

// mark notes a combining mark, such as an accent.
func (w *walker) mark(r rune) {
	if w.script == noScript {
		w.shape += looseMark
	}
	w.evidence.letters[r]++
}

// sign notes a character that is neither a letter nor a mark.
func (w *walker) sign(r, next rune) {
	w.shape += signLog(r)
	if r < utf8.RuneSelf {
		return
	}
	before, after := w.script != noScript, scriptOf(next) != noScript
	switch {
	case w.script >= thai: // its words are not separated
	case r == '’', r == '·', r == '\u00AD', r == '‑', r == '\u200C', r == '\u200D':
	case before && after && r != '–' && r != '—' && r != '…' && r != '\u00A0':
		w.shape += markInWord
	case isOpening(r) && (before || unicode.IsSpace(next)):
		w.shape += markInWord
	}
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// isOpening reports whether r is only used before a word.
func isOpening(r rune) bool { return r == '„' || r == '‚' || r == '¿' || r == '¡' }

// signLog returns the logarithm of the probability of a character that is neither a
// letter nor a mark. That of ASCII does not matter: character sets share it.
func signLog(r rune) float64 {
	switch r {
	case '\n', '\r', '\t', '\f':
		return 0
	case '’', '“', '”', '–', '—', '…', '«', '»', '\u00A0', '、', '。', '「', '」', '，':
		return -5
	case '‘', '„', '‚', '•', '·', '§', '°', '€', '£', '©', '®', '™', '¿', '¡', 'ª', 'º', '²', '³', '½', '¼', '№',
		'،', '؟', '؛', '：', '；', '！', '？', '（', '）', '《', '》', '・':
		return -7
	}
	switch {
	case r >= 0x20 && r < 0x7F:
		return 0
	case r < 0xA0, r == utf8.RuneError, r >= 0xE000 && r < 0xF900: // controls and private characters
		return -15
	case r >= 0xFF10 && r < 0xFF5B: // digits and letters of double width
		return -7
	case r >= 0x3000 && r < 0x3040, r >= 0xA0 && r < 0x100, r >= 0x2010 && r < 0x2040, r >= 0x660 && r < 0x6FA:
		return -9
	}
	return -12
}
