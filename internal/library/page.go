package library

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/annotate/source"
	"galley/internal/origin/fetch"
)

// pageContent returns the content of a page from the web.
func pageContent(page fetch.Page, opts ReadOptions) *content {
	c := content{bytes: page.Bytes, name: page.Name, page: &page, options: opts, source: annotate.Source{
		Kind: annotate.FromURL, Location: page.Location, Retrieved: page.Retrieved, Status: page.Status,
		ETag: clean(page.ETag), LastModified: clean(page.LastModified),
	}}
	if page.Requested != page.Location {
		c.source.Requested = page.Requested
	}
	if isHTML(page.MediaType) {
		c.name = "" // the URL of a page says nothing about its type
	}
	return newContent(c)
}

func isHTML(mediaType string) bool {
	return mediaType == "text/html" || mediaType == "application/xhtml+xml"
}

// typeOf returns the type to read a page as, or "" to detect it. Servers call many
// things HTML that are not, so a page is HTML only if it has an element.
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

// charsetOf returns the character set that the server declares for a text, or
// "" if it declares none or one that does not exist.
func charsetOf(page fetch.Page) string {
	isText := strings.HasPrefix(page.MediaType, "text/") || isHTML(page.MediaType) || strings.HasSuffix(page.MediaType, "+xml")
	if page.Charset == "" || !isText || !isCharset(page.Charset) {
		return ""
	}
	return page.Charset
}

// minWords is the minimum number of readable words for a page behind a paywall to
// count as an article.
const minWords = 200

const wallRemark = "the page ends at a wall for subscribers, so that only its beginning could be read; " +
	"if you have access, save the page in your browser and open that file"

// checkPaywall returns an error for a page behind a paywall if hardly any of it
// could be read, and a remark if there is more text, which may be complete, or if the text
// of a page ends at a wall.
func (c *content) checkPaywall(a *annotate.Article) (remark string, err error) {
	if c.page == nil || !hasPaywall(c.bytes) {
		if source.EndsAtWall(a) {
			return wallRemark, nil
		}
		return "", nil
	}
	if words := segment.CountArticleWords(a); words < minWords {
		return "", fmt.Errorf("only %s of %s could be read; the rest is behind a paywall; "+
			"if you have access, save the page in your browser and open that file", annotate.Plural(words, "word"), c.label())
	}
	if source.EndsAtWall(a) {
		return wallRemark, nil
	}
	return "the page says that it is for subscribers: check that the article is complete", nil
}

// hasPaywall reports whether a page says that it is not free to read
// (schema.org, isAccessibleForFree).
func hasPaywall(html []byte) bool {
	const gap = `["' \t\r\n:=]*`
	return regexp.MustCompile(`(?i)isaccessibleforfree` + gap + `(content)?` + gap + `(https://schema\.org/)?false`).Match(html)
}
