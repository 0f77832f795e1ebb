package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// titleFrom chooses the title: what the page calls its headline, without the
// name of the site, as the page's own heading writes it where it has one.
func (s *sayings) titleFrom(headings []string, site string) string {
	var said []string
	for _, text := range []string{
		s.things.text(s.things.article(), "headline"), s.things.text(s.things.article(), "name"), s.first("og:title"), s.first("twitter:title"),
		s.first("parsely-title", "sailthru.title", "dc.title", "dcterms.title", "citation_title", "title", "headline"), s.title,
	} {
		if text != "" {
			said = append(said, text)
		}
	}
	for _, text := range said {
		for _, heading := range headings {
			if isTitleOf(heading, text) && !isSiteName(heading, site) {
				return heading
			}
		}
	}
	if len(said) == 0 {
		if len(headings) == 1 {
			return headings[0]
		}
		return ""
	}
	return withoutSite(said[0], site, len(said) == 1)
}

// isTitleOf reports whether a heading is what text says, whole or before or
// after the name of the site, or cut short.
func isTitleOf(heading, text string) bool {
	h, t := words.Normalize(heading), words.Normalize(text)
	switch {
	case h == "" || t == "":
		return false
	case h == t:
		return true
	case len(h) >= shortestShared && strings.Contains(" "+t+" ", " "+h+" ") && 2*len(h) >= len(t):
		return true
	}
	parts := titleParts(text)
	if len(h) < shortestShared { // as likely the name of the site
		return len(parts) > 1 && parts[1].sign != ':' && words.Normalize(parts[0].text) == h
	}
	if slices.ContainsFunc(parts, func(p titlePart) bool { return words.Normalize(p.text) == h }) {
		return true
	}
	cut := words.Normalize(strings.TrimRight(text, ".… "))
	return len(cut) >= shortestShared && strings.HasPrefix(h, cut) && 2*len(cut) >= len(h)
}

// shortestShared is how long a heading must be, in bytes, to count as a part of
// a title.
const shortestShared = 12

// titleSigns part a title from the name of a site.
const titleSigns = "|-–—:·»«•/"

// withoutSite is a title without the name of its site before or after it. alone
// says that it is the title of the browser's window, which nearly always has
// such a name.
func withoutSite(title, site string, alone bool) string {
	parts := titleParts(title)
	if len(parts) < 2 {
		return title
	}
	last, first := parts[len(parts)-1], parts[0]
	switch {
	case isSiteName(last.text, site), alone && last.sign != ':' && words.Count(last.text, 5) < 5 && 2*len(last.text) < len(title) && words.Count(title[:last.start], 3) >= 3:
		return withoutSite(strings.TrimSpace(title[:last.sep]), site, false)
	case isSiteName(first.text, site):
		return strings.TrimSpace(title[parts[1].start:])
	}
	return title
}

// isSiteName reports whether part of a title is the name of the site.
func isSiteName(part, site string) bool {
	p, s := words.Normalize(part), words.Normalize(site)
	if p == "" || s == "" {
		return false
	}
	squeeze := strings.NewReplacer(" ", "", "the ", "")
	return p == s || squeeze.Replace(p+" ") == squeeze.Replace(s+" ") || strings.HasPrefix(s+" ", p+" ") || strings.HasPrefix(p+" ", s+" ") && len(p) < 2*len(s)+8
}

// A titlePart is a piece of a title between signs.
type titlePart struct {
	text       string
	sep, start int  // offsets of the sign before it, and of the text
	sign       rune // before it
}

// titleParts cuts a title at the signs that stand between blanks.
func titleParts(title string) []titlePart {
	parts := []titlePart{{text: title}}
	before := ' '
	for i, r := range title {
		after, _ := utf8.DecodeRuneInString(title[i+utf8.RuneLen(r):])
		spaced := unicode.IsSpace(before) || r == ':'
		if i > 0 && strings.ContainsRune(titleSigns, r) && spaced && unicode.IsSpace(after) {
			last := &parts[len(parts)-1]
			last.text = strings.TrimSpace(title[last.start:i])
			start := i + utf8.RuneLen(r)
			parts = append(parts, titlePart{strings.TrimSpace(title[start:]), i, start, r})
		}
		before = r
	}
	return parts
}
