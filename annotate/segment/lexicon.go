package segment

import (
	_ "embed" // for the lexicon
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

// abbreviation returns the kind of a token without its last full stop: "Mr", "vs".
func abbreviation(token string) kind { return listed(lists(), token) }

func listed(lists wordlist.Lists, token string) kind {
	for _, name := range lists.Names(token) {
		switch k := kind(name); k {
		case leading, counting, calendar, clock, trailing, loose:
			return k
		}
	}
	return ordinary
}

// isOpener reports whether word is a common first word of sentences that seldom
// follows an abbreviation in the same sentence.
func isOpener(word string) bool {
	return lists().Has("opener", word) || otherLists().Has("opener", word)
}

// isOpenerInAnyCase is like isOpener, for a word that may be in lower case.
func isOpenerInAnyCase(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return isOpener(string(unicode.ToUpper(r)) + word[size:])
}

// isTimeWord reports whether word is a day, a month or a time zone.
func isTimeWord(word string) bool {
	return lists().Has("time", word) || word != "Mar" && word != "Sun" && abbreviation(word) == calendar
}
