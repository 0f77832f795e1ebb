package page

import (
	"slices"
	"strings"
	"time"

	"galley/annotate/source/words"
)

// dateTags are the names of the <meta> that say when a page was published.
func dateTags() []string {
	return []string{
		"article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
		"og:pubdate", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published", "published-date",
		"parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date",
		"citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "weibo:article:create_at", "bt:pubdate",
		"ptime", "article.published", "article.created", "date", "release_date", "datecreated", "article_date_original",
	}
}

// published is when the page says that it was published, by its scripts, its
// head, its address, or its marked elements.
func (s *sayings) published(base string) string {
	said := s.saidDates()
	for _, text := range said {
		if moment, ok := momentIn(text, s.monthFirst(text)); ok {
			return s.local(text, moment, said, base)
		}
	}
	for _, address := range []string{s.address(), base} {
		if date, ok := dateInAddress(address, s.monthFirst("/")); ok {
			return date
		}
	}
	return s.shownTime()
}

// saidDates are the texts that say when the page was published, the surest
// first.
func (s *sayings) saidDates() []string {
	article := s.things.article()
	said := []string{s.things.text(article, "datePublished"), s.things.text(article, "dateCreated", "uploadDate")}
	for _, object := range s.things.all {
		said = append(said, s.things.text(object, "datePublished"))
	}
	for _, name := range dateTags() {
		said = append(said, s.first(name))
	}
	return said
}

// local is a moment that text tells in universal time as the readers of the
// page have it: the day may be another one there. It is what another saying
// calls the same instant, else the day before or after if the address or what
// the page shows says so.
func (s *sayings) local(text, moment string, said []string, base string) string {
	if !isUniversal(text) {
		return moment
	}
	instant, err := time.Parse(time.RFC3339, moment)
	for _, other := range said {
		if m, ok := momentIn(other, false); ok && err == nil && isSameInstant(m, instant) && !isUniversal(m) {
			return m
		}
	}
	for _, t := range s.times {
		if err == nil && isSameInstant(t.moment, instant) && !isUniversal(t.moment) {
			return t.moment
		}
	}
	if t, _ := s.likelyTime(); isNextDay(t.shown, moment) {
		return t.shown
	}
	for _, address := range []string{s.address(), base} {
		if date, ok := dateInAddress(address, false); ok && isNextDay(date, moment) {
			return date
		}
	}
	return moment
}

// isUniversal reports whether text is a moment without the zone of its page.
func isUniversal(text string) bool {
	for _, end := range [...]string{"Z", "+00:00", "+0000", "+00", " GMT", " UTC"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	_, isEpoch := fromEpoch(text)
	return isEpoch
}

// isSameInstant reports whether moment is a date-time at that instant, give or
// take the seconds that pages leave out.
func isSameInstant(moment string, instant time.Time) bool {
	t, err := time.Parse(time.RFC3339, moment)
	return err == nil && t.Sub(instant).Abs() < time.Minute
}

// isNextDay reports whether date is of the day before or after that of a moment.
func isNextDay(date, moment string) bool {
	a, err := time.Parse(time.DateOnly, day(date))
	b, err2 := time.Parse(time.DateOnly, day(moment))
	return err == nil && err2 == nil && a.Sub(b).Abs() == 24*time.Hour
}

// day is the date of a moment.
func day(moment string) string { return moment[:min(len(moment), len(time.DateOnly))] }

// modified is when the page was changed last, for those that say nothing
// else.
func (s *sayings) modified() string {
	article := s.things.article()
	for _, text := range []string{
		s.things.text(article, "dateModified"), s.first("article:modified_time"), s.first("og:updated_time"), s.first("last-modified", "dcterms.modified", "datemodified"),
	} {
		if moment, ok := momentIn(text, s.monthFirst(text)); ok {
			return moment
		}
	}
	return s.changed
}

// monthFirst reports whether the fourth of May is 5/4 where the page writes a
// date as text does. Where dates are written with dots, only a program of
// another country writes strokes.
func (s *sayings) monthFirst(text string) bool {
	language, region, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(s.language), "_", "-"), "-")
	switch language {
	case "", "en":
		return region == "" && !s.isAbroad() || region == "us"
	case "de", "pl", "cs", "sk", "ru", "uk", "fi", "nb", "no", "da", "hu", "et", "lv", "lt", "bg", "sr", "hr", "sl":
		return strings.Contains(text, "/") && strings.Contains(text, ":")
	}
	return false
}

// isAbroad reports whether the address of the page is of a country that writes
// the day before the month.
func (s *sayings) isAbroad() bool {
	own := addressesFrom(s.canonical)
	if own.base == nil {
		own = s.addresses
	}
	if own.base == nil {
		return false
	}
	host := own.base.Hostname()
	switch host[strings.LastIndexByte(host, '.')+1:] {
	case "uk", "ie", "au", "nz", "in", "za", "pk", "ng", "ke", "gh", "sg", "my", "lk", "bd", "mt", "de", "fr", "es", "it", "nl", "pt", "br", "ch", "at", "ru", "ua", "tr", "gr":
		return true
	}
	return false
}

// isOfChange reports whether a text that tells a date says before it that it is
// of a change.
func isOfChange(text string) bool {
	for word := range strings.FieldsSeq(words.Normalize(text)) {
		if word[0] >= '0' && word[0] <= '9' {
			return false
		}
		switch word {
		case "updated", "update", "modified", "edited", "aktualisiert", "stand", "geändert", "jour", "modifié", "actualizado", "actualizada",
			"modificado", "atualizado", "atualizada", "aggiornato", "aggiornamento", "bijgewerkt", "oppdatert", "opdateret", "uppdaterad",
			"aktualizacja", "aktualizováno", "обновлено", "оновлено", "güncelleme", "güncellenme":
			return true
		}
	}
	return false
}

// publishLabels are words that say in lower case that a date is of publication.
func publishLabels() []string {
	return []string{
		"published", "posted", "veröffentlicht", "gepostet", "publié", "publicado", "publicada", "pubblicato", "gepubliceerd", "geplaatst", "opublikowano",
	}
}

// isNotice reports whether a text says that something was published, and when.
func isNotice(text string) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc(publishLabels(), func(label string) bool { return strings.Contains(lower, label) }) && strings.ContainsAny(text, "0123456789")
}

// sincePublished is text from the word on that says that what follows is of
// publication, all of it without such a word.
func sincePublished(text string) string {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return text
	}
	at := len(text)
	for _, label := range publishLabels() {
		if i := strings.Index(lower, label); i >= 0 {
			at = min(at, i)
		}
	}
	if at < len(text) {
		if _, ok := dateIn(text[at:], true); ok {
			return text[at:]
		}
	}
	return text
}
