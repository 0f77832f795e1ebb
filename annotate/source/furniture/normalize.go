package furniture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// normalize returns text in the form in which phrases are compared: words in
// lower case without accents, each with a space before and after it. A colon, ©, @,
// # and * are words too. All other symbols, and apostrophes, only separate words.
// Invisible characters are left out.
func normalize(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8 + 2)
	needsSpace := true // before the next letter
	begin := func() {
		if needsSpace {
			b.WriteByte(' ')
		}
		needsSpace = false
	}
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			begin()
			b.WriteByte(byte(r))
		case 'A' <= r && r <= 'Z':
			begin()
			b.WriteByte(byte(r) + 'a' - 'A')
		case r == ':' || r == '@' || r == '#' || r == '*' || r == '©':
			b.WriteByte(' ')
			b.WriteRune(r)
			needsSpace = true
		case r < utf8.RuneSelf:
			needsSpace = true
		case unicode.IsMark(r) || unicode.Is(unicode.Cf, r): // an accent, or not drawn at all
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			begin()
			b.WriteString(baseLetter(r))
		default:
			needsSpace = true
		}
	}
	b.WriteByte(' ')
	return b.String()
}

// baseLetter returns a letter in lower case and without its accent, if the languages
// of the phrases use that accent.
func baseLetter(r rune) string {
	r = unicode.ToLower(r)
	const bases = "aaaaaa?ceeeeiiii?nooooo?ouuuuy?y" // of the letters from à to ÿ, "?" for none
	if r >= 'à' && r <= 'ÿ' && bases[r-'à'] != '?' {
		return bases[r-'à' : r-'à'+1]
	}
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	}
	return string(r)
}
