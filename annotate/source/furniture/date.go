package furniture

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// maxDateLine is the maximum length in bytes of a date line.
const maxDateLine = 160

// IsDateLine reports whether line says when an article was published or changed,
// and little else: "Updated 3 hours ago", "Friday, July 21, 2017", "4. März 2026,
// 14:02 Uhr", "2026-03-04".
func IsDateLine(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	isAside := strings.ContainsRune("—–-(", first) // a comment or credit
	if len(line) > maxDateLine || !strings.ContainsAny(line, "0123456789") || isAside ||
		strings.Contains(line, "\n") || words.Count(line, maxLineWords+1) > maxLineWords {
		return false
	}
	var d dateWords
	for i, w := range strings.Fields(words.Normalize(line)) {
		d.add(i, w)
	}
	switch {
	case d.others > 2:
		return false
	case d.hasLabel, hasNumericDate(line):
		return d.hasLabel || d.others == 0
	case d.months == 0:
		return false
	case d.years > 0 && d.days > 0:
		return true
	}
	return d.others == 0 && d.years+d.days > 0
}

// dateWords counts the words of a line by their role in a date.
type dateWords struct {
	hasLabel                    bool // the first word is "published" or the like
	years, months, days, others int
}

func (d *dateWords) add(i int, word string) {
	number, err := strconv.Atoi(strings.TrimRight(word, "sthndr"))
	switch {
	case i == 0 && wordLists().Has("date label", word):
		d.hasLabel = true
	case err == nil && number >= 1600 && number <= 2199:
		d.years++
	case err == nil && number >= 1 && number <= 31:
		d.days++
	case err == nil, strings.ContainsAny(word, "0123456789"), wordLists().Has("time", word):
	case isMonth(word):
		d.months++
	default:
		d.others++
	}
}

// hasNumericDate reports whether a word of line is three numbers separated by
// "-", "/" or ".", one of them a year of two or four digits.
func hasNumericDate(line string) bool {
	for word := range strings.FieldsSeq(line) {
		word, _, _ = strings.Cut(word, "T")
		word = strings.TrimFunc(word, unicode.IsPunct)
		parts := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
		if len(parts) != 3 || strings.Trim(strings.Join(parts, ""), "0123456789") != "" || len(parts[1]) > 2 {
			continue
		}
		first, last := len(parts[0]), len(parts[2])
		if (first == 4 && last <= 2) || (first <= 2 && (last == 2 || last == 4)) {
			return true
		}
	}
	return false
}

// isMonth reports whether word names a month and is not also a common word in another
// language, such as "out" or "set".
func isMonth(word string) bool { return !wordLists().Has("other", word) && words.Month(word) > 0 }

// IsDateline reports whether text begins with a place, as news reports do:
// "WASHINGTON — ", "KYIV, Ukraine (AP) — ".
func IsDateline(text string) bool {
	head := text[:min(len(text), 60)]
	for _, dash := range [...]string{" — ", " – ", " - "} {
		if place, _, ok := strings.Cut(head, dash); ok {
			first, _, _ := strings.Cut(place, " ")
			first = strings.TrimRight(first, ",")
			return utf8.RuneCountInString(first) >= 3 && strings.ToUpper(first) == first && words.BeginsUpper(first) &&
				words.Count(place, 7) < 7
		}
	}
	return false
}
