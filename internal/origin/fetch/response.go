package fetch

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// follow requests the address that was typed, and those that it redirects to. It
// also returns the last address.
func (f *fetcher) follow(ctx context.Context) (*http.Response, *url.URL, error) {
	at := f.typed
	for hops := 0; ; hops++ {
		resp, err := f.request(ctx, at)
		if err != nil {
			return nil, at, err
		}
		if !isRedirect(resp) {
			return resp, at, nil
		}
		_ = resp.Body.Close() // its body is not read
		if hops >= f.Redirects {
			return nil, at, refuseRedirect("it redirects more than %d times", max(f.Redirects, 0))
		}
		next, err := resolveRedirect(at, resp.Header.Get("Location"))
		if err != nil {
			return nil, at, err
		}
		at = next
	}
}

func isRedirect(resp *http.Response) bool {
	codes := []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect}
	return slices.Contains(codes, resp.StatusCode) && resp.Header.Get("Location") != ""
}

// resolveRedirect returns the address that a redirect leads to.
func resolveRedirect(from *url.URL, to string) (*url.URL, error) {
	relative, err := url.Parse(to)
	if err != nil {
		return nil, refuseRedirect("it leads to %s, which is not an address", quoted(to))
	}
	next, refused := normalize(from.ResolveReference(relative))
	switch {
	case refused != nil:
		return nil, refuseRedirect("it leads to %s, %s", quoted(to), refused.what)
	case from.Scheme == "https" && next.Scheme == "http":
		return nil, refuseRedirect("it leads to %s, which is no longer encrypted (http after https)", quoted(next.String()))
	}
	return next, nil
}

// refuseRedirect returns a refusal to follow a redirect.
func refuseRedirect(format string, args ...any) *refusal {
	return &refusal{what: fmt.Sprintf(format, args...), advice: "if you trust that address, type it yourself", redirect: true}
}

// checkResponse returns an error for a response that cannot be an article, before
// its body is read.
func checkResponse(resp *http.Response) error {
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusNonAuthoritativeInfo {
		what, advice := statusMessage(resp.StatusCode)
		return &refusal{what: what, advice: advice, status: resp.StatusCode}
	}
	mediaType, _ := contentType(resp.Header.Get("Content-Type"))
	major, _, _ := strings.Cut(mediaType, "/")
	for _, refused := range []struct{ major, what string }{
		{"image", "an image"}, {"video", "a video"}, {"audio", "an audio file"}, {"font", "a font"},
	} {
		if major == refused.major {
			return &refusal{
				what:   fmt.Sprintf("it is %s (%s), not an article", refused.what, bare(mediaType)),
				advice: "use the address of the page that it belongs to",
			}
		}
	}
	return nil
}

// contentType parses a header. It returns "" for parts that it cannot parse.
func contentType(header string) (mediaType, charset string) {
	mediaType, parameters, err := mime.ParseMediaType(header)
	if err != nil { // many servers repeat a parameter or omit a quotation mark
		mediaType, _, _ = strings.Cut(header, ";")
		mediaType = strings.ToLower(strings.TrimSpace(mediaType))
		_, charset, _ = strings.Cut(strings.ToLower(header), "charset=")
		charset, _, _ = strings.Cut(charset, ";")
		return token(mediaType), token(strings.Trim(charset, ` "'`))
	}
	return mediaType, token(strings.Trim(parameters["charset"], ` '`))
}

// token returns s if it is one word of printable ASCII, as the names of types and
// character sets are, or else "".
func token(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return s
}

// plausibleCharset returns the character set that the server declares, or "" if
// the bytes prove it wrong: text in another character set is hardly ever valid
// UTF-8. A byte order mark, which overrides both, is not considered here.
func plausibleCharset(charset string, body []byte) string {
	switch strings.ToLower(charset) {
	case "utf-8", "utf8":
		if !utf8.Valid(body) {
			return ""
		}
	case "utf-16", "utf-16le", "utf-16be":
	default:
		if utf8.Valid(body) && !isASCII(string(body)) {
			return ""
		}
	}
	return charset
}
