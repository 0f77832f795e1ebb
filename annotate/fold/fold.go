// Package fold gives text the form in which find, the hints for a quotation, and the
// placing of annotations compare it.
//
// The fold ignores what a keyboard, an editor or a typesetter changes without
// changing a word: case; compatibility forms, such as ligatures, full width, raised
// figures and fractions; the script of digits; typographic quotation marks, dashes
// and spaces; soft hyphens and other invisible characters; the tatweel. Letters that
// most keyboards lack become what is typed instead: "ss" for "ß", "ae" for "æ". What
// is written above or below a letter or through it (accents, Arabic and Hebrew vowel
// signs, the stroke of "ł") becomes marks after the letter, which the caller can
// ignore.
//
// Marks that are part of the spelling are kept as letters: voiced kana, and the vowel
// signs of Indic scripts. A Hangul syllable becomes its jamo.
package fold

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"galley/annotate"

	"golang.org/x/text/unicode/norm"
)

// A Case says what happens to capitals.
type Case uint8

// The cases.
const (
	LowerCase Case = iota // capitals become small letters
	KeepCase              // capitals remain
)

// A Piece is a character of a text with the marks after it, folded.
type Piece struct {
	Runes []rune // letters and symbols, each followed by its marks, sorted; perhaps none
	Size  int    // bytes of the text

	// IsLigature reports whether the character is several letters written as one, each
	// of which a reader sees: "ﬁ", "½". A Hangul syllable or "é" is not.
	IsLigature bool
}

// MaxRunes is enough for the runes of most pieces.
const MaxRunes = 24

// maxMarks is the maximum number of marks after a character that are sorted with it.
const maxMarks = 30

// Next folds the first character of text, which must not be empty, and the marks after
// it. Its runes are appended to buffer, which may be nil.
func Next(buffer []rune, text string, c Case) Piece {
	p := c.fold(buffer, text)
	for n := 0; p.Size < len(text) && text[p.Size] >= utf8.RuneSelf && n < maxMarks; n++ {
		r, _ := utf8.DecodeRuneInString(text[p.Size:])
		if !IsMark(r) {
			break
		}
		mark := c.fold(p.Runes, text[p.Size:])
		p.Runes, p.Size = mark.Runes, p.Size+mark.Size
	}
	marks := len(p.Runes)
	for marks > len(buffer) && IsMark(p.Runes[marks-1]) {
		marks--
	}
	if len(p.Runes)-marks > 1 {
		slices.Sort(p.Runes[marks:])
	}
	p.Runes = p.Runes[len(buffer):]
	return p
}

// fold folds the first character of text. The runes of the result include those of
// buffer.
func (c Case) fold(buffer []rune, text string) Piece {
	r, size := utf8.DecodeRuneInString(text)
	p := Piece{Runes: buffer, Size: size}
	if r < utf8.RuneSelf || r >= 0x4E00 && r <= 0x9FFF {
		p.Runes = append(p.Runes, c.letter(r))
		return p
	}
	if isHangulSyllable(r) {
		p.Runes = appendJamo(p.Runes, r)
		return p
	}
	parts := norm.NFKD.PropertiesString(text[:size]).Decomposition()
	if len(parts) == 0 || punctuation(r) != r {
		p.Runes = c.append(p.Runes, r)
		p.IsLigature = len(p.Runes) > len(buffer)+1 && !IsMark(p.Runes[len(p.Runes)-1])
		return p
	}
	if parts[0] == ' ' && len(parts) > 1 {
		parts = parts[1:] // an accent by itself
	}
	for len(parts) > 0 {
		part, n := utf8.DecodeRune(parts)
		p.Runes, parts = c.append(p.Runes, part), parts[n:]
	}
	p.IsLigature = len(norm.NFD.PropertiesString(text[:size]).Decomposition()) == 0
	return p
}

