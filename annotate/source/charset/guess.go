package charset

import (
	"bytes"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Guess returns the character set in which raw is most probable, raw being text that
// is not UTF-8. language is what the text says about its language, such as "ru-RU", or
// "".
//
// For every character set that is in use, raw is decoded and compared with each
// language that was written in it: how probable are these letters in that language,
// capitals where they are, and signs between them? The logarithms of the probabilities
// add up to a score, as in a naive Bayes classifier. In a wrong character set, capitals
// are in the middle of words, and rare letters are frequent.
//
// windows-1252 is the answer unless another character set is more probable by far.
func Guess(raw []byte, language string) string {
	text := Sample(raw)
	best, bestScore, usual := "", math.Inf(-1), math.Inf(-1)
	for i, name := range Names() {
		score := scoreOf(text, name, language)
		if isUTF16 := name == UTF16LE || name == UTF16BE; isUTF16 {
			score = wideScore(raw, name, language)
		} else if name == Windows1252 {
			usual = score
		}
		if score -= rarity * float64(i); score > bestScore {
			best, bestScore = name, score
		}
	}
	if bestScore < usual+margin {
		return Windows1252
	}
	return best
}

// refutes reports whether raw, which is not UTF-8, is almost certainly not in the character
// set that it declares, but in another: there it has undecodable bytes or controls and is
// less probable, or it is improbable wherever it is not ASCII.
func refutes(raw []byte, declared, language string) bool {
	const (
		muchLess   = 10 // e¹⁰ times less probable
		far        = 40
		farPerByte = 1.5 // for each byte that is not ASCII
	)
	name, isGuess := Detect(raw, language)
	switch {
	case name == declared:
		return false
	case !isGuess:
		return name != UTF8 // it is UTF-16 or UTF-32 by its zeros
	case name == UTF16LE, name == UTF16BE:
		return bytes.IndexByte(raw, 0) >= 0 || isFullOfControls(raw)
	}
	text := Sample(raw)
	decoded, err := Encoding(declared).NewDecoder().Bytes(text)
	if err != nil {
		return true
	}
	gain := scoreIn(text, name, language, anyLanguage) - scoreIn(text, declared, language, anyLanguage)
	if bytes.ContainsFunc(decoded, isBroken) {
		return gain > muchLess
	}
	size := 0
	for _, c := range text {
		if c >= utf8.RuneSelf {
			size++
		}
	}
	return gain > far && gain > farPerByte*float64(size)
}

// isBroken reports whether r is what undecodable bytes become, or a control.
func isBroken(r rune) bool { return r == utf8.RuneError || unicode.IsControl(r) && !unicode.IsSpace(r) }

// guessUTF16 returns the UTF-16 encoding in which raw is text in some language, or "".
func guessUTF16(raw []byte, language string) string {
	le, be := wideScore(raw, UTF16LE, language), wideScore(raw, UTF16BE, language)
	switch {
	case math.IsInf(max(le, be), -1):
		return ""
	case le > be:
		return UTF16LE
	}
	return UTF16BE
}

// wideScore is scoreOf for UTF-16. It returns -Inf unless the text is plausible,
// because any bytes can be read as characters of UTF-16.
func wideScore(raw []byte, name, language string) float64 {
	raw = raw[:min(len(raw), maxSample)&^1]
	score := scoreOf(raw, name, language)
	if score < minWide*float64(len(raw)/2) {
		return math.Inf(-1)
	}
	return score
}

const (
	maxSample = 4 << 10 // bytes; more text does not make the guess better
	margin    = 3       // a character set is preferred to windows-1252 if it is e³, 20 times, as probable
	rarity    = 0.1     // what each character set has to be more probable than the one before it in Names
	declared  = 4       // the weight of the language that a text declares
	minWide   = -8      // minimum mean score of the characters of UTF-16; that of random bytes is -12
)

// scoreOf returns the logarithm of the probability of raw in a character set, in the
// language in which it is most probable.
func scoreOf(raw []byte, name, declaredLanguage string) float64 {
	return scoreIn(raw, name, declaredLanguage, (*language).isWrittenIn)
}

// anyLanguage is true: any language may be written in the character set.
func anyLanguage(*language, string) bool { return true }

// scoreIn is scoreOf for the languages that may be written in the character set.
func scoreIn(raw []byte, name, declaredLanguage string, mayBe func(*language, string) bool) float64 {
	best := math.Inf(-1)
	var e evidence
	for _, l := range languages() {
		if !mayBe(&l, name) {
			continue
		}
		if e.letters == nil {
			text, err := Encoding(name).NewDecoder().Bytes(raw)
			if err != nil {
				return best
			}
			e = gather(text)
		}
		score := e.shape + l.score(e)
		if base, _, _ := strings.Cut(strings.ToLower(declaredLanguage), "-"); base == strings.TrimSuffix(l.code, "-hant") {
			score += declared
		}
		best = max(best, score)
	}
	return best
}

// isWrittenIn reports whether the language was written in a character set. UTF-16 is
// for all.
func (l *language) isWrittenIn(name string) bool {
	return name == UTF16LE || name == UTF16BE || slices.Contains(l.charsets, name)
}

// score returns the logarithm of the probability of the letters in this language.
func (l *language) score(e evidence) float64 {
	sum := 0.0
	if l.script != latin {
		sum = latinWord * float64(e.latinWords)
	}
	for r, n := range e.letters {
		sum += l.log(r) * float64(n)
	}
	return sum
}

var markup = regexp.MustCompile(`(?is)<(script|style)\b.*?</(script|style)\s*>|<([a-z/?]|!doctype)[^<>]*>|&#?\w+;`)

// Sample returns the lines of raw that are not ASCII, without markup, until they are
// enough.
func Sample(raw []byte) []byte {
	var lines []byte
	for line := range bytes.Lines(raw) {
		if slices.ContainsFunc(line, func(c byte) bool { return c >= utf8.RuneSelf }) {
			lines = append(lines, line...)
		}
		if len(lines) >= 4*maxSample {
			break
		}
	}
	text := markup.ReplaceAll(lines[:min(len(lines), 4*maxSample)], []byte(" "))
	return text[:min(len(text), maxSample)]
}
