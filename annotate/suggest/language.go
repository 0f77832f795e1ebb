package suggest

import (
	_ "embed"
	"strings"
	"unicode"

	"galley/annotate"
	"galley/annotate/wordlist"
)

//go:embed languages.txt
var languagesFile string

var languages = wordlist.Lazy(languagesFile)

// languageOf returns the language of a text, as "en", by its most frequent words, or "" if they do not
// tell.
func languageOf(text string) string {
	const maxBytes, minShare = 4000, .15
	text = text[:annotate.GraphemeAt(text, min(len(text), maxBytes))]
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	counts := map[string]int{}
	best, second := "", ""
	for _, w := range words {
		for _, code := range languages().Names(w) {
			counts[code]++
		}
	}
	for code, n := range counts {
		switch {
		case n > counts[best]:
			best, second = code, best
		case n == counts[best] || n > counts[second]:
			second = code
		}
	}
	if counts[best] == counts[second] || float64(counts[best]) < minShare*float64(len(words)) {
		return ""
	}
	return best
}
