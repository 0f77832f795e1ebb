package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A saidTime is an element of the page that tells a time.
type saidTime struct {
	moment string
	shown  string // the date that its text tells, "" for none
	node   *html.Node
	nth    int // its place among the elements of the page
}

// A timeRank tells how likely a time is that of publication.
type timeRank int

const (
	timeBeside    timeRank = iota // of another article, a comment, the foot of the page
	timeUpdated                   // says that it is of a change
	timePlain                     // says neither
	timePublished                 // says that it is of publication
)

// shownTime is the moment that the most likely element tells, unless that is of
// a change.
func (s *sayings) shownTime() string {
	t, rank := s.likelyTime()
	if rank == timeUpdated {
		s.changed = t.moment
		return ""
	}
	return t.moment
}

// likelyTime is the most likely of the times that elements of the page tell,
// the nearest to the title of those that are as likely, and its rank.
func (s *sayings) likelyTime() (best saidTime, rank timeRank) {
	for _, t := range s.times {
		r := s.rankOf(t)
		if r > rank || r == rank && r > timeBeside && s.fromTitle(t) < s.fromTitle(best) {
			best, rank = t, r
		}
	}
	return best, rank
}

// time reads an element that tells a time, by the attribute that has it for
// machines or else by its text.
func (s *sayings) time(n *html.Node, exact string) {
	if len(s.times) >= mostTimes {
		return
	}
	text := sincePublished(textOf(n))
	shown, _ := dateIn(text[:min(len(text), longestMoment)], s.monthFirst(text))
	moment, ok := momentIn(exact, s.monthFirst(exact))
	if !ok {
		if moment, ok = momentIn(text, s.monthFirst(text)); !ok {
			return
		}
	}
	s.times = append(s.times, saidTime{moment: moment, shown: shown, node: n, nth: s.nth})
}

// mostTimes bounds how many times of a page are kept.
const mostTimes = 100

// rankOf tells how likely a time is that of publication.
func (s *sayings) rankOf(t saidTime) timeRank {
	itemprop := attribute(t.node, "itemprop")
	names := strings.ToLower(attribute(t.node, "class") + " " + attribute(t.node.Parent, "class"))
	contains := func(name string) bool { return strings.Contains(names, name) }
	switch {
	case s.isBeside(t.node):
		return timeBeside
	case strings.Contains(itemprop, "datePublished"), hasAttribute(t.node, "pubdate"),
		slices.ContainsFunc([]string{"publish", "pubdate", "entry-date", "post-date", "postdate", "article-date", "article__date"}, contains):
		return timePublished
	case strings.Contains(itemprop, "dateModified"), contains("update"), contains("modified"), isOfChange(sincePublished(textOf(t.node))):
		return timeUpdated
	}
	return timePlain
}

// isBeside reports whether an element stands in a part of the page that is not
// the article. What holds the title too is none, and an <aside> of a line may
// well be the head of the article.
func (s *sayings) isBeside(n *html.Node) bool {
	holders := map[*html.Node]bool{}
	for h := s.titleNode; h != nil; h = h.Parent {
		holders[h] = true
	}
	for ; n != nil && !holders[n]; n = n.Parent {
		if h := elementHints(n); h&(inNav|inFooter) != 0 || h&inAside != 0 && sizeUpTo(n, largestLine) == largestLine || nameHints(n)&(namedComments|namedRelated) != 0 || strings.Contains(attribute(n, "class"), "widget") {
			return true
		}
	}
	return false
}

// fromTitle is how many elements lie between a time and the heading that is the
// title.
func (s *sayings) fromTitle(t saidTime) int { return max(t.nth-s.titleNth, s.titleNth-t.nth) }
