package segment

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Abbreviations that no list has are recognized by how they are written and used, after
// Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection",
// Computational Linguistics 32 (2006): an abbreviation is short, always has its full
// stop, and often continues in lower case. Instead of statistics of a corpus, a few
// strict rules look at the text nearby.

// nearby is the number of bytes before and after a word in which other uses of it count.
const nearby = 8 << 10

// A usage says how a word is used nearby.
type usage struct {
	plain   bool // without the mark
	inside  bool // with the mark, before a lowercase letter or a comma
	stopped int  // how often with the mark
}

// maxUses is the maximum number of places where a word, or a part of others, is looked at.
const maxUses = 256

// usage returns how the word is used with the mark after it. It reads no further once
// the word is found without the mark.
func (t token) usage(mark byte) usage {
	var u usage
	word, text := t.word(), t.text[max(0, t.start-nearby):min(len(t.text), t.end+nearby)]
	at := 0
	for range maxUses {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return u
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		at += i + len(word)
		after, _ := utf8.DecodeRuneInString(text[at:])
		switch {
		case isWordRune(before) || before == '.' || isWordRune(after):
		case after != rune(mark):
			u.plain = true
			return u
		default:
			u.stopped++
			next := strings.TrimLeft(text[at+1:min(len(text), at+8)], " ")
			first, _ := utf8.DecodeRuneInString(next)
			u.inside = u.inside || first == ',' || unicode.IsLower(first)
		}
	}
	return u
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// kindBefore returns the kind of t before next.
func (t token) kindBefore(next head) kind {
	word := t.word()
	k := kindOf(word)
	if isCapitals(next.word) {
		k = kindInCapitals(word)
	}
	if k != ordinary {
		return k
	}
	if k = listed(otherLists(), word); k == trailing && !next.isNumeric() && t.prev().isNumber() && !t.isSecondWord() {
		return ordinary
	}
	if k == ordinary && t.looksShortened(next) {
		k = loose
	}
	if k == ordinary || t.usage('.').plain {
		return ordinary
	}
	return k
}

// maxGuessed is the maximum length of an abbreviation that no list has, in characters;
// maxCut is that of one that is cut after a consonant.
const maxGuessed, maxCut = 4, 6

// looksShortened reports whether t, which no list has, looks like an abbreviation before next.
func (t token) looksShortened(next head) bool {
	word, prev := t.word(), t.prev()
	n := utf8.RuneCountInString(word)
	isUpper := unicode.IsUpper(t.first())
	switch {
	case n > maxCut || n < 2 || letters(word) != word || next.isOpener():
		return false
	case !isUpper && prev.isTitle():
		return true
	case isOpenerInAnyCase(word):
		return false
	case isCapitals(word):
		return isDoubled(word) && isDoubled(next.word)
	case !isUpper && t.isAttached() || !isCapitalized(word) && word != strings.ToLower(word):
		return false
	case next.isNumeric():
		return !t.isBeforeItem(next) && (n < maxGuessed || isUpper && n == maxGuessed || t.isCut())
	case prev.isNumber():
		return !hasVowel(word) && t.isSecondWord()
	case n <= maxGuessed && !hasVowel(word):
		return true
	case isUpper && n <= maxGuessed && t.isInside() && !prev.isFirstName():
		return n == 2 || next.isLetter() || next.isAlone() || t.isCut() || t.usage('.').stopped > 1
	}
	return next.isAlone() && t.isCut() || n <= maxGuessed && t.usage('.').inside
}

// isBeforeItem reports whether next is the number of an item in a list: 1, or the successor
// of a number shortly before t.
func (t token) isBeforeItem(next head) bool {
	number, err := strconv.Atoi(next.word)
	if err != nil || !next.hasStop() {
		return false
	}
	return number == 1 || strings.Contains(t.text[max(t.lo, t.start-cutReach):t.start], strconv.Itoa(number-1)+". ")
}

// isCapitalized reports whether only the first letter of s is a capital.
func isCapitalized(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) && s[size:] == strings.ToLower(s[size:])
}

// cutReach is the number of bytes before and after a token, and minWords the least number
// of words in them, that show how words of the language end.
const cutReach, minWords = 1 << 10, 6

// isCut reports whether t ends in a consonant that ends no other word nearby, where many
// words end in vowels, as in Italian: it is cut short.
func (t token) isCut() bool {
	last, _ := t.runeBefore(t.end)
	if hasVowel(string(last)) {
		return false
	}
	words, open := 0, 0
	for word := range strings.FieldsFuncSeq(t.text[max(t.lo, t.start-cutReach):min(t.hi, t.start+cutReach)], isNoWordRune) {
		r, _ := utf8.DecodeLastRuneInString(word)
		if word == t.word() || utf8.RuneCountInString(word) < 3 {
			continue
		}
		if r == last {
			return false
		}
		words++
		if hasVowel(string(r)) {
			open++
		}
	}
	return words >= minWords && open*5 > words*2
}

func isNoWordRune(r rune) bool { return !isWordRune(r) }

// isDoubled reports whether s is a capital twice, as in plurals of Spanish abbreviations.
func isDoubled(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && s[size:] == s[:size]
}

// vowels are the lowercase vowels of the Latin, Cyrillic and Greek scripts.
const vowels = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāąăēęěėīįıōőœūůųűаеёиоуыэюяіїєўαεηιουωάέήίόύώ"

// hasVowel reports whether s may be pronounced as a word: it has a vowel, a letter of
// another script, or an r or l between consonants, as in Czech.
func hasVowel(s string) bool {
	for _, r := range s {
		r = unicode.ToLower(r)
		if strings.ContainsRune(vowels, r) || !unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek) {
			return true
		}
	}
	_, size := utf8.DecodeRuneInString(s)
	_, last := utf8.DecodeLastRuneInString(s)
	return len(s) > size+last && strings.ContainsAny(s[size:len(s)-last], "rl")
}
