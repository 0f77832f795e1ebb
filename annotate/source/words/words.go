// Package words measures running text: the number of its words, how it begins and
// ends, and whether two texts are similar. It handles scripts that are written
// without spaces between words.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Count returns the number of words in text, but at most limit. In scripts
// written without spaces, two characters count as one word.
func Count(text string, limit int) int {
	words, unspaced, inWord := 0, 0, false
	for _, r := range text {
		switch {
		case r > ' ' && r < utf8.RuneSelf:
			if !inWord {
				words, inWord = words+1, true
			}
		case unicode.IsSpace(r):
			inWord = false
		case IsUnspaced(r):
			unspaced, inWord = unspaced+1, false
		case !inWord:
			words, inWord = words+1, true
		}
		if words+unspaced/2 >= limit {
			return limit
		}
	}
	return words + (unspaced+1)/2
}

// EndsSentence reports whether text ends with the punctuation of a sentence, inside
// or outside closing quotation marks and brackets.
func EndsSentence(text string) bool {
	return strings.ContainsRune(".!?…。！？।؟۔", LastMark(text))
}

// LastMark returns the last character of text before any closing quotation
// marks, brackets and spaces, or [utf8.RuneError] if there is none.
func LastMark(text string) rune {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'”’»›)]}」』", r)
	})
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// BeginsUpper reports whether the first letter or digit of text is upper case.
func BeginsUpper(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.IsUpper(r) || unicode.IsTitle(r)
		}
	}
	return false
}

// CapitalShare returns the share, from 0 to 1, of words that begin with an
// upper-case letter among those that begin with a letter.
func CapitalShare(text string) float64 {
	capitals, letters := 0, 0
	for word := range strings.FieldsFuncSeq(text, unicode.IsSpace) {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(word, unicode.IsPunct))
		if unicode.IsLetter(first) {
			letters++
		}
		if unicode.IsUpper(first) || unicode.IsTitle(first) {
			capitals++
		}
	}
	return float64(capitals) / float64(max(letters, 1))
}

// Normalize returns the words of text in lower case and without punctuation,
// separated by single spaces.
func Normalize(text string) string { return strings.Join(split(text), " ") }

func split(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// Similar reports whether at least four in five of the words in a and b occur in both
// (a Jaccard index of 0.8). It ignores case and punctuation.
func Similar(a, b string) bool {
	inA, inB := wordSet(a), wordSet(b)
	shared := 0
	for word := range inB {
		if inA[word] {
			shared++
		}
	}
	return shared > 0 && shared*5 >= (len(inA)+len(inB)-shared)*4
}

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range split(text) {
		set[word] = true
	}
	return set
}

// IsUnspaced reports whether r belongs to a script that is written without
// spaces between words.
func IsUnspaced(r rune) bool {
	switch {
	case r < 0xE00:
		return false
	case r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFF60:
		return true // punctuation and full-width forms
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
