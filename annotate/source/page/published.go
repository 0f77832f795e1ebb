package page

import (
	"strings"
	"time"

	"galley/annotate/source/words"
)

// published returns when the page was published, according to its structured data,
// its head, its address, or its marked-up elements.
func (p *pageInfo) published(base string) string {
	dates := p.declaredDates()
	for _, text := range dates {
		if moment, ok := momentIn(text, p.dateOrder(text)); ok {
			return p.localTime(text, moment, dates, base)
		}
	}
	for _, address := range []string{p.address(), base} {
		if date, ok := dateInAddress(address, p.dateOrder("/")); ok {
			return date
		}
	}
	return p.shownTime()
}

// declaredDates returns the texts that say when the page was published, most
// reliable first.
func (p *pageInfo) declaredDates() []string {
	article := p.objects.article()
	dates := []string{p.objects.text(article, "datePublished"), p.objects.text(article, "dateCreated", "uploadDate")}
	for _, object := range p.objects.all {
		dates = append(dates, p.objects.text(object, "datePublished"))
	}
	for _, name := range wordLists().Words("date tag") {
		dates = append(dates, p.first(name))
	}
	return dates
}

// localTime returns moment, the date in text, in the time zone of the page's readers,
// where the day may differ. If text is in universal time, it looks for another date
// of the page that is the same instant, or else for an adjacent day that the page
// shows or its address contains.
func (p *pageInfo) localTime(text, moment string, dates []string, base string) string {
	if !isUniversal(text) {
		return moment
	}
	var local []string
	for _, other := range dates {
		if m, ok := momentIn(other, dayFirst); ok {
			local = append(local, m)
		}
	}
	for _, t := range p.times {
		local = append(local, t.moment)
	}
	for _, m := range local {
		if isSameInstant(m, moment) && !isUniversal(m) {
			return m
		}
	}
	if t, _ := p.likeliestTime(); isAdjacentDay(t.textDate, moment) {
		return t.textDate
	}
	for _, address := range []string{p.address(), base} {
		if date, ok := dateInAddress(address, dayFirst); ok && isAdjacentDay(date, moment) {
			return date
		}
	}
	return moment
}

// isUniversal reports whether text is a moment in universal time.
func isUniversal(text string) bool {
	_, isEpoch := parseEpoch(text)
	return isEpoch || hasAny(text, strings.HasSuffix, []string{"Z", "+00:00", "+0000", "+00", " GMT", " UTC"})
}

// isSameInstant reports whether two moments have a time and differ by less than a
// minute: pages may leave out the seconds.
func isSameInstant(a, b string) bool {
	x, err := time.Parse(time.RFC3339, a)
	y, err2 := time.Parse(time.RFC3339, b)
	return err == nil && err2 == nil && x.Sub(y).Abs() < time.Minute
}

// isAdjacentDay reports whether a date is the day before or after that of a
// moment.
func isAdjacentDay(date, moment string) bool {
	day := func(moment string) string { return moment[:min(len(moment), len(time.DateOnly))] }
	a, err := time.Parse(time.DateOnly, day(date))
	b, err2 := time.Parse(time.DateOnly, day(moment))
	return err == nil && err2 == nil && a.Sub(b).Abs() == 24*time.Hour
}

// modified returns when the page was last changed, or "".
func (p *pageInfo) modified() string {
	article := p.objects.article()
	for _, text := range []string{
		p.objects.text(article, "dateModified"), p.first("article:modified_time"), p.first("og:updated_time"), p.first("last-modified", "dcterms.modified", "datemodified"),
	} {
		if moment, ok := momentIn(text, p.dateOrder(text)); ok {
			return moment
		}
	}
	return p.changeDate
}

// dateOrder returns the order in which the page writes a date such as that in
// text. In languages that write dots, only foreign software writes slashes.
func (p *pageInfo) dateOrder(text string) dateOrder {
	language, region, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(p.language), "_", "-"), "-")
	switch {
	case language == "" || language == "en":
		if region == "" && !p.isDayFirstCountry() || region == "us" {
			return monthFirst
		}
	case wordLists().Has("dotted", language) && strings.Contains(text, "/") && strings.Contains(text, ":"):
		return monthFirst
	}
	return dayFirst
}

// isDayFirstCountry reports whether the address of the page is in a country that
// writes the day before the month.
func (p *pageInfo) isDayFirstCountry() bool {
	own := newAddresses(p.canonical)
	if own.base == nil {
		own = p.addresses
	}
	if own.base == nil {
		return false
	}
	host := own.base.Hostname()
	return wordLists().Has("day first", host[strings.LastIndexByte(host, '.')+1:])
}

// kindOfDate returns change if a word before the date in text says so, or else
// publication.
func kindOfDate(text string) dateKind {
	for word := range strings.FieldsSeq(words.Normalize(text)) {
		if word[0] >= '0' && word[0] <= '9' {
			break
		}
		if wordLists().Has("change", word) {
			return change
		}
	}
	return publication
}

// isNotice reports whether a text says that something was published, and when.
func isNotice(text string) bool {
	lower := strings.ToLower(text)
	return hasAny(lower, strings.Contains, wordLists().Words("publication")) && strings.ContainsAny(text, "0123456789")
}

// trimToPublication returns text from the first word that marks a date as that of
// publication, or all of text if there is none.
func trimToPublication(text string) string {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return text
	}
	at := len(text)
	for _, label := range wordLists().Words("publication") {
		if i := strings.Index(lower, label); i >= 0 {
			at = min(at, i)
		}
	}
	if _, ok := dateIn(text[at:], monthFirst); ok {
		return text[at:]
	}
	return text
}
