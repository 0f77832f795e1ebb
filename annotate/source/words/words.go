// Package words measures running text: how many words it has, how it begins and
// ends, whether two texts say the same. It knows scripts that put no blanks
// between words. The rules for plain text and for pages go by it.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Count counts the words of text, up to limit. Where words are not parted
// by blanks two characters count as one.
func Count(text string, limit int) int {
	words, unspaced, inside := 0, 0, false
	for _, r := range text {
		switch {
		case r > ' ' && r < utf8.RuneSelf:
			if !inside {
				words, inside = words+1, true
			}
		case unicode.IsSpace(r):
			inside = false
		case Unspaced(r):
			unspaced, inside = unspaced+1, false
		case !inside:
			words, inside = words+1, true
		}
		if words+unspaced/2 >= limit {
			return limit
		}
	}
	return words + (unspaced+1)/2
}

// EndsSentence reports whether text ends as a sentence does, inside quotation
// marks or brackets or not.
func EndsSentence(text string) bool {
	return strings.ContainsRune(".!?…。！？।؟۔", LastMark(text))
}

// LastMark is the last character of text before closing quotation marks and
// brackets.
func LastMark(text string) rune {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'”’»›)]}」』", r)
	})
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// BeginsUpper reports whether the first letter or digit of text is a capital.
func BeginsUpper(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.IsUpper(r) || unicode.IsTitle(r)
		}
	}
	return false
}

// CapitalShare is the share of the words of text that begin with a capital, of
// those that begin with a letter.
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

// Bare are the words of text without case and punctuation.
func Bare(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// Repeats reports whether a and b have the same words, or four of five
// (Jaccard index), whatever their case and punctuation.
func Repeats(a, b string) bool {
	seen := map[string]bool{}
	for _, w := range Bare(a) {
		seen[w] = false
	}
	all, shared := len(seen), 0
	for _, w := range Bare(b) {
		counted, inA := seen[w]
		switch {
		case !inA:
			all++
			seen[w] = true
		case !counted && w != "":
			shared++
			seen[w] = true
		}
	}
	return shared > 0 && shared*5 >= all*4
}

// Unspaced reports whether r is of a script that puts no blanks between
// words.
func Unspaced(r rune) bool {
	switch {
	case r < 0xE00:
		return false
	case r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFF60:
		return true // punctuation and full-width forms
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
