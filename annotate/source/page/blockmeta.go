package page

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// completeMeta completes the metadata of the page with what its blocks show.
func (c *classifier) completeMeta() {
	c.findBylineBelow()
	if c.meta.Byline == "" {
		c.meta.Byline = c.info.organization
	}
	switch date := c.shownDate(publication); {
	case c.meta.Published == "":
		c.meta.Published = date
	case isUniversal(c.meta.Published) && isAdjacentDay(date, c.meta.Published):
		c.meta.Published = date // in local time
	}
	for _, changed := range [...]func() string{c.info.modified, func() string { return c.shownDate(change) }} {
		if c.meta.Published == "" {
			c.meta.Published = changed()
		}
	}
}

// findBylineBelow looks for the author in the last lines of the article.
func (c *classifier) findBylineBelow() {
	for i := max(c.last-edge, c.prose+1); i <= c.last; i++ {
		if l := &c.leaves[i]; l.size <= maxLine && furniture.IsByline(l.text) {
			c.setByline(furniture.BylineName(l.text))
		}
	}
}

// A dateKind says what happened on a date.
type dateKind int

const (
	publication dateKind = iota
	change
)

// shownDate returns the first date of a kind in the likeliest part of the page
// that has one: a date line of the article, a byline, the lines above the first
// sentence, a block that the page calls a date, any date line, a notice at the end,
// and for publication the beginning of the first sentence.
func (c *classifier) shownDate(kind dateKind) string {
	const (
		excluded  = hidden | inNav | inAside | namedRelated | namedComments
		headAbove = 4   // number of blocks above the title that may belong to the head of the article
		maxNotice = 300 // in visible characters, of a sentence that says when a page was published
	)
	for _, isLikely := range [...]func(i int, l *leaf) bool{
		func(_ int, l *leaf) bool { return l.Kind == annotate.Date },
		func(_ int, l *leaf) bool { return l.Kind == annotate.Byline },
		func(i int, l *leaf) bool { return i > c.title-headAbove && i < c.prose && l.size <= maxLine },
		func(_ int, l *leaf) bool { return l.hints&namedDate != 0 },
		func(i int, l *leaf) bool { return (!l.isKept() || c.atEdge(i)) && furniture.IsDateLine(l.text) },
		func(i int, l *leaf) bool { return i > c.last-edge && l.size <= maxNotice && isNotice(l.text) },
	} {
		for i := range c.leaves {
			l := &c.leaves[i]
			if l.hints&excluded != 0 || !isLikely(i, l) {
				continue
			}
			text := trimToPublication(l.text)
			if moment, ok := momentIn(text[:min(len(text), maxMoment)], c.info.dateOrder(text)); ok && kindOfDate(text) == kind {
				return moment
			}
		}
	}
	if kind == change {
		return ""
	}
	return c.leadingDate()
}

// leadingDate returns the date that the first or second paragraph of the article
// begins with, or "" if others begin with one too, as in a chronicle.
func (c *classifier) leadingDate() string {
	date, dates, prose := "", 0, 0
	for i := c.first; i <= c.last; i++ {
		l := &c.leaves[i]
		if !l.isKept() || !l.isProse() {
			continue
		}
		prose++
		if d := leadingDate(l.text, c.info.dateOrder("/")); d != "" {
			dates++
			if prose <= 2 {
				date = d
			}
		}
	}
	if dates > 1 {
		return ""
	}
	return date
}

// leadingDate returns the date that a text begins with, as reports do: "(4 March
// 2026) The crews …", "HAVEN, 4 March 2026 – The crews …".
func leadingDate(text string, order dateOrder) string {
	const maxLead = 60 // in bytes, before the first sentence
	head := text[:min(len(text), maxLead)]
	for _, separator := range [...]string{" – ", " — ", " - ", ") ", ": "} {
		if lead, _, ok := strings.Cut(head, separator); ok && isLead(strings.TrimLeft(lead, "(")) {
			date, _ := dateIn(lead, order)
			return date
		}
	}
	return ""
}

// isLead reports whether text is a date, or a place in capitals and a date, and
// not "On 4 March".
func isLead(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	first = strings.TrimRight(first, ",.")
	return furniture.IsDateLine(text) && (strings.ToUpper(first) == first || words.Month(strings.ToLower(first)) > 0)
}
