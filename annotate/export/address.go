package export

import (
	"encoding/hex"
	"fmt"
	"strings"

	"galley/annotate"
)

const fileScheme = "file://"

// webAddress is the address of an article on the web, "" if it has none.
func webAddress(a *annotate.Article) string {
	for _, address := range []string{a.Source.Location, a.Source.Canonical} {
		if isWebAddress(address) {
			return address
		}
	}
	return ""
}

// sourceIRI names an article to programs of the web: by its address, its file,
// or its id.
func sourceIRI(a *annotate.Article) string {
	switch {
	case a.Source.Kind == annotate.FromURL && webAddress(a) != "":
		return webAddress(a)
	case a.Source.Kind == annotate.FromFile && strings.HasPrefix(a.Source.Location, "/"):
		return fileScheme + encodePath(a.Source.Location)
	}
	return articleURN + a.ID
}

// articleURN begins the name of an article that has no address.
const articleURN = "urn:galley:article:"

// aboutIRI is what sourceIRI says of an article.
func aboutIRI(iri string) ArticleRef {
	if id, ok := strings.CutPrefix(iri, articleURN); ok {
		return ArticleRef{ID: id}
	}
	if path, ok := strings.CutPrefix(iri, fileScheme); ok {
		return ArticleRef{Kind: annotate.FromFile, Location: decodePath(path)}
	}
	return ArticleRef{Kind: annotate.FromURL, Location: iri}
}

// isWebAddress reports whether s is nothing but an address on the web.
func isWebAddress(s string) bool {
	_, rest, ok := strings.Cut(s, "://")
	if scheme := strings.ToLower(s[:len(s)-len(rest)]); !ok || scheme != "http://" && scheme != "https://" {
		return false
	}
	return rest != "" && !strings.ContainsAny(rest[:1], "/?#") && visibleLine(s) == s && !strings.ContainsAny(s, " <>\"`{}|\\^")
}

// encodePath writes a path as it stands in an address (RFC 3986).
func encodePath(path string) string {
	var b strings.Builder
	for i := range len(path) {
		if c := path[i]; c == '/' || unreserved(c) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// unreserved reports whether c may stand anywhere in an address.
func unreserved(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.IndexByte("-._~", c) >= 0
}

// decodePath reads what encodePath wrote.
func decodePath(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		if path[i] == '%' && i+2 < len(path) {
			if c, err := hex.DecodeString(path[i+1 : i+3]); err == nil {
				b.Write(c)
				i += 2
				continue
			}
		}
		b.WriteByte(path[i])
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}
