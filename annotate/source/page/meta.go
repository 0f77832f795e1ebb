package page

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/words"
)

// first is the first content of the first of those tags that the page has.
func (s *sayings) first(names ...string) string {
	for _, name := range names {
		if values := s.tags[name]; len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// site is the name of the publication.
func (s *sayings) site() string {
	for _, name := range []string{
		s.first("og:site_name"), s.things.text(s.things.article(), "publisher"),
		s.first("application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_journal_title", "al:iphone:app_name"),
	} {
		if name != "" && !strings.Contains(name, "://") {
			return withoutSlogan(name)
		}
	}
	return ""
}

// withoutSlogan is the name of a site without what it says of itself behind
// it.
func withoutSlogan(name string) string {
	for _, sign := range [...]string{" | ", " - ", " – ", " — "} {
		if first, _, ok := strings.Cut(name, sign); ok && len(first) > 2 {
			return first
		}
	}
	return name
}

// deck is what the page says of its contents: the text of a deck if it shows
// one.
func (s *sayings) decks() []string {
	var all []string
	for _, text := range []string{
		s.things.text(s.things.article(), "description", "alternativeHeadline"),
		s.first("og:description"), s.first("description"), s.first("twitter:description"), s.first("dc.description"), s.first("sailthru.description"),
	} {
		if text != "" {
			all = append(all, text)
		}
	}
	return all
}

// tongue is the language as BCP 47, "" if the page names none.
func (s *sayings) tongue() string {
	for _, name := range []string{
		s.language, s.first("content-language", "language", "dc.language"), s.things.text(s.things.article(), "inLanguage"), s.first("og:locale"),
	} {
		name = strings.ReplaceAll(strings.TrimSpace(name), "_", "-")
		if isLanguage(name) {
			return name
		}
	}
	return ""
}

// isLanguage reports whether name has the form of a BCP 47 tag.
func isLanguage(name string) bool {
	first, _, _ := strings.Cut(name, "-")
	return len(first) >= 2 && len(first) <= 3 && len(name) <= 35 && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// address is what the page gives as its own.
func (s *sayings) address() string {
	if s.canonical != "" {
		return s.canonical
	}
	return s.addresses.resolve(s.first("og:url"))
}

// byline names who wrote the page, "" if its head does not say or names only
// the site or an organisation, which is kept in ofSite.
func (s *sayings) byline(site, base string) string {
	article := s.things.article()
	people, others := s.things.people(article["author"])
	s.ofSite = joinNames(others)
	sources := [][]string{people, s.things.names(article["creator"], 0)}
	for _, name := range [...]string{
		"author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "citation_author",
		"cxenseparse:author", "article.author", "dc.contributor", "twitter:data1", "rbauthors", "authors",
	} {
		if name != "twitter:data1" || strings.EqualFold(s.first("twitter:label1"), "written by") {
			sources = append(sources, s.tags[name])
		}
	}
	sources = append(sources, s.authors)
	for _, name := range s.named {
		sources = append(sources, []string{name})
	}
	for _, names := range sources {
		switch byline := withoutOwner(joinNames(names), site); {
		case byline == "":
		case !isOfSite(byline, site) && !isOfSite(byline, s.host(base)) && !isOrganisation(byline):
			return byline
		case s.ofSite == "":
			s.ofSite = byline
		}
	}
	return ""
}

// host is the name of the website in its address: "quay" of
// https://www.quay.example/.
func (s *sayings) host(base string) string {
	for _, address := range []string{s.canonical, s.first("og:url"), base} {
		if own := addressesFrom(address); own.base != nil {
			labels := strings.Split(own.base.Hostname(), ".")
			if len(labels) >= 2 {
				return labels[len(labels)-2]
			}
		}
	}
	return ""
}

// isOfSite reports whether a byline is the name of the site, not of a person.
func isOfSite(byline, site string) bool {
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

// meta is all that the page says of itself without its body.
func (s *sayings) meta(base string) annotate.Meta {
	site := s.site()
	return annotate.Meta{Site: site, Language: s.tongue(), Published: s.published(base), Byline: s.byline(site, base)}
}
