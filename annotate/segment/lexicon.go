package segment

import (
	"cmp"
	_ "embed" // for the lexicon
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"galley/annotate/wordlist"
)

//go:embed lexicon.txt
var lexicon string

//go:embed languages.txt
var languages string

// lists returns the word lists of lexicon.txt, which says what each is for, and
// otherLists those of languages.txt.
var lists, otherLists = wordlist.Lazy(lexicon), wordlist.Lazy(languages)

// A kind says what may follow an abbreviation in the same sentence, in addition to
// a lowercase word. Each kind except ordinary is a list of the lexicon.
type kind string

const (
	ordinary kind = "" // not an abbreviation
	leading  kind = "leading"
	counting kind = "counting"
	calendar kind = "calendar"
	clock    kind = "clock"
	trailing kind = "trailing"
	loose    kind = "loose" // also those that no list has
)

// An entry is what the lists that are read most often say about a word.
type entry struct {
	kind, other kind // in lexicon.txt, in languages.txt
	isOpener    bool
}

// entries returns the entries of all words that have one.
var entries = sync.OnceValue(func() map[string]entry {
	all := map[string]entry{}
	for _, k := range []kind{leading, counting, calendar, clock, trailing, loose} {
		for _, word := range lists().Words(string(k)) {
			e := all[word]
			e.kind = cmp.Or(e.kind, k)
			all[word] = e
		}
		for _, word := range otherLists().Words(string(k)) {
			e := all[word]
			e.other = cmp.Or(e.other, k)
			all[word] = e
		}
	}
	for _, word := range slices.Concat(lists().Words("opener"), otherLists().Words("opener")) {
		e := all[word]
		e.isOpener = true
		all[word] = e
	}
	return all
})

// abbreviation returns the kind of a token without its last full stop: "Mr", "vs".
func abbreviation(token string) kind { return entries()[token].kind }

// isOpener reports whether word is a common first word of sentences that seldom
// follows an abbreviation in the same sentence.
func isOpener(word string) bool { return entries()[word].isOpener }

// isOpenerInAnyCase is like isOpener, for a word that may be in lower case.
func isOpenerInAnyCase(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return isOpener(string(unicode.ToUpper(r)) + word[size:])
}

// isTimeWord reports whether word is a day, a month or a time zone.
func isTimeWord(word string) bool {
	return lists().Has("time", word) || word != "Mar" && word != "Sun" && abbreviation(word) == calendar
}
