package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Abbreviations that no list has are recognized by how they are written and used, after
// Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection",
// Computational Linguistics 32 (2006): an abbreviation is short, always has its full
// stop, and often continues in lower case. Instead of statistics of a corpus, a few
// strict rules look at the text nearby.

// nearby is the number of bytes before and after a window in which other uses of a word
// count.
const nearby = 16 << 10

// A usage says how a word is used near a window.
type usage struct {
	plain   bool // without the mark
	inside  bool // with the mark, before a lowercase letter or a comma
	stopped int  // how often with the mark
}

// maxUses is the maximum number of places where a word, or a part of others, is looked at.
const maxUses = 256

// usageOf returns how word is used with the mark after it. It reads no further once
// the word is found without the mark.
func (w window) usageOf(word string, mark byte) usage {
	var u usage
	text := w.text[max(0, w.lo-nearby):min(len(w.text), w.hi+nearby)]
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

// kindAt returns the kind of the token at start, before next.
func (w window) kindAt(start int, token string, next head) kind {
	k := kindOf(token)
	if isCapitals(next.word) {
		k = kindInCapitals(token)
	}
	if k != ordinary {
		return k
	}
	if k = listed(otherLists(), token); k == trailing && !next.isNumeric() && w.isAfterNumber(start) {
		return ordinary
	}
	if k == ordinary {
		k = w.guessKind(start, token, next)
	}
	if k == ordinary || w.usageOf(token, '.').plain {
		return ordinary
	}
	return k
}

// maxGuessed is the maximum length of an abbreviation that no list has, in characters;
// maxCut is that of one that is cut after a consonant.
const maxGuessed, maxCut = 4, 6

// guessKind returns loose if the token at start looks like an abbreviation before next.
func (w window) guessKind(start int, token string, next head) kind {
	n := utf8.RuneCountInString(token)
	first, size := utf8.DecodeRuneInString(token)
	isUpper, isGuess := unicode.IsUpper(first), false
	switch {
	case n > maxCut || n < 2 || letters(token) != token || next.isOpener():
	case !isUpper && w.isAfterTitle(start):
		isGuess = true
	case isOpenerInAnyCase(token):
	case isCapitals(token):
		isGuess = isDoubled(token) && isDoubled(next.word)
	case token[size:] != strings.ToLower(token[size:]) || !isUpper && w.isAttached(start):
	case next.isNumeric():
		isGuess = !next.hasStop() && (n < maxGuessed || isUpper && n == maxGuessed || w.isCut(start, token))
	case w.isAfterNumber(start):
	case n <= maxGuessed && !hasVowel(token):
		isGuess = true
	case isUpper && n <= maxGuessed && w.isInside(start) && !w.isAfterFirstName(start):
		isGuess = n == 2 || next.isLetter() || next.isAlone() || w.isCut(start, token) || w.isStopped(token, 2)
	case next.isAlone() && w.isCut(start, token):
		isGuess = true
	case n <= maxGuessed:
		isGuess = w.usageOf(token, '.').inside
	}
	if isGuess {
		return loose
	}
	return ordinary
}

// isAfterFirstName reports whether a capitalized word inside the sentence precedes start,
// which is then a surname.
func (w window) isAfterFirstName(start int) bool {
	before := w.wordBefore(start)
	return w.isAfterName(start) && !strings.HasSuffix(before, ".") && w.isInside(w.skipSpaceBack(start)-len(before))
}

// isStopped reports whether token has a full stop n times nearby, or in the middle of a sentence.
func (w window) isStopped(token string, n int) bool {
	u := w.usageOf(token, '.')
	return u.inside || u.stopped >= n
}

// cutReach is the number of bytes before and after a token, and minWords the least number
// of words in them, that show how words of the language end.
const cutReach, minWords = 1 << 10, 6

// isCut reports whether the token at start ends in a consonant that ends no other word
// nearby, where many words end in vowels, as in Italian: it is cut short.
func (w window) isCut(start int, token string) bool {
	last, _ := utf8.DecodeLastRuneInString(token)
	if hasVowel(string(last)) {
		return false
	}
	words, open := 0, 0
	for word := range strings.FieldsFuncSeq(w.text[max(w.lo, start-cutReach):min(w.hi, start+cutReach)], isNoWordRune) {
		r, _ := utf8.DecodeLastRuneInString(word)
		if word == token || utf8.RuneCountInString(word) < 3 {
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

// isAttached reports whether the token at start follows an apostrophe or a colon: it is
// the ending of a word.
func (w window) isAttached(start int) bool {
	r, _ := w.runeBefore(start)
	return r == ':' || r == '\'' || r == '’'
}

// isAfterNumber reports whether the word before start is a number, so that what follows it
// is a unit.
func (w window) isAfterNumber(start int) bool {
	before := w.wordBefore(start)
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsDigit(r) || strings.Trim(before, "IVX") == "" && before != ""
}

// isAfterTitle reports whether a title precedes start: "Dr. med."
func (w window) isAfterTitle(start int) bool {
	before, ok := strings.CutSuffix(w.wordBefore(start), ".")
	return ok && (abbreviation(before) == leading || listed(otherLists(), before) == leading)
}

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
