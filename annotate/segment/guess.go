package segment

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// Abbreviations that no list has are recognized by how they are written and used, after
// Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection",
// Computational Linguistics 32 (2006): an abbreviation is short, always has its full
// stop, and often continues in lower case. Instead of statistics of a corpus, a few
// strict rules look at the text nearby.

// nearby is the number of bytes before and after a word in which other uses of it count.
const nearby = 8 << 10

// nearbySpan returns the part of the text in which other uses of t count.
func (t token) nearbySpan() annotate.Span {
	return annotate.Span{Start: max(0, t.start-nearby), End: min(len(t.text), t.end+nearby)}
}

func (t token) nearby() string { return t.nearbySpan().In(t.text) }

// maxUses is the maximum number of places where a word, or a part of others, is looked at.
const maxUses = 256

// isUsedWithout reports whether the word is used without the mark after it nearby.
func (t token) isUsedWithout(mark byte) bool {
	word, text := t.word(), t.nearby()
	at := 0
	for range maxUses {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		at += i + len(word)
		after, _ := utf8.DecodeRuneInString(text[at:])
		if !isWordRune(before) && before != '.' && !isWordRune(after) && after != rune(mark) {
			return true
		}
	}
	return false
}

// isUsedInside reports whether nearby the word is used with the mark inside a sentence: before
// a lowercase letter or a comma.
func (t token) isUsedInside(mark byte) bool {
	near := t.stops
	if near == nil || near.mark != mark {
		near = &marks{mark: mark}
	}
	return slices.ContainsFunc(near.within(t.text, t.nearbySpan()), func(off int) bool { return t.endsAtMark(t.text[:off]) })
}

// usesWith returns how often the word is used with the mark nearby.
func (t token) usesWith(mark byte) (count int) {
	text := t.nearby()
	for at := 0; ; at++ {
		i := strings.IndexByte(text[at:], mark)
		if i < 0 {
			return count
		}
		if at += i; t.endsAtMark(text[:at]) {
			count++
		}
	}
}

// endsAtMark reports whether the last word of text is that of t.
func (t token) endsAtMark(text string) bool {
	before, ok := strings.CutSuffix(text, t.word())
	r, _ := utf8.DecodeLastRuneInString(before)
	return ok && !isWordRune(r) && r != '.'
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
	if k = entries()[word].other; k == trailing && !next.isNumeric() && t.prev().isNumber() && !t.isSecondWord() {
		return ordinary
	}
	if k == ordinary && t.looksShortened(next) {
		k = loose
	}
	if k == ordinary || t.isUsedWithout('.') {
		return ordinary
	}
	return k
}

// maxGuessed is the maximum length of an abbreviation that no list has, in characters;
// maxCut is that of one that is cut after a consonant.
const maxGuessed, maxCut = 4, 6

// looksShortened reports whether t, which no list has, looks like an abbreviation before next.
func (t token) looksShortened(next head) bool {
	word := t.word()
	n := utf8.RuneCountInString(word)
	if n > maxCut || n < 2 || letters(word) != word || next.isOpener() {
		return false
	}
	prev, isUpper := t.prev(), unicode.IsUpper(t.first())
	switch {
	case !isUpper && (prev.isTitle() || n == 2 && t.isPhrase(prev)):
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
		return n == 2 || next.isLetter() || next.isAlone() || t.isCut() || t.usesWith('.') > 1
	}
	return next.isAlone() && t.isCut() || n <= maxGuessed && t.isUsedInside('.')
}

// isPhrase reports whether t and the word before it are an abbreviation of two words, as in
// "ad es.", and a space follows.
func (t token) isPhrase(prev token) bool {
	r, _ := t.rune(t.end + 1)
	return r == ' ' && otherLists().Has("phrase", prev.word()+" "+t.word())
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
