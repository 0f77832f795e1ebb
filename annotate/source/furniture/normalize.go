package furniture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// normalize returns text in the form in which phrases are compared: words in
// lower case without accents, each with a space before and after. A colon, ©, @,
// # and * are words too; all other signs, and apostrophes, only separate words.
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

// baseLetter returns a letter in lower case and without its accent, as far as the
// languages of the phrases have it.
func baseLetter(r rune) string {
	r = unicode.ToLower(r)
	switch r {
	case 'à', 'á', 'â', 'ã', 'ä', 'å':
		return "a"
	case 'ç':
		return "c"
	case 'è', 'é', 'ê', 'ë':
		return "e"
	case 'ì', 'í', 'î', 'ï':
		return "i"
	case 'ñ':
		return "n"
	case 'ò', 'ó', 'ô', 'õ', 'ö', 'ø':
		return "o"
	case 'ù', 'ú', 'û', 'ü':
		return "u"
	case 'ý', 'ÿ':
		return "y"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	}
	return string(r)
}
