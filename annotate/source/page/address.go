package page

import (
	"net/url"
	"strings"
)

// Addresses resolves what a page writes as addresses.
type addresses struct {
	base *url.URL // of the page, nil if not known
}

func addressesFrom(base string) addresses {
	u, err := url.Parse(strings.TrimSpace(base))
	if err != nil || !u.IsAbs() || u.Opaque != "" {
		return addresses{}
	}
	return addresses{u}
}

// under returns addresses relative to what <base href> of the page says.
func (a addresses) under(href string) addresses {
	if full := a.resolve(href); full != "" {
		return addressesFrom(full)
	}
	return a
}

// longestAddress is far longer than any that leads somewhere.
const longestAddress = 8 << 10

// resolve returns the absolute address that href means on the page, "" for
// none, for one that leads nowhere but to the page itself, and for a script.
func (a addresses) resolve(href string) string {
	href = strings.TrimSpace(href)
	if href == "" || href[0] == '#' || len(href) > longestAddress {
		return ""
	}
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	if !u.IsAbs() {
		if a.base == nil {
			return ""
		}
		u = a.base.ResolveReference(u)
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host != "" {
			return u.String()
		}
	case "mailto":
		return u.String()
	}
	return ""
}
