package cli

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/annotate/source"
	"galley/internal/origin/fetch"
)

// userAgent is how this program presents itself to sites.
const userAgent = "Galley/" + Version + " (+terminal reader; fetches single pages for the person who asks)"

// fetchPage gets a page from the web, and never looks into the library.
func (p *program) fetchPage(address string) (found, error) {
	page, err := p.download(address)
	if errors.Is(err, context.Canceled) {
		return found{}, &cancelled{err}
	}
	if err != nil {
		return found{}, err
	}
	f := found{bytes: page.Bytes, name: page.Name, page: &page, source: annotate.Source{
		Kind: annotate.FromURL, Location: page.Location, Retrieved: page.Retrieved, Status: page.Status,
		ETag: told(page.ETag), LastModified: told(page.LastModified),
	}}
	if page.Requested != page.Location {
		f.source.Requested = page.Requested
	}
	if isHTML(page.MediaType) {
		f.name = "" // the address of a page says nothing of its type
	}
	return f, nil
}

// A cancelled error is that of a fetch which the person ended.
type cancelled struct{ cause error }

func (c *cancelled) Error() string { return "cancelled; nothing was saved" }
func (c *cancelled) Unwrap() error { return c.cause }

// told is what a server said, as it is kept: clean, or nothing if it is longer
// than anything sensible.
func told(value string) string {
	const longest = 256 // bytes
	if len(value) > longest {
		return ""
	}
	return source.CleanLine(value)
}

func isHTML(mediaType string) bool {
	return mediaType == "text/html" || mediaType == "application/xhtml+xml"
}

// typeOf is the type to read a page as, "" to go by its bytes and its name.
// Servers call many things HTML that are not, so such a page is believed only
// if it has an element.
func typeOf(page fetch.Page) string {
	kind, content := "", source.Sniff(page.Bytes)
	switch {
	case isHTML(page.MediaType) && bytes.IndexByte(page.Bytes, '<') >= 0 && (content == "" || content == "html"):
		kind = "html"
	case page.MediaType == "text/markdown", page.MediaType == "text/x-markdown":
		kind = "markdown"
	}
	if !slices.Contains(source.Types(), kind) {
		return ""
	}
	return kind
}

// charsetOf is the character set that the server declares for a text, "" if it
// declares none or one that does not exist.
func charsetOf(page fetch.Page) string {
	isText := strings.HasPrefix(page.MediaType, "text/") || isHTML(page.MediaType) || strings.HasSuffix(page.MediaType, "+xml")
	if page.Charset == "" || !isText {
		return ""
	}
	if _, err := source.Read([]byte("x"), source.Options{Charset: page.Charset}); errors.Is(err, source.ErrCharset) {
		return ""
	}
	return page.Charset
}

// charsetFrom says who told the character set, "" if nobody did.
func (f found) charsetFrom(how reading) string {
	switch {
	case how.charset != "":
		return "the person who read it"
	case f.page != nil && charsetOf(*f.page) != "":
		return "HTTP header"
	}
	return ""
}

// fewWords is how many words of a page behind a paywall are too few to be its
// article.
const fewWords = 200

// checkWall refuses a page that says it is for subscribers and of which hardly
// anything could be read. Of one with more text it makes a remark: it may be
// whole.
func (f *found) checkWall(a *annotate.Article) error {
	if f.page == nil || !isWalled(f.bytes) {
		return nil
	}
	words := segment.CountArticleWords(a)
	if words < fewWords {
		return failure("of %s only %s could be read; the rest is behind a paywall; nothing was changed; "+
			"if you have access, save the page in your browser and open that file", f.called(), annotate.Plural(words, "word"))
	}
	f.remark = "the page says that it is for subscribers: look whether its end is there"
	return nil
}

// isWalled reports whether a page says of itself that it is not free to read
// (schema.org, isAccessibleForFree).
func isWalled(html []byte) bool {
	rest := bytes.ToLower(html)
	for {
		_, after, ok := bytes.Cut(rest, []byte("isaccessibleforfree"))
		if !ok {
			return false
		}
		value := bytes.TrimLeft(after, "\"' \t\r\n:=")
		value, _ = bytes.CutPrefix(value, []byte("content"))
		value = bytes.TrimLeft(value, "\"' \t\r\n:=")
		if bytes.HasPrefix(value, []byte("false")) || bytes.HasPrefix(value, []byte("https://schema.org/false")) {
			return true
		}
		rest = after
	}
}
