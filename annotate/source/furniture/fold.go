package furniture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold is text as phrases are compared with it: its words in lower case and
// without accents, each with a blank before and after. A colon, ©, @, # and *
// are words too; all other signs, and apostrophes, only part words. Blanks are
// those of Unicode; what cannot be seen is left out.
func fold(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8 + 2)
	apart := true // a blank is due before the next letter
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			apart = begin(&b, apart)
			b.WriteByte(byte(r))
		case 'A' <= r && r <= 'Z':
			apart = begin(&b, apart)
			b.WriteByte(byte(r) + 'a' - 'A')
		case r == ':' || r == '@' || r == '#' || r == '*' || r == '©':
			begin(&b, true)
			b.WriteRune(r)
			apart = true
		case r < utf8.RuneSelf:
			apart = true
		case isUnseen(r):
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			apart = begin(&b, apart)
			b.WriteString(bare(r))
		default:
			apart = true
		}
	}
	b.WriteByte(' ')
	return b.String()
}

// begin writes a blank if one is due; none is due after it.
func begin(b *strings.Builder, apart bool) bool {
	if apart {
		b.WriteByte(' ')
	}
	return false
}

// isUnseen reports whether r is a mark on the letter before it, or a character
// that is not drawn, such as a soft hyphen.
func isUnseen(r rune) bool {
	return unicode.IsMark(r) || unicode.Is(unicode.Cf, r)
}

// bare is a letter in lower case and without its accent, as far as the
// languages of the phrases have it.
func bare(r rune) string {
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
