package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordCount counts the words of text, up to limit. Where words are not parted
// by blanks two characters count as one.
func wordCount(text string, limit int) int {
	words, unspaced, inside := 0, 0, false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			inside = false
		case isUnspaced(r):
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

// endsSentence reports whether text ends as a sentence does, inside quotation
// marks or brackets or not.
func endsSentence(text string) bool {
	return strings.ContainsRune(".!?…。！？।؟", lastMark(text))
}

// lastMark is the last character of text before closing quotation marks and
// brackets.
func lastMark(text string) rune {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'”’»›)]}」』", r)
	})
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// beginsUpper reports whether the first letter or digit of text is a capital.
func beginsUpper(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.IsUpper(r) || unicode.IsTitle(r)
		}
	}
	return false
}

// capitalShare is the share of the words of text that begin with a capital, of
// those that begin with a letter.
func capitalShare(text string) float64 {
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

// bareWords are the words of text without case and punctuation.
func bareWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// isRepeat reports whether a and b have the same words, or four of five
// (Jaccard index), whatever their case and punctuation.
func isRepeat(a, b string) bool {
	seen := map[string]bool{}
	for _, w := range bareWords(a) {
		seen[w] = false
	}
	all, shared := len(seen), 0
	for _, w := range bareWords(b) {
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
