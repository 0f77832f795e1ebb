package fetch

import (
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"
)

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

// contentType parses a header. Parts that cannot be understood are "".
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
// character sets are, else "".
func token(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return s
}

// plausibleCharset returns the character set that the server declares, "" if the
// bytes prove it wrong: text in another character set is hardly ever valid UTF-8.
// A byte order mark, which overrides both, is not considered here.
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
