package page

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// Years between which pages of the web were published.
const (
	firstYear = 1980
	lastYear  = 2100
)

// longestMoment is the length in bytes beyond which no text tells a date.
const longestMoment = 120

// momentIn reads when something was published: an RFC 3339 date-time if text
// tells the zone, else the date in the form 2006-01-02. monthFirst says how to
// read 4/5/2019. ok is false if text tells no date.
func momentIn(text string, monthFirst bool) (moment string, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longestMoment {
		return "", false
	}
	if moment, ok := fromLayout(text); ok {
		return moment, true
	}
	if t, ok := fromEpoch(text); ok {
		return t.UTC().Format(time.RFC3339), true
	}
	return dateIn(text, monthFirst)
}

// fromLayout reads what programs write. The short names of most time zones stand
// for several, so that they tell the date alone.
func fromLayout(text string) (moment string, ok bool) {
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

func isYear(n int) bool { return n >= firstYear && n <= lastYear }

// fromEpoch reads seconds or milliseconds since 1970, as scripts write them.
func fromEpoch(text string) (time.Time, bool) {
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

// dateIn reads the first date in text.
func dateIn(text string, monthFirst bool) (date string, ok bool) {
	parts := dateParts(text)
	for i := range parts {
		if y, m, d, ok := dateAt(parts[i:], monthFirst); ok {
			if t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC); t.Day() == d && isYear(y) {
				return t.Format(time.DateOnly), true
			}
		}
	}
	return "", false
}

// A datePart is a number or a word of a text.
type datePart struct {
	number int // -1 for a word
	digits int
	month  int  // that the word names, 0 for none
	after  byte // sign right after it
}

// dateParts are the numbers of text, in the digits of any script, and the words
// that name months; other words count as one that names none.
func dateParts(text string) []datePart {
	var parts []datePart
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case digitOf(r) >= 0:
			var p datePart
			p, text = cutNumber(text)
			parts = append(parts, p)
			text = withoutOrdinal(text)
		case unicode.IsLetter(r):
			n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
			if n < 0 {
				n = len(text)
			}
			parts = addWord(parts, text[:n])
			text = text[n:]
		default:
			text = text[size:]
		}
	}
	return parts
}

// cutNumber reads the number that text begins with, and returns what follows
// it. One that is too long to be a part of a date is -1.
func cutNumber(text string) (datePart, string) {
	var p datePart
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		digit := digitOf(r)
		if digit < 0 {
			p.after = text[0]
			break
		}
		if p.digits++; p.digits <= longestNumber {
			p.number = p.number*10 + digit
		} else {
			p.number = -1
		}
		text = text[size:]
	}
	return p, text
}

// longestNumber is how many digits a date has at most: 20190428101500.
const longestNumber = 14

// digitOf is the value of a decimal digit, -1 for other characters.
func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r < 0x80 || r > 0xFFFF || !unicode.IsDigit(r):
		return -1
	}
	// The digits of a script stand in a row that begins with nought.
	nought := r
	for nought > r-9 && unicode.IsDigit(nought-1) {
		nought--
	}
	return int(r - nought)
}

// addWord adds a word to parts, unless it may stand within a date.
func addWord(parts []datePart, word string) []datePart {
	word = strings.ToLower(word)
	switch word {
	case "de", "del", "of", "the", "e", "le", "den", "di", "年", "月", "日", "일", "년", "월":
		return parts
	}
	month := words.Month(word)
	if last := len(parts) - 1; month > 0 && last >= 0 && parts[last].month == month {
		return parts // said twice, as where months have two names
	}
	return append(parts, datePart{number: -1, month: month})
}

// withoutOrdinal cuts the end of "1st" and "2nd", and what joins the numbers
// of Chinese dates.
func withoutOrdinal(text string) string {
	for _, end := range [...]string{"st", "nd", "rd", "th", "er", "º", "ª", "年", "月", "日", "년", "월", "일"} {
		if rest, ok := strings.CutPrefix(text, end); ok {
			return rest
		}
	}
	return text
}

// dateAt reads the date that parts begin with.
func dateAt(parts []datePart, monthFirst bool) (year, month, day int, ok bool) {
	if p := parts[0]; p.digits == 8 && isYear(p.number/10000) { // 20190428
		return p.number / 10000, p.number / 100 % 100, p.number % 100, isMonthDay(p.number/100%100, p.number%100)
	}
	if len(parts) < 3 {
		return 0, 0, 0, false
	}
	a, b, c := parts[0], parts[1], parts[2]
	switch {
	case a.digits == 4 && isYear(a.number) && b.number >= 0 && c.number >= 0 && b.digits <= 2 && c.digits <= 2 &&
		b.after != ':' && (a.after == b.after || a.after >= utf8.RuneSelf): // 2019-04-28
		return a.number, b.number, c.number, isMonthDay(b.number, c.number)
	case a.digits == 4 && isYear(a.number) && b.month > 0 && c.isDay(): // 2019 April 28
		return a.number, b.month, c.number, true
	case a.isDay() && b.month > 0 && endsYear(parts[2:]): // 28 April 2019
		return c.fullYear(), b.month, a.number, true
	case a.month > 0 && b.isDay() && endsYear(parts[2:]): // April 28, 2019
		return c.fullYear(), a.month, b.number, true
	case a.isDay() && b.isDay() && c.isYear() && a.after == b.after && (a.after == '.' || a.after == '/' || a.after == '-'):
		if b.number > 12 || monthFirst && a.number <= 12 && a.after != '.' { // 4/28/2019
			return c.fullYear(), a.number, b.number, isMonthDay(a.number, b.number)
		}
		return c.fullYear(), b.number, a.number, isMonthDay(b.number, a.number)
	}
	return 0, 0, 0, false
}

func isMonthDay(month, day int) bool { return month >= 1 && month <= 12 && day >= 1 && day <= 31 }

func (p datePart) isDay() bool {
	return p.digits > 0 && p.digits <= 2 && p.number >= 1 && p.number <= 31
}

func (p datePart) isYear() bool { return p.digits == 4 && isYear(p.number) || p.digits == 2 }

// endsYear reports whether the first of parts, after a day and a month, is the
// year. One of two digits may as well be an hour, unless nothing follows it but
// the hour.
func endsYear(parts []datePart) bool {
	p := parts[0]
	return p.isYear() && (p.digits == 4 || p.after != ':' && p.after != 'h' && (len(parts) == 1 || parts[1].after == ':'))
}

// fullYear is the year, also of 19 for 2019.
func (p datePart) fullYear() int {
	switch {
	case p.digits == 4:
		return p.number
	case p.number >= 80:
		return 1900 + p.number
	}
	return 2000 + p.number
}

// dateInAddress reads a date from the path of an address: /2019/04/28/ or
// /2019-04-28-… or /20190428/, or with the day first: /28-04-2019. One that
// may as well be of another day is left.
func dateInAddress(address string, monthFirst bool) (date string, ok bool) {
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
		if date, ok := dateOfPath(path[i:], monthFirst); ok {
			return date, true
		}
	}
	return "", false
}

// dateOfPath reads the date that path begins with.
func dateOfPath(path string, monthFirst bool) (string, bool) {
	if len(path) < 8 || digitOf(rune(path[0])) < 0 {
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
	case a.digits == 2 && a.after == '-' && !monthFirst && parts[2].digits == 4:
	default:
		return "", false
	}
	y, m, d, ok := dateAt(parts, false)
	if t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC); ok && t.Day() == d && isYear(y) {
		return t.Format(time.DateOnly), true
	}
	return "", false
}
