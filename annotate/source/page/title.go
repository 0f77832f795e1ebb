package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// titleFrom chooses the title: the one that the page declares, without the name of the
// site, or a heading of the page that says the same.
func (p *pageInfo) titleFrom(headings []string, site string) string {
	var declared []string
	for _, text := range []string{
		p.objects.text(p.objects.article(), "headline"), p.objects.text(p.objects.article(), "name"), p.first("og:title"), p.first("twitter:title"),
		p.first("parsely-title", "sailthru.title", "dc.title", "dcterms.title", "citation_title", "title", "headline"), p.title,
	} {
		if text != "" {
			declared = append(declared, text)
		}
	}
	for _, text := range declared {
		for _, heading := range headings {
			if isTitleOf(heading, text) && !isSiteName(heading, site) {
				return heading
			}
		}
	}
	switch {
	case len(declared) == 1:
		return trimWindowTitle(declared[0], site)
	case len(declared) > 1:
		return trimSite(declared[0], site)
	case len(headings) == 1:
		return headings[0]
	}
	return ""
}

// isTitleOf reports whether a heading says the same as text, or as the part of text next
// to the name of the site, or continues text that is cut off.
func isTitleOf(heading, text string) bool {
	h, t := words.Normalize(heading), words.Normalize(text)
	switch {
	case h == "" || t == "":
		return false
	case h == t:
		return true
	case len(h) >= minPart && strings.Contains(" "+t+" ", " "+h+" ") && 2*len(h) >= len(t):
		return true
	}
	parts := titleParts(text)
	if len(h) < minPart { // it may also be the name of the site
		return len(parts) > 1 && parts[1].separator != ':' && words.Normalize(parts[0].text) == h
	}
	if slices.ContainsFunc(parts, func(p titlePart) bool { return words.Normalize(p.text) == h }) {
		return true
	}
	cut := words.Normalize(strings.TrimRight(text, ".… "))
	return len(cut) >= minPart && strings.HasPrefix(h, cut) && 2*len(cut) >= len(h)
}

// minPart is the minimum length, in bytes, of a heading that counts as a part of a
// title.
const minPart = 12

// trimSite returns a title without the name of its site at either end.
func trimSite(title, site string) string {
	parts := titleParts(title)
	if len(parts) < 2 {
		return title
	}
	last := parts[len(parts)-1]
	switch {
	case isSiteName(last.text, site):
		return trimSite(strings.TrimSpace(title[:last.sep]), site)
	case isSiteName(parts[0].text, site):
		return strings.TrimSpace(title[parts[1].start:])
	}
	return title
}

// trimWindowTitle is trimSite for the title of a browser window, which nearly always
// ends with the name of the site.
func trimWindowTitle(title, site string) string {
	parts := titleParts(title)
	last := parts[len(parts)-1]
	if len(parts) > 1 && last.separator != ':' && words.Count(last.text, 5) < 5 && 2*len(last.text) < len(title) && words.Count(title[:last.start], 3) >= 3 {
		title = strings.TrimSpace(title[:last.sep])
	}
	return trimSite(title, site)
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

// A titlePart is a part of a title between separators.
type titlePart struct {
	text       string
	sep, start int  // offsets of the separator before it, and of the text
	separator  rune // before it
}

// titleParts splits a title at the separators between spaces that the name of a site
// may follow or precede.
func titleParts(title string) []titlePart {
	const separators = "|-–—:·»«•/"
	parts := []titlePart{{text: title}}
	before := ' '
	for i, r := range title {
		after, _ := utf8.DecodeRuneInString(title[i+utf8.RuneLen(r):])
		spaced := unicode.IsSpace(before) || r == ':'
		if i > 0 && strings.ContainsRune(separators, r) && spaced && unicode.IsSpace(after) {
			last := &parts[len(parts)-1]
			last.text = strings.TrimSpace(title[last.start:i])
			start := i + utf8.RuneLen(r)
			parts = append(parts, titlePart{strings.TrimSpace(title[start:]), i, start, r})
		}
		before = r
	}
	return parts
}
