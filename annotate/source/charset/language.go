package charset

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

//go:embed languages.txt
var languagesFile string

// A language says how probable each letter is in its texts.
type language struct {
	code     string
	script   script
	charsets []string
	letters  map[rune]float64 // logarithm of the probability, by lower-case letter
	rest     map[rune]bool    // other characters of a large script that its texts use
	restLog  float64          // logarithm of the probability of each of them
}

// A script is a set of letters that words do not mix with others.
type script uint8

const (
	noScript script = iota
	latin
	greek
	cyrillic
	hebrew
	arabic
	thai
	kana
	han
	hangul
)

// scripts returns the scripts by their names in languages.txt.
func scripts() map[string]script {
	return map[string]script{
		"latin": latin, "greek": greek, "cyrillic": cyrillic, "hebrew": hebrew, "arabic": arabic,
		"thai": thai, "kana": kana, "han": han, "hangul": hangul,
	}
}

// scriptOf returns the script of a letter or a mark, or noScript.
func scriptOf(r rune) script {
	switch {
	case r < 0x80:
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return latin
		}
	case r < 0x250:
		if r >= 0xC0 && r != '×' && r != '÷' {
			return latin
		}
	case r >= 0x370 && r < 0x400 && r != 0x37E && r != 0x384 && r != 0x385 && r != 0x387:
		return greek
	case r >= 0x400 && r < 0x530:
		return cyrillic
	case r >= 0x591 && r < 0x5F3:
		return hebrew
	case r >= 0x620 && r < 0x66A || r >= 0x66E && r < 0x6D4:
		return arabic
	case r >= 0xE01 && r < 0xE4F && r != 0xE3F:
		return thai
	case r >= 0x1E00 && r < 0x1F00:
		return latin
	case r >= 0x3041 && r < 0x3100:
		return kana
	case r >= 0x3400 && r < 0xA000:
		return han
	case r >= 0xAC00 && r < 0xD7A4:
		return hangul
	}
	return noScript
}

// languages returns the languages of languages.txt.
var languages = sync.OnceValue(func() []language {
	var all []language
	for line := range strings.Lines(languagesFile) {
		switch fields := strings.Fields(strings.Trim(line, "[]\n")); {
		case len(fields) == 0 || fields[0][0] == '#':
		case line[0] == '[':
			all = append(all, language{code: fields[0], script: scripts()[fields[1]], charsets: fields[2:], letters: map[rune]float64{}})
		default:
			all[len(all)-1].add(fields)
		}
	}
	for i := range all {
		all[i].complete()
	}
	return all
})

// add adds words of languages.txt: a letter with its share, or letters by rank. The
// probability of the latter is about inverse to the rank, as Zipf's law says.
func (l *language) add(words []string) {
	for _, word := range words {
		r, size := utf8.DecodeRuneInString(word)
		if share, err := strconv.Atoi(word[size:]); err == nil {
			l.letters[r] = float64(share)
			continue
		}
		for _, r := range word {
			l.letters[r] = 30000 / float64(len(l.letters)+15)
		}
	}
}

// complete turns shares into logarithms, and adds the characters that a large script
// has in addition to those that are listed.
func (l *language) complete() {
	total, listed := 0.0, 1.0
	for _, share := range l.letters {
		total += share
	}
	switch l.script {
	case han, kana:
		listed = 0.7
	case hangul:
		listed = 0.8
	}
	for r, share := range l.letters {
		l.letters[r] = math.Log(share / total * listed)
	}
	if listed == 1 {
		return
	}
	enc, first, last := level(l.charsets[0])
	l.rest = characters(enc, first, last)
	l.restLog = math.Log((1 - listed) / float64(len(l.rest)))
}

// level returns a character set of two bytes, and the first bytes of its characters in
// general use: the first of two levels in the standards for Chinese and Japanese, and
// the syllables in that for Korean.
func level(charset string) (enc encoding.Encoding, first, last byte) {
	switch charset {
	case "big5":
		return traditionalchinese.Big5, 0xA4, 0xC6
	case "gb18030":
		return simplifiedchinese.GBK, 0xB0, 0xD7
	case "euc-kr":
		return korean.EUCKR, 0xB0, 0xC8
	}
	return japanese.EUCJP, 0xB0, 0xCF
}

// characters returns the characters whose first byte is in a range.
func characters(enc encoding.Encoding, first, last byte) map[rune]bool {
	all := map[rune]bool{}
	for a := int(first); a <= int(last); a++ {
		for b := 0x40; b < 0xFF; b++ {
			if enc != traditionalchinese.Big5 && b < 0xA1 {
				continue // an extension
			}
			text, _ := enc.NewDecoder().Bytes([]byte{byte(a), byte(b)})
			if r, size := utf8.DecodeRune(text); size == len(text) && r != utf8.RuneError {
				all[r] = true
			}
		}
	}
	return all
}

// Logarithms of the probability of letters that a language does not list.
const (
	rareLatin    = -8.5  // an ASCII letter
	foreignLatin = -9.5  // an accented letter that is common in names and loan words
	strangeLatin = -12.5 // another letter with an accent
	unlisted     = -11.5 // another letter of its own script
	foreign      = -14   // a letter of another script
	latinWord    = -2.5  // a Latin word in a text in another script
)

// log returns the logarithm of the probability of a letter in lower case.
func (l *language) log(r rune) float64 {
	if log, ok := l.letters[r]; ok {
		return log
	}
	s := scriptOf(r)
	switch {
	case s == latin && r < utf8.RuneSelf && l.script == latin:
		return rareLatin
	case s == latin && r < utf8.RuneSelf:
		return languages()[0].letters[r] // as in English
	case s == latin && strings.ContainsRune("àáâäãåæçèéêëíîïñóôöøúüß", r):
		return foreignLatin
	case s == latin:
		return strangeLatin
	case l.rest[r]:
		return l.restLog
	case s == l.script, unicode.Is(unicode.Mn, r):
		return unlisted
	}
	return foreign
}
