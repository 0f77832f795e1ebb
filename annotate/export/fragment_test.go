package export

import (
	"net/url"
	"strings"
	"testing"

	"galley/annotate"
)

// FuzzTextLink checks that a link to words leads to the page of the article, contains
// only characters that are safe in a link, and quotes words of the text.
func FuzzTextLink(f *testing.F) {
	for _, seed := range []struct {
		text, address string
		start, end    int
	}{
		{"The levy adds 4.20, they say - and say.", "https://a.example/b", 4, 18}, {"say it, say it", "https://a.example/b#c", 8, 11}, {"one\n\ntwo three four five", "http://a.example/", 0, 23}, {"港口税通过了", "https://a.example/?q=1&r=2", 3, 9},
	} {
		f.Add(seed.text, seed.address, seed.start, seed.end)
	}
	f.Fuzz(func(t *testing.T, text, address string, start, end int) {
		span := annotate.Span{Start: start, End: end}
		if start < 0 || start >= end || end > len(text) || !span.Fits(text) || strings.ToValidUTF8(text, "") != text {
			t.Skip("not a span")
		}
		a := &annotate.Article{Text: text, Source: annotate.Source{Kind: annotate.FromURL, Location: address}}
		link := textLink(annotate.Annotation{Anchor: annotate.Anchor{Span: span, State: annotate.Anchored}}, a)
		if link == "" {
			return
		}
		if strings.ContainsAny(link, " \n\t<>\"\x1b") || visibleLine(link) != link {
			t.Fatalf("%q is not a link", link)
		}
		page, directive, ok := strings.Cut(link, ":~:text=")
		if page = strings.TrimSuffix(page, "#"); page != strings.TrimSuffix(webAddress(a), "#") {
			t.Fatalf("%q leads to %q", link, page)
		}
		for part := range strings.SplitSeq(directive, ",") {
			words, err := url.PathUnescape(strings.Trim(part, "-"))
			if ok && (err != nil || !strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(words), " "))) {
				t.Fatalf("%q names %q, which is not in %q", link, words, text)
			}
		}
	})
}
