package segment

import (
	_ "embed" // for the lexicon

	"galley/annotate/wordlist"
)

//go:embed lexicon.txt
var lexicon string

// lists returns the word lists of lexicon.txt, which says what each is for.
var lists = wordlist.Lazy(lexicon)

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
)

// abbreviation returns the kind of a token without its last full stop: "Mr", "vs".
func abbreviation(token string) kind {
	for _, name := range lists().Names(token) {
		switch k := kind(name); k {
		case leading, counting, calendar, clock, trailing:
			return k
		}
	}
	return ordinary
}

// isOpener reports whether word is a common first word of sentences that seldom
// follows an abbreviation in the same sentence.
func isOpener(word string) bool { return lists().Has("opener", word) }

// isTimeWord reports whether word is a day, a month or a time zone.
func isTimeWord(word string) bool {
	return lists().Has("time", word) || word != "Mar" && word != "Sun" && abbreviation(word) == calendar
}
