package page

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// A dateOrder says how to read a date such as 4/5/2026.
type dateOrder int

const (
	dayFirst dateOrder = iota
	monthFirst
)

// maxMoment is the maximum length, in bytes, of a text with a date.
const maxMoment = 120

// momentIn returns the date in text in the form 2006-01-02, or as an RFC 3339
// date-time if text gives the time zone.
func momentIn(text string, order dateOrder) (moment string, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxMoment {
		return "", false
	}
	if moment, ok := parseLayout(text); ok {
		return moment, true
	}
	if t, ok := parseEpoch(text); ok {
		return t.UTC().Format(time.RFC3339), true
	}
	return dateIn(text, order)
}

// parseLayout reads the formats that programs write. Most abbreviations of time zones
// are ambiguous, so that only the date is known.
func parseLayout(text string) (moment string, ok bool) {
	for _, layout := range [...]string{
		time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04-0700",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05-0700", time.RFC1123Z, time.RubyDate,
		"20060102T150405Z0700",
	} {
		if t, err := time.Parse(layout, text); err == nil && isYear(t.Year()) {
			return t.Format(time.RFC3339), true
		}
	}
	for _, layout := range [...]string{time.RFC1123, time.UnixDate, time.ANSIC, "20060102150405", "200601021504"} {
		t, err := time.Parse(layout, text)
		switch zone, _ := t.Zone(); {
		case err != nil || !isYear(t.Year()):
		case strings.Contains(layout, "MST") && (zone == "UTC" || zone == "GMT"):
			return t.Format(time.RFC3339), true
		default:
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

// isYear reports whether a web page may have been published in the year n.
func isYear(n int) bool { return n >= 1980 && n <= 2100 }

// parseEpoch reads seconds or milliseconds since 1970, as scripts write them.
func parseEpoch(text string) (time.Time, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	t := time.Unix(n, 0)
	if len(text) == 13 {
		t = time.UnixMilli(n)
	}
	return t, (len(text) == 10 || len(text) == 13) && isYear(t.Year())
}

func dateIn(text string, order dateOrder) (date string, ok bool) {
	parts := dateParts(text)
	for i := range parts {
		if date, ok := dateAt(parts[i:], order); ok {
			return date, true
		}
	}
	return "", false
}

// A datePart is a number or a word of a text.
type datePart struct {
	number int // -1 for a word
	digits int
	month  int  // the month that the word names, or 0
	after  byte // the byte after it
}

// dateParts returns the numbers in text, in the digits of any script, and its words
// except those that may be inside a date.
func dateParts(text string) []datePart {
	var parts []datePart
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case digitValue(r) >= 0:
			var p datePart
			p, text = cutNumber(text)
			parts = append(parts, p)
			text = trimOrdinal(text)
		case unicode.IsLetter(r):
			n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
			if n < 0 {
				n = len(text)
			}
			parts = appendWord(parts, text[:n])
			text = text[n:]
		default:
			text = text[size:]
		}
	}
	return parts
}

// cutNumber reads the number that text begins with, and returns the text after
// it. A number too long for a date is -1.
func cutNumber(text string) (p datePart, after string) {
	const maxDigits = 14 // 20190428101500
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		digit := digitValue(r)
		if digit < 0 {
			p.after = text[0]
			break
		}
		if p.digits++; p.digits <= maxDigits {
			p.number = p.number*10 + digit
		} else {
			p.number = -1
		}
		text = text[size:]
	}
	return p, text
}

// digitValue returns the value of a decimal digit, or -1.
func digitValue(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r < 0x80 || r > 0xFFFF || !unicode.IsDigit(r):
		return -1
	}
	zero := r // the ten digits of a script are consecutive
	for zero > r-9 && unicode.IsDigit(zero-1) {
		zero--
	}
	return int(r - zero)
}

// appendWord adds a word to parts, unless it may be inside a date.
func appendWord(parts []datePart, word string) []datePart {
	word = strings.ToLower(word)
	if wordLists().Has("in date", word) {
		return parts
	}
	month := words.Month(word)
	if last := len(parts) - 1; month > 0 && last >= 0 && parts[last].month == month {
		return parts // repeated, where months have two names
	}
	return append(parts, datePart{number: -1, month: month})
}

