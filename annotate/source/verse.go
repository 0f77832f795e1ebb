package source

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/words"
)

// longestVerse is the width in characters that lines of verse stay within.
const longestVerse = 60

// isVerse reports whether the lines of a group stand as they are on purpose:
// several short ones of some words each, a third of them with punctuation at
// the end, but not each a sentence of its own. Lists of links have no
// punctuation. In a text that was wrapped, each must also begin with a capital.
func (r *textReader) isVerse(lines []line) bool {
	if len(lines) < 3 || (r.layout.width > 0 && len(lines) < 4) {
		return false
	}
	count, stops, sentences, capitals := 0, 0, 0, 0
	for _, l := range lines {
		if l.width-r.layout.margin > longestVerse {
			return false
		}
		count += words.Count(string(l.text), longestVerse)
		if strings.ContainsRune(".,;:!?…—", words.LastMark(string(l.text))) {
			stops++
		}
		if words.EndsSentence(string(l.text)) {
			sentences++
		}
		if words.BeginsUpper(string(l.text)) {
			capitals++
		}
	}
	return count >= 3*len(lines) && stops*3 >= len(lines) && sentences < len(lines) &&
		(r.layout.width == 0 || capitals == len(lines))
}

// verse adds a paragraph that keeps the line breaks.
func (r *textReader) verse(lines []line) {
	r.list, r.indents = listMark{}, r.indents[:0]
	r.b.begin(annotate.Block{Kind: annotate.Paragraph, Rule: ruleVerse.Name, Sureness: ruleVerse.Sureness})
	for _, l := range lines {
		r.b.prose(l.text)
		r.b.newline()
	}
	r.b.end()
}
