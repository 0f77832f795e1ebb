package page

import (
	"strings"

	"golang.org/x/net/html"
)

type timeElement struct {
	moment   string
	textDate string // the date in its text, or ""
	node     *html.Node
	index    int // among the elements of the page, from 1
}

// A timeRank says how likely a time element is to show when the page was published.
type timeRank int

const (
	timeOutside   timeRank = iota // in another article, a comment, the footer
	timeUpdated                   // marked as the time of a change
	timePlain                     // not marked
	timePublished                 // marked as the time of publication
)

// maxTimes is the maximum number of time elements of a page that are kept.
const maxTimes = 100

// addTime records an element that shows a time: the one in datetime, its
// machine-readable value, or else the one in its text.
func (p *pageInfo) addTime(n *html.Node, datetime string) {
	if len(p.times) >= maxTimes {
		return
	}
	text := trimToPublication(textOf(n))
	textDate, _ := dateIn(text[:min(len(text), maxMoment)], p.dateOrder(text))
	moment, ok := momentIn(datetime, p.dateOrder(datetime))
	if !ok {
		moment, ok = momentIn(text, p.dateOrder(text))
	}
	if ok {
		p.times = append(p.times, timeElement{moment: moment, textDate: textDate, node: n, index: p.elements})
	}
}

// shownTime returns the moment of the likeliest time element. If that is the time of
// a change, shownTime stores it in p.changeDate and returns "".
func (p *pageInfo) shownTime() string {
	t, rank := p.likeliestTime()
	if rank == timeUpdated {
		p.changeDate = t.moment
		return ""
	}
	return t.moment
}

// likeliestTime returns the time element with the highest rank, and of several the
// one nearest to the title.
func (p *pageInfo) likeliestTime() (best timeElement, rank timeRank) {
	distance := func(t timeElement) int { return max(t.index-p.titleIndex, p.titleIndex-t.index) }
	for _, t := range p.times {
		r := p.rank(t)
		if r > rank || r == rank && r > timeOutside && distance(t) < distance(best) {
			best, rank = t, r
		}
	}
	return best, rank
}

func (p *pageInfo) rank(t timeElement) timeRank {
	itemprop := attribute(t.node, "itemprop")
	names := strings.ToLower(attribute(t.node, "class") + " " + attribute(t.node.Parent, "class"))
	switch {
	case p.isOutside(t.node):
		return timeOutside
	case strings.Contains(itemprop, "datePublished"), hasAttribute(t.node, "pubdate"),
		hasAny(names, strings.Contains, []string{"publish", "pubdate", "entry-date", "post-date", "postdate", "article-date", "article__date"}):
		return timePublished
	case strings.Contains(itemprop, "dateModified"), hasAny(names, strings.Contains, []string{"update", "modified"}), kindOfDate(trimToPublication(textOf(t.node))) == change:
		return timeUpdated
	}
	return timePlain
}

// isOutside reports whether an element is in a part of the page that is not the
// article. An element that contains the title is part of it, and a short
// <aside> may be.
func (p *pageInfo) isOutside(n *html.Node) bool {
	ancestors := map[*html.Node]bool{}
	for h := p.titleNode; h != nil; h = h.Parent {
		ancestors[h] = true
	}
	for ; n != nil && !ancestors[n]; n = n.Parent {
		h := elementHints(n)
		if h&(inNav|inFooter) != 0 || h&inAside != 0 && textSize(n, maxLine) == maxLine ||
			nameHints(n)&(namedComments|namedRelated) != 0 || strings.Contains(attribute(n, "class"), "widget") {
			return true
		}
	}
	return false
}
