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

// maxAddress is the maximum length of an address, in bytes.
const maxAddress = 8 << 10

// Address normalizes an address: ASCII, scheme and host in lower case, without
// the default port, without "." and ".." in the path, and without the fragment,
// which is never sent to a server. The error is a [Failure].
func Address(typed string) (string, error) {
	u, err := parse(typed)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

func parse(typed string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(typed))
	problem := &refusal{what: "it is not a web address", advice: adviceSpelling}
	switch {
	case strings.ContainsFunc(typed, unicode.IsControl):
		problem.what = "it contains control characters"
	case len(typed) > maxAddress:
		problem.what = fmt.Sprintf("it is longer than %d characters", maxAddress)
	case err == nil:
		n, refused := normalize(u)
		if refused == nil {
			return n, nil
		}
		problem = refused
	}
	if u != nil && u.User != nil {
		typed = u.Redacted()
	}
	return nil, &Failure{Address: quoted(typed), What: problem.what, Advice: problem.advice}
}

// normalize returns u as [Address] describes it, or a refusal.
func normalize(u *url.URL) (*url.URL, *refusal) {
	scheme := strings.ToLower(u.Scheme)
	switch {
	case scheme != "http" && scheme != "https":
		return nil, &refusal{what: "only addresses that begin with http:// or https:// are read", advice: "save the text as a file and open that"}
	case u.User != nil:
		return nil, &refusal{
			what:   "it contains a user name or a password, which would be saved with the article",
			advice: "remove the part before the @",
		}
	}
	host, ok := hostOf(u, scheme)
	if !ok {
		return nil, &refusal{what: "its host name is not valid", advice: adviceSpelling}
	}
	n := (&url.URL{}).ResolveReference(&url.URL{
		Scheme: scheme, Host: host, Path: u.Path, RawPath: u.RawPath, RawQuery: escapeQuery(u.RawQuery),
	})
	if n.Path == "" {
		n.Path = "/"
	}
	return n, nil
}

// hostOf returns the host of u, with its port unless that is the default; ok is
// false if it is not valid.
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

// hostName normalizes an IP address or a name, which becomes ASCII.
func hostName(name string) (string, bool) {
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.String(), ip.Zone() == ""
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

// isNumeric reports whether a name that ends in label is an IP address in one
// of the old notations (127.1, 2130706433, 0x7f000001).
func isNumeric(label string) bool {
	_, err := strconv.ParseUint(label, 0, 64)
	return err == nil || strings.Trim(label, "0123456789") == ""
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// escapeQuery escapes the bytes that are not allowed in an address.
func escapeQuery(query string) string {
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

// maxQuoted is the maximum number of bytes of an address that an error repeats.
const maxQuoted = 200

// quoted quotes an address for the user, in ASCII, so that nothing in it acts on
// a terminal or looks like something else.
func quoted(address string) string {
	escaped := strconv.QuoteToASCII(address)
	if escaped = escaped[1 : len(escaped)-1]; len(escaped) > maxQuoted {
		return "“" + escaped[:maxQuoted] + "…”"
	}
	return "“" + escaped + "”"
}

// bare returns text as quoted does, without the quotation marks.
func bare(text string) string { return strings.Trim(quoted(text), "“”") }
