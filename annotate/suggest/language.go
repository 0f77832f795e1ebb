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

// languageOf returns the language of an article, as "en", by the most frequent words at the start of its prose,
// or "" if they do not tell. The menus of a page are folded and do not count.
func languageOf(a *annotate.Article) string {
	const maxBytes, minShare = 4000, .15
	var text strings.Builder
	for _, b := range a.Blocks {
		if rest := maxBytes - text.Len(); rest <= 0 {
			break
		} else if !b.Folded && isProse(b.Kind) {
			block := b.Span.In(a.Text)
			text.WriteString(block[:annotate.GraphemeAt(block, min(len(block), rest))] + "\n")
		}
	}
	words := strings.FieldsFunc(strings.ToLower(text.String()), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
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
