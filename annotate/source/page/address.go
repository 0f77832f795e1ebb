package page

import (
	"net/url"
	"strings"
)

// addresses resolves the addresses in a page.
type addresses struct {
	base *url.URL // the address of the page, or nil if unknown
}

func newAddresses(base string) addresses {
	u, err := url.Parse(strings.TrimSpace(base))
	if err != nil || !u.IsAbs() || u.Opaque != "" {
		return addresses{}
	}
	return addresses{u}
}

// rebase returns the addresses relative to the <base href> of the page.
func (a addresses) rebase(href string) addresses {
	if full := a.resolve(href); full != "" {
		return newAddresses(full)
	}
	return a
}

// maxAddress is the maximum length, in bytes, of an address, far more than any real
// one has.
const maxAddress = 8 << 10

// resolve returns href as an absolute http, https or mailto address. It returns
// "" for any other address and for a link within the page.
func (a addresses) resolve(href string) string {
	href = strings.TrimSpace(href)
	if href == "" || href[0] == '#' || len(href) > maxAddress {
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
	switch scheme := strings.ToLower(u.Scheme); {
	case scheme == "mailto", (scheme == "http" || scheme == "https") && u.Host != "":
		return u.String()
	}
	return ""
}

// isOwn reports whether an absolute address is on the site of the page, or that site is
// unknown.
func (a addresses) isOwn(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (a.base == nil || site(u.Hostname()) == site(a.base.Hostname()))
}

// site returns the last two names of a host.
func site(host string) string {
	names := strings.Split(host, ".")
	return strings.Join(names[max(0, len(names)-2):], ".")
}