// trimOrdinal returns text without the suffix of "1st" and "2nd", or the character
// after a number in a Chinese, Japanese or Korean date.
func trimOrdinal(text string) string {
	for _, end := range [...]string{"st", "nd", "rd", "th", "er", "º", "ª", "年", "月", "日", "년", "월", "일"} {
		if rest, ok := strings.CutPrefix(text, end); ok {
			return rest
		}
	}
	return text
}

// dateAt returns the date that parts begin with.
func dateAt(parts []datePart, order dateOrder) (date string, ok bool) {
	if p := parts[0]; p.digits == 8 && isYear(p.number/10000) { // 20190428
		return formatDate(p.number/10000, p.number/100%100, p.number%100)
	}
	if len(parts) < 3 {
		return "", false
	}
	a, b, c := parts[0], parts[1], parts[2]
	switch {
	case a.digits == 4 && isYear(a.number) && b.number >= 0 && c.number >= 0 && b.digits <= 2 && c.digits <= 2 &&
		b.after != ':' && (a.after == b.after || a.after >= utf8.RuneSelf): // 2019-04-28
		return formatDate(a.number, b.number, c.number)
	case a.digits == 4 && isYear(a.number) && b.month > 0 && c.isDay(): // 2019 April 28
		return formatDate(a.number, b.month, c.number)
	case a.isDay() && b.month > 0 && isFinalYear(parts[2:]): // 28 April 2019
		return formatDate(c.year(), b.month, a.number)
	case a.month > 0 && b.isDay() && isFinalYear(parts[2:]): // April 28, 2019
		return formatDate(c.year(), a.month, b.number)
	case a.isDay() && b.isDay() && c.isYear() && a.after == b.after && (a.after == '.' || a.after == '/' || a.after == '-'):
		if b.number > 12 || order == monthFirst && a.number <= 12 && a.after != '.' { // 4/28/2019
			return formatDate(c.year(), a.number, b.number)
		}
		return formatDate(c.year(), b.number, a.number)
	}
	return "", false
}

// formatDate returns a date in the form 2006-01-02. ok is false if there is no such
// date.
func formatDate(year, month, day int) (date string, ok bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t.Format(time.DateOnly), month >= 1 && month <= 12 && t.Day() == day && isYear(year)
}

func (p datePart) isDay() bool {
	return p.digits > 0 && p.digits <= 2 && p.number >= 1 && p.number <= 31
}

func (p datePart) isYear() bool { return p.digits == 4 && isYear(p.number) || p.digits == 2 }

// isFinalYear reports whether the first of parts, after a day and a month, is the
// year. A number of two digits may be an hour, unless only an hour follows it.
func isFinalYear(parts []datePart) bool {
	p := parts[0]
	return p.isYear() && (p.digits == 4 || p.after != ':' && p.after != 'h' && (len(parts) == 1 || parts[1].after == ':'))
}

// year returns the year, 2019 for 19.
func (p datePart) year() int {
	switch {
	case p.digits == 4:
		return p.number
	case p.number >= 80:
		return 1900 + p.number
	}
	return 2000 + p.number
}

// dateInAddress returns the date in the path of an address: /2019/04/28/,
// /2019-04-28-…, /20190428/ or /28-04-2019. It ignores ambiguous dates.
func dateInAddress(address string, order dateOrder) (date string, ok bool) {
	_, path, found := strings.Cut(address, "://")
	if !found {
		return "", false
	}
	_, path, _ = strings.Cut(path, "/")
	path, _, _ = strings.Cut(path, "?")
	for i := range path {
		if i > 0 && path[i-1] >= '0' && path[i-1] <= '9' {
			continue
		}
		if date, ok := dateInPath(path[i:], order); ok {
			return date, true
		}
	}
	return "", false
}

// dateInPath returns the date that path begins with.
func dateInPath(path string, order dateOrder) (date string, ok bool) {
	if len(path) < 8 || digitValue(rune(path[0])) < 0 {
		return "", false
	}
	parts := dateParts(path[:min(len(path), 12)])
	a := parts[0]
	switch {
	case a.digits == 8:
		parts = parts[:1]
	case len(parts) < 3 || a.after != parts[1].after || parts[1].digits == 0 || parts[1].digits > 2:
		return "", false
	case a.digits == 4 && parts[2].digits > 0 && parts[2].digits <= 2:
	case a.digits == 2 && a.after == '-' && order == dayFirst && parts[2].digits == 4:
	default:
		return "", false
	}
	return dateAt(parts, dayFirst)
}
