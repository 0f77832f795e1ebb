package page

import (
	"cmp"
	"strings"

	"galley/annotate"
	"galley/annotate/source/words"
)

// first returns the first content of the first tag in names that the page has, or "".
func (p *pageInfo) first(names ...string) string {
	for _, name := range names {
		if values := p.tags[name]; len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// meta returns the metadata of the page, except for what only its blocks show.
func (p *pageInfo) meta(base string) annotate.Meta {
	site := p.site()
	return annotate.Meta{Site: site, Language: p.languageTag(), Published: p.published(base), Byline: p.byline(site, base)}
}

func (p *pageInfo) site() string {
	for _, name := range []string{
		p.first("og:site_name"), p.objects.text(p.objects.article(), "publisher"),
		p.first("application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_journal_title", "al:iphone:app_name"),
	} {
		if name != "" && !strings.Contains(name, "://") {
			return trimSlogan(name)
		}
	}
	return ""
}

// trimSlogan returns the name of a site without a slogan after it.
func trimSlogan(name string) string {
	for _, separator := range [...]string{" | ", " - ", " – ", " — "} {
		if first, _, ok := strings.Cut(name, separator); ok && len(first) > 2 {
			return first
		}
	}
	return name
}

// decks returns the descriptions of the page, which a deck may repeat.
func (p *pageInfo) decks() []string {
	var all []string
	for _, text := range []string{
		p.objects.text(p.objects.article(), "description", "alternativeHeadline"),
		p.first("og:description"), p.first("description"), p.first("twitter:description"), p.first("dc.description"), p.first("sailthru.description"),
	} {
		if text != "" {
			all = append(all, text)
		}
	}
	return all
}

// languageTag returns the language as a BCP 47 tag, or "".
func (p *pageInfo) languageTag() string {
	for _, name := range []string{
		p.language, p.first("content-language", "language", "dc.language"), p.objects.text(p.objects.article(), "inLanguage"), p.first("og:locale"),
	} {
		name = strings.ReplaceAll(strings.TrimSpace(name), "_", "-")
		if isLanguageTag(name) {
			return name
		}
	}
	return ""
}

func isLanguageTag(name string) bool {
	first, _, _ := strings.Cut(name, "-")
	return len(first) >= 2 && len(first) <= 3 && len(name) <= 35 && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// address returns the address that the page gives as its own, or "".
func (p *pageInfo) address() string {
	return cmp.Or(p.canonical, p.addresses.resolve(p.first("og:url")))
}

// byline returns the authors of the page, or "". A byline that only names the site or
// an organization is stored in p.organization instead.
func (p *pageInfo) byline(site, base string) string {
	article := p.objects.article()
	people, organizations := p.objects.people(article["author"])
	p.organization = joinNames(organizations)
	sources := [][]string{people, p.objects.names(article["creator"], 0)}
	for _, name := range wordLists().Words("author tag") {
		if name != "twitter:data1" || strings.EqualFold(p.first("twitter:label1"), "written by") {
			sources = append(sources, p.tags[name])
		}
	}
	sources = append(sources, p.nearest(p.authors))
	sources = append(sources, p.nearest(p.classAuthors))
	for _, author := range p.classAuthors {
		if !p.isInOther(author.node) {
			sources = append(sources, []string{author.text})
		}
	}
	for _, names := range sources {
		switch byline := trimSiteName(joinNames(names), site); {
		case byline == "":
		case !isSite(byline, site) && !isSite(byline, p.domain(base)) && !isOrganization(byline):
			return byline
		case p.organization == "":
			p.organization = byline
		}
	}
	return ""
}

// domain returns the name of the website in its address: "quay" for
// https://www.quay.example/.
func (p *pageInfo) domain(base string) string {
	for _, address := range []string{p.canonical, p.first("og:url"), base} {
		if own := newAddresses(address); own.base != nil {
			labels := strings.Split(own.base.Hostname(), ".")
			if len(labels) >= 2 {
				return labels[len(labels)-2]
			}
		}
	}
	return ""
}

// isSite reports whether a byline is the name of the site.
func isSite(byline, site string) bool {
	if !strings.Contains(byline, " ") && strings.Contains(byline, ".") {
		return true // example.org
	}
	b, s := words.Normalize(byline), words.Normalize(site)
	if s == "" {
		return false
	}
	return strings.ReplaceAll(b, " ", "") == strings.ReplaceAll(s, " ", "") ||
		strings.Contains(" "+b+" ", " "+s+" ") && len(strings.Fields(b))-len(strings.Fields(s)) <= 1
}
