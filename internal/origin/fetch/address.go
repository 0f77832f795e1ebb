package fetch

import (
	"cmp"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// longestAddress is how long an address may be, in bytes.
const longestAddress = 8 << 10

// Address is the one way to write an address: in ASCII, scheme and host in
// lower case, without the port that goes without saying, without "." and ".."
// in the path, and without the fragment, which no server is ever told. The
// error is a [Failure].
func Address(typed string) (string, error) {
	u, err := parse(typed)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

func parse(typed string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(typed))
	trouble := &refusal{"it is no web address", "check how it is spelt"}
	switch {
	case strings.ContainsFunc(typed, unicode.IsControl):
		trouble.what = "it holds control characters"
	case len(typed) > longestAddress:
		trouble.what = fmt.Sprintf("it is longer than %d characters", longestAddress)
	case err == nil:
		n, refused := normal(u)
		if refused == nil {
			return n, nil
		}
		trouble = refused
	}
	if u != nil && u.User != nil {
		typed = u.Redacted()
	}
	return nil, trouble.of(shown(typed))
}

// A refusal is why an address is not one to fetch.
type refusal struct{ what, advice string }

func (r refusal) of(address string) *Failure {
	return &Failure{Address: address, What: r.what, Advice: r.advice}
}

// normal is u as [Address] describes it, or why that address is refused.
func normal(u *url.URL) (*url.URL, *refusal) {
	scheme := strings.ToLower(u.Scheme)
	switch {
	case scheme != "http" && scheme != "https":
		return nil, &refusal{"only addresses that begin with http:// or https:// are read", "save the text as a file and open that"}
	case u.User != nil:
		return nil, &refusal{"it holds a name or a password, which would be kept with the article", "leave out what stands before the @"}
	}
	host, ok := hostOf(u, scheme)
	if !ok {
		return nil, &refusal{"it names no host that could exist", "check how it is spelt"}
	}
	n := (&url.URL{}).ResolveReference(&url.URL{
		Scheme: scheme, Host: host, Path: u.Path, RawPath: u.RawPath, RawQuery: escapedQuery(u.RawQuery),
	})
	if n.Path == "" {
		n.Path = "/"
	}
	return n, nil
}

// hostOf is the host of u and its port unless that is the scheme's own; ok is
// false if there can be no such host.
func hostOf(u *url.URL, scheme string) (host string, ok bool) {
	host, ok = hostName(u.Hostname())
	if !ok {
		return "", false
	}
	n, err := strconv.ParseUint(cmp.Or(u.Port(), defaultPort(scheme)), 10, 16)
	port := strconv.FormatUint(n, 10)
	switch {
	case err != nil || n == 0:
		return "", false
	case port != defaultPort(scheme):
		return net.JoinHostPort(host, port), true
	case strings.Contains(host, ":"):
		return "[" + host + "]", true
	}
	return host, true
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// hostName is a number, or a name in ASCII.
func hostName(name string) (string, bool) {
	if number, err := netip.ParseAddr(name); err == nil {
		return number.String(), number.Zone() == ""
	}
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if !isASCII(name) {
		ascii, err := idna.Lookup.ToASCII(name)
		if err != nil {
			return "", false
		}
		name = ascii
	}
	labels := strings.Split(name, ".")
	for _, label := range labels {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return "", false
		}
	}
	return name, len(name) <= 253 && !isNumeric(labels[len(labels)-1])
}

// isNumeric reports whether a name that ends with this label is a number in
// one of the old spellings (127.1, 2130706433, 0x7f000001): no name ends so.
func isNumeric(label string) bool {
	_, err := strconv.ParseUint(label, 0, 64)
	return err == nil || strings.Trim(label, "0123456789") == ""
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// escapedQuery is a query with what has no place in an address escaped.
func escapedQuery(query string) string {
	var b strings.Builder
	for _, c := range []byte(query) {
		if c <= ' ' || c > '~' || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// longestShown is how much of an address a line repeats, in bytes.
const longestShown = 200

// shown is an address, or what should be one, as it stands in a line: nothing
// in it acts on a terminal, and nothing looks like something else.
func shown(address string) string {
	quoted := strconv.QuoteToASCII(address)
	if quoted = quoted[1 : len(quoted)-1]; len(quoted) > longestShown {
		return "“" + quoted[:longestShown] + "…”"
	}
	return "“" + quoted + "”"
}
