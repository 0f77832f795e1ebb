package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hyphens end a line within a word: the hyphen-minus, the hyphen and the soft hyphen.
const hyphens = "-\u2010\u00AD"

// EndsInHyphen reports whether text ends with a letter and a hyphen.
func EndsInHyphen(text string) bool {
	last, size := utf8.DecodeLastRuneInString(text)
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
	return strings.ContainsRune(hyphens, last) && unicode.IsLetter(before)
}

// Bare returns a word in lower case, without punctuation around it.
func Bare(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// A Vocabulary is the set of words of a document, as [Bare] returns them. It shows
// whether a word is spelled with a hyphen.
type Vocabulary map[string]bool

// Add adds the words of a line, except one that is hyphenated at its end.
func (v Vocabulary) Add(line string) {
	fields := strings.Fields(line)
	for i, w := range fields {
		if i < len(fields)-1 || !EndsInHyphen(w) {
			v[Bare(w)] = true
		}
	}
}

// KeepsHyphen reports whether the word that the end of a line divides into a, with its
// hyphen, and b is spelled with a hyphen: the document has it with one elsewhere, or
// one of its parts is usually part of such words.
func (v Vocabulary) KeepsHyphen(a, b string) bool {
	stem := strings.TrimRight(a, hyphens)
	if v[Bare(stem+b)] {
		return false
	}
	if v[Bare(stem+"-"+b)] || strings.ContainsAny(stem, "-\u2010") || utf8.RuneCountInString(Bare(stem)) < 2 {
		return true
	}
	first, last := Bare(stem), Bare(b)
	return slices.Contains(firstParts, first) && !slices.Contains(endings, last) || slices.Contains(lastParts, last) || first+last == "socalled"
}

var (
	// firstParts and lastParts are usual parts of English words that are spelled with a
	// hyphen, and hardly ever of words that the end of a line divides.
	firstParts = strings.Fields(`self well half vice long short high low full old new hard soft left right open near late
		early deep wide fast slow large small big first second third fourth last best better one two three four five six
		seven eight nine twenty thirty forty fifty sixty seventy eighty ninety north south east west cross world eye door
		heart mother father brother sister`)
	lastParts = strings.Fields(`running term based year old like scale style owned class century week month hour called
		existing sized speaking backed driven elect general haired funded profile sponsored thirds quarters winning`)
	// endings are parts that do not make a word of their own after one of firstParts.
	endings = strings.Fields(`ing ings er ers erly est ly age ages ness en ens ened ening ed ish y ty teen th ern ful fully
		less ward wards ware way ways land lands ship ships some`)
)
