package export

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

const fileScheme = "file://"

// webAddress returns the address of an article on the web, or "" if it has none.
func webAddress(a *annotate.Article) string {
	for _, address := range a.Source.Addresses() {
		if isWebAddress(address) {
			return address
		}
	}
	return ""
}

// sourceIRI returns the IRI of an article: its address, the path of its file, or a URN
// with its id.
func sourceIRI(a *annotate.Article) string {
	switch {
	case webAddress(a) != "":
		return webAddress(a)
	case a.Source.Kind == annotate.FromFile && strings.HasPrefix(a.Source.Location, "/"):
		return fileScheme + encodePath(a.Source.Location)
	}
	return articleURN + a.ID
}

// annotatedIRI is sourceIRI for formats that do not have the text: a URN is followed by
// the digests of the article, as an RFC 8141 q-component, which identify it in other
// libraries.
func annotatedIRI(a *annotate.Article) string {
	iri := sourceIRI(a)
	if strings.HasPrefix(iri, articleURN) {
		iri += urnQuery + url.Values{sourceDigest: {a.Source.SHA256}, textDigest: {a.Digest}}.Encode()
	}
	return iri
}

const (
	urnQuery     = "?=" // begins a q-component
	sourceDigest = "sha256"
	textDigest   = "text_sha256"
)

// articleURN is the prefix of the URN of an article without an address.
const articleURN = "urn:galley:article:"

// refFromIRI is the inverse of annotatedIRI.
func refFromIRI(iri string) ArticleRef {
	if urn, ok := strings.CutPrefix(iri, articleURN); ok {
		id, query, _ := strings.Cut(urn, urnQuery)
		digests, _ := url.ParseQuery(query) // without those that are malformed
		return ArticleRef{ID: id, SHA256: digests.Get(sourceDigest), Digest: digests.Get(textDigest)}
	}
	if path, ok := strings.CutPrefix(iri, fileScheme); ok {
		return ArticleRef{Kind: annotate.FromFile, Location: decodePath(path)}
	}
	return ArticleRef{Kind: annotate.FromURL, Location: iri}
}

// isWebAddress reports whether all of s is an address on the web.
func isWebAddress(s string) bool {
	_, rest, ok := strings.Cut(s, "://")
	if scheme := strings.ToLower(s[:len(s)-len(rest)]); !ok || scheme != "http://" && scheme != "https://" {
		return false
	}
	return rest != "" && !strings.ContainsAny(rest[:1], "/?#") && visibleLine(s) == s && !strings.ContainsAny(s, " <>\"`{}|\\^")
}

// percentEncode encodes every byte for which keep is false, as in RFC 3986.
func percentEncode(s string, keep func(c byte) bool) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; keep(c) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// encodePath encodes a path for a file: address.
func encodePath(path string) string {
	return percentEncode(path, func(c byte) bool { return c == '/' || isUnreserved(c) })
}

func isUnreserved(c byte) bool { return isASCIIAlphanumeric(c) || strings.IndexByte("-._~", c) >= 0 }

// decodePath is the inverse of encodePath. A path with a malformed escape is taken
// literally.
func decodePath(path string) string {
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	return strings.ToValidUTF8(path, "\uFFFD")
}

const (
	maxFragment   = 80 // in code points; a link has only the ends of longer text
	fragmentWords = 4  // number of words at either end
)

// textLink returns a link to the words of an annotation in the web page that an
// article came from, as a WICG text fragment (#:~:text=). It returns the plain
// address if browsers would not find the words, and "" for an article without an
// address.
func textLink(n annotate.Annotation, a *annotate.Article) string {
	address := webAddress(a)
	if address == "" || !n.Anchor.State.Placed() {
		return address
	}
	span := n.Anchor.Span
	if cutsWord(a.Text, span.Start) || cutsWord(a.Text, span.End) {
		return address
	}
	directive := fragmentOf(span.In(a.Text))
	if strings.Count(a.Text, span.In(a.Text)) > 1 {
		if before := lastWords(lineEnd(a.Text[:span.Start])); before != "" {
			directive = encodeFragment(before) + "-," + directive
		}
		if after := firstWords(lineStart(a.Text[span.End:])); after != "" {
			directive += ",-" + encodeFragment(after)
		}
	}
	separator := "#:~:text="
	if strings.Contains(address, "#") {
		separator = ":~:text="
	}
	return address + separator + directive
}

// fragmentOf returns a text directive for words: all of them, or the first and
// the last. Browsers find text across paragraphs only by its ends.
func fragmentOf(words string) string {
	if !strings.Contains(words, "\n") && utf8.RuneCountInString(words) <= maxFragment {
		return encodeFragment(words)
	}
	return encodeFragment(firstWords(lineStart(words))) + "," + encodeFragment(lastWords(lineEnd(words)))
}

func lineStart(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func lineEnd(s string) string { return s[strings.LastIndexByte(s, '\n')+1:] }

func firstWords(s string) string {
	fields := strings.Fields(s)
	return strings.Join(fields[:min(len(fields), fragmentWords)], " ")
}

func lastWords(s string) string {
	fields := strings.Fields(s)
	return strings.Join(fields[max(len(fields)-fragmentWords, 0):], " ")
}

// encodeFragment encodes words for a text directive, in which comma, hyphen and
// ampersand are special.
func encodeFragment(words string) string {
	return percentEncode(words, func(c byte) bool { return c != '-' && isUnreserved(c) })
}

// cutsWord reports whether there is a letter or digit on both sides of off.
func cutsWord(text string, off int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:off])
	after, _ := utf8.DecodeRuneInString(text[off:])
	return isWordRune(before) && isWordRune(after) && !isIdeographic(before) && !isIdeographic(after)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// isIdeographic reports whether r belongs to a script that does not separate words.
func isIdeographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
