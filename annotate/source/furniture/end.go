package furniture

import (
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// maxHead is the maximum number of words of a line above the notes at the end of an
// article.
const maxHead = 9

// IsAbout reports whether head introduces what next says about a company or a person:
// "About Lund Ferries" above "Lund Ferries runs …".
func IsAbout(head, next string) bool {
	if words.Count(head, maxHead+1) > maxHead || words.EndsSentence(head) {
		return false
	}
	name, ok := cutWords(words.Normalize(head), "about")
	if !ok {
		return false
	}
	name, _ = cutWords(name, "article")
	first, _, _ := strings.Cut(name, " ")
	fields := strings.Fields(words.Normalize(next[:min(len(next), maxExamined)]))
	isProper := slices.ContainsFunc(strings.Fields(head), func(word string) bool {
		if i := strings.LastIndexAny(word, "'’"); i >= 0 {
			_, size := utf8.DecodeRuneInString(word[i:])
			word = word[i+size:]
		}
		return words.BeginsUpper(word) && strings.HasPrefix(words.Normalize(word), first)
	})
	return isProper && first != "" && slices.ContainsFunc(fields[:min(len(fields), 3)], func(word string) bool { return isSameWord(word, first) })
}

// IsMore reports whether text is a line that promises more to read: "More great
// stories".
func IsMore(text string) bool {
	_, ok := cutWords(words.Normalize(text), "more")
	return ok && words.Count(text, maxHead) < maxHead && !words.EndsSentence(text)
}

// cutWords returns normalized text without the longest phrase of a list that it begins
// with, and whether there is one.
func cutWords(text, list string) (rest string, ok bool) {
	rest = text
	for _, phrase := range wordLists().Words(list) {
		if after, found := strings.CutPrefix(text, phrase+" "); found && (!ok || len(after) < len(rest)) {
			rest, ok = after, true
		}
	}
	return rest, ok
}

// isSameWord reports whether two words are equal, or long and different only in their
// endings.
func isSameWord(a, b string) bool {
	const minStem = 4 // bytes
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return a == b || n >= minStem && n*3 >= 2*max(len(a), len(b))
}
