package page

import (
	"strconv"
	"strings"
	"time"
	"unicode"
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
	for _, layout := range [...]string{
		time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04-0700",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05-0700", time.RFC1123, time.RFC1123Z,
	} {
		if t, err := time.Parse(layout, text); err == nil && isYear(t.Year()) {
			return t.Format(time.RFC3339), true
		}
	}
	if t, ok := fromEpoch(text); ok {
		return t.UTC().Format(time.RFC3339), true
	}
	return dateIn(text, monthFirst)
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

// dateParts are the numbers of text and the words that name months; other words
// count as one that names none.
func dateParts(text string) []datePart {
	var parts []datePart
	for len(text) > 0 {
		r, size := rune(text[0]), 1
		if r >= 0x80 {
			for _, r = range text {
				break
			}
			size = len(string(r))
		}
		switch {
		case r >= '0' && r <= '9':
			n := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
			if n < 0 {
				n = len(text)
			}
			number, err := strconv.Atoi(text[:n])
			if err != nil {
				number = -1
			}
			p := datePart{number: number, digits: n}
			text = text[n:]
			if text != "" {
				p.after = text[0]
			}
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
			text = text[min(size, len(text)):]
		}
	}
	return parts
}

// addWord adds a word to parts, unless it may stand within a date.
func addWord(parts []datePart, word string) []datePart {
	word = strings.ToLower(word)
	switch word {
	case "de", "del", "of", "the", "e", "le", "den", "di", "年", "月", "日", "일", "년", "월":
		return parts
	}
	return append(parts, datePart{number: -1, month: monthNamed(word)})
}

// withoutOrdinal cuts the end of "1st" and "2nd", and what joins the numbers
// of Chinese dates.
func withoutOrdinal(text string) string {
	for _, end := range [...]string{"st", "nd", "rd", "th", "er", "º", "ª", "年", "月", "日"} {
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
	case a.digits == 4 && isYear(a.number) && b.number >= 0 && c.number >= 0 && b.digits <= 2 && c.digits <= 2: // 2019-04-28
		return a.number, b.number, c.number, isMonthDay(b.number, c.number)
	case a.digits == 4 && isYear(a.number) && b.month > 0 && c.isDay(): // 2019 April 28
		return a.number, b.month, c.number, true
	case a.isDay() && b.month > 0 && c.isYear(): // 28 April 2019
		return c.fullYear(), b.month, a.number, true
	case a.month > 0 && b.isDay() && c.isYear(): // April 28, 2019
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

// monthNamed is the number of the month that a word in lower case names, in
// full or cut as newspapers do, in English, German, French, Spanish, Italian,
// Portuguese, Dutch, Danish, Norwegian, Swedish, Polish, Czech or Russian; 0
// for none.
func monthNamed(word string) int {
	switch word {
	case "january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari", "stycznia", "ledna", "января":
		return 1
	case "february", "feb", "februar", "febr", "février", "fevrier", "févr", "fév", "febrero", "febbraio", "fevereiro", "fev", "februari", "lutego", "února", "февраля":
		return 2
	case "march", "mar", "märz", "mär", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt", "marts", "marca", "března", "марта":
		return 3
	case "april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "dubna", "апреля":
		return 4
	case "may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "maja", "května", "мая":
		return 5
	case "june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "czerwca", "června", "июня":
		return 6
	case "july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipca", "července", "июля":
		return 7
	case "august", "aug", "août", "aout", "agosto", "ago", "agos", "augustus", "augusti", "sierpnia", "srpna", "августа":
		return 8
	case "september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "set", "setembro", "września", "září", "сентября":
		return 9
	case "october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "października", "října", "октября":
		return 10
	case "november", "nov", "novembre", "noviembre", "novembro", "listopada", "listopadu", "ноября":
		return 11
	case "december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dicembre", "dezembro", "desember", "grudnia", "prosince", "декабря":
		return 12
	}
	return 0
}

// dateInAddress reads a date from the path of an address: /2019/04/28/ or
// /2019-04-28-… or /20190428/.
func dateInAddress(address string) (date string, ok bool) {
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
		if date, ok := dateOfPath(path[i:]); ok {
			return date, true
		}
	}
	return "", false
}

// dateOfPath reads the date that path begins with.
func dateOfPath(path string) (string, bool) {
	if len(path) < 8 || path[0] != '1' && path[0] != '2' {
		return "", false
	}
	digits := strings.IndexFunc(path, func(r rune) bool { return r < '0' || r > '9' })
	if digits == 4 || digits == 8 || digits < 0 && len(path) == 8 {
		head := path[:min(len(path), 12)]
		parts := dateParts(head)
		if len(parts) == 0 || parts[0].digits == 4 && (len(parts) < 3 || parts[0].after != parts[1].after || parts[1].number < 0 || parts[2].number < 0 || parts[1].digits > 2) {
			return "", false
		}
		if y, m, d, ok := dateAt(parts, false); ok && isMonthDay(m, d) {
			return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), true
		}
	}
	return "", false
}