// append appends the folded form of a character that has no decomposition.
func (c Case) append(runes []rune, r rune) []rune {
	switch {
	case r < utf8.RuneSelf:
		return append(runes, c.letter(r))
	case r == tatweel, annotate.IsIgnorable(r):
		return runes
	}
	if p := punctuation(r); p != r {
		return append(runes, p)
	}
	if letters := spelledOut(unicode.ToLower(r)); letters != nil {
		for _, l := range letters {
			if c == KeepCase && unicode.IsUpper(r) {
				l = unicode.ToUpper(l)
			}
			runes = append(runes, l)
		}
		return runes
	}
	return append(runes, digit(c.letter(r)))
}

const tatweel = '\u0640'

// letter folds white space and, unless it is kept, case.
func (c Case) letter(r rune) rune {
	switch {
	case r == '`':
		return '\''
	case unicode.IsSpace(r):
		return ' '
	case c == KeepCase:
		return r
	}
	return unicode.ToLower(r)
}

// Plain folds an ASCII character that no mark follows.
func (c Case) Plain(b byte) rune {
	switch {
	case b <= ' ', b == '`':
		return c.letter(rune(b))
	case b >= 'A' && b <= 'Z' && c == LowerCase:
		return rune(b) | 0x20
	}
	return rune(b)
}

// punctuation returns the ASCII form of a quotation mark, an apostrophe, a hyphen,
// a dash or a fraction bar, and any other character unchanged.
func punctuation(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″', '「', '」', '『', '』', '〝', '〞', '〟', '״':
		return '"'
	case '‘', '’', '‚', '‛', '‹', '›', '′', 'ʼ', 'ʻ', '´', '׳':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '−', '־':
		return '-'
	case '⁄', '∕':
		return '/'
	}
	return r
}

// stroke and slash are the marks of letters with a stroke.
const (
	stroke = '\u0335'
	slash  = '\u0338'
)

// spelledOut returns what is typed for a small letter that has no decomposition, or
// nil.
func spelledOut(r rune) []rune {
	switch r {
	case 'ß':
		return []rune{'s', 's'}
	case 'æ':
		return []rune{'a', 'e'}
	case 'œ':
		return []rune{'o', 'e'}
	case 'þ':
		return []rune{'t', 'h'}
	case 'ø':
		return []rune{'o', slash}
	case 'ł':
		return []rune{'l', stroke}
	case 'đ', 'ð':
		return []rune{'d', stroke}
	case 'ħ':
		return []rune{'h', stroke}
	case 'ŧ':
		return []rune{'t', stroke}
	case 'ı':
		return []rune{'i'}
	case 'ς':
		return []rune{'σ'}
	}
	return nil
}

// digit returns the ASCII form of a decimal digit, and any other character unchanged.
func digit(r rune) rune {
	if r < 0x660 || !unicode.Is(unicode.Nd, r) {
		return r
	}
	n := rune(0) // the digits of a script follow each other, from zero
	for unicode.Is(unicode.Nd, r-n-1) {
		n++
	}
	return '0' + n%10
}

// IsMark reports whether a rune of a folded text is an accent, a vowel sign of
// an abjad, or a stroke.
func IsMark(r rune) bool {
	switch {
	case r < 0x300, r == 0x3099, r == 0x309A, r >= 0x3400 && r <= 0x9FFF:
		return false
	case r <= 0x36F:
		return r != 0x34F
	}
	return unicode.Is(unicode.Mn, r) && !annotate.IsIgnorable(r) &&
		unicode.In(r, unicode.Inherited, unicode.Hebrew, unicode.Arabic, unicode.Syriac)
}

// JoinsBefore reports whether a folded rune completes the letter before it, so that
// this is another letter without it: a jamo within a syllable, or the voicing of kana.
func JoinsBefore(r rune) bool {
	return r == 0x3099 || r == 0x309A || r >= 0x1160 && r <= 0x11FF || r >= 0xD7B0 && r <= 0xD7FF
}

func isHangulSyllable(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }

// appendJamo appends the jamo of a syllable (The Unicode Standard, section 3.12).
func appendJamo(runes []rune, r rune) []rune {
	n := r - 0xAC00
	runes = append(runes, 0x1100+n/588, 0x1161+n%588/28)
	if n%28 > 0 {
		runes = append(runes, 0x11A7+n%28)
	}
	return runes
}
