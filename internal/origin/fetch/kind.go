package fetch

import (
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"
)

// acceptable refuses an answer that is no article. Nothing of its body is read.
func acceptable(resp *http.Response) error {
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusNonAuthoritativeInfo {
		return &badStatus{resp.StatusCode}
	}
	mediaType, _ := contentType(resp.Header.Get("Content-Type"))
	major, _, _ := strings.Cut(mediaType, "/")
	for _, refused := range []struct{ major, what string }{
		{"image", "a picture"}, {"video", "a film"}, {"audio", "a sound recording"}, {"font", "a typeface"},
	} {
		if major == refused.major {
			return &badKind{refused.what, mediaType}
		}
	}
	return nil
}

// A badKind error is about something that is no text.
type badKind struct{ what, mediaType string }

func (b *badKind) Error() string {
	return fmt.Sprintf("it is %s (%s), not an article", b.what, bare(b.mediaType))
}

// contentType takes a header apart. What cannot be understood is "".
func contentType(header string) (mediaType, charset string) {
	mediaType, parameters, err := mime.ParseMediaType(header)
	if err != nil { // many a server repeats a parameter, or forgets a quotation mark
		mediaType, _, _ = strings.Cut(header, ";")
		mediaType = strings.ToLower(strings.TrimSpace(mediaType))
		_, charset, _ = strings.Cut(strings.ToLower(header), "charset=")
		charset, _, _ = strings.Cut(charset, ";")
		return word(mediaType), word(strings.Trim(charset, ` "'`))
	}
	return mediaType, word(strings.Trim(parameters["charset"], ` '`))
}

// word is s if it is one word of printable ASCII, as names of types and of
// character sets are, else "".
func word(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return s
}

// believed is the character set that the server declares, "" if the bytes prove
// it wrong: text of another character set is hardly ever UTF-8 by chance, and
// text that is not UTF-8 is none for being called so. A byte order mark, which
// wins over both, is for the reader of the bytes.
func believed(charset string, body []byte) string {
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
