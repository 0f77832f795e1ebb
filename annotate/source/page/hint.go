package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A hint is a set of what the elements around a block say about it: by their
// element names and roles, or by the names that authors gave them (class, id,
// itemprop, rel).
type hint uint32

// The hints. Those up to embedded come from elements, the others from names.
const (
	hidden hint = 1 << iota
	inNav
	inAside
	inFooter
	inHeader
	inFigure
	inForm
	inArticle
	embedded // a quoted post of another site

	namedHeadline
	namedDeck
	namedByline
	namedDate
	namedCaption
	namedCredit
	namedRelated
	namedShare
	namedPromotion
	namedComments
	namedBio
	namedNav
	namedTags
	namedPull
)

// allNamed is the set of the hints that names give.
const allNamed = namedHeadline | namedDeck | namedByline | namedDate | namedCaption | namedCredit | namedRelated |
	namedShare | namedPromotion | namedComments | namedBio | namedNav | namedTags | namedPull

// hintsOf returns the hints of an element, not of those around it.
func hintsOf(n *html.Node) hint {
	h := elementHints(n)
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return h
	}
	if named := nameHints(n); named != 0 {
		h |= named & hintsForSize(textSize(n, largestPart))
	}
	return h
}

// elementHints returns the hints of the name and role of an element.
func elementHints(n *html.Node) hint {
	switch n.DataAtom {
	case atom.Nav:
		return inNav
	case atom.Aside:
		return inAside
	case atom.Footer:
		return inFooter
	case atom.Header:
		return inHeader
	case atom.Figure:
		return inFigure
	case atom.Form, atom.Fieldset, atom.Button, atom.Label, atom.Legend:
		return inForm
	case atom.Article, atom.Main:
		return inArticle
	case atom.Blockquote:
		if isEmbeddedPost(attribute(n, "class")) {
			return embedded
		}
	}
	switch attribute(n, "role") {
	case "navigation", "menu", "menubar", "search", "toolbar":
		return inNav
	case "complementary", "alert", "dialog", "alertdialog":
		return inAside
	case "contentinfo":
		return inFooter
	case "main", "article":
		return inArticle
	case "button":
		return inForm
	}
	return 0
}

// isEmbeddedPost reports whether a <blockquote> of that class is a post of
// another site.
func isEmbeddedPost(class string) bool {
	for _, name := range [...]string{"twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon-embed", "text-post-media"} {
		if strings.Contains(class, name) {
			return true
		}
	}
	return false
}

// Sizes in visible characters up to which a name describes all that is in an
// element: authors also give "has-caption" or "author-page" to whole pages.
const (
	largestLine = 160
	largestText = 700
	largestPart = 2500
)

// hintsForSize returns the hints that names may give to an element of that size.
func hintsForSize(size int) hint {
	h := allNamed
	if size > largestLine {
		h &^= namedDate | namedByline | namedCredit
	}
	if size > largestText {
		h &^= namedHeadline | namedDeck | namedCaption | namedPull
	}
	if size >= largestPart {
		h &= namedComments
	}
	return h
}

// textSize counts the visible characters below n. It stops at limit characters
// or nodes and returns limit.
func textSize(n *html.Node, limit int) int {
	size, nodes := 0, 0
	for d := range n.Descendants() {
		if nodes++; nodes > limit {
			return limit
		}
		if d.Type == html.TextNode && !hasNoText(d.Parent) {
			if size += visibleLen(d.Data); size >= limit {
				return limit
			}
		}
	}
	return size
}

// nameHints returns the hints of the names that authors gave an element.
func nameHints(n *html.Node) hint {
	var h hint
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "itemprop", "rel", "data-component", "data-testid", "data-component-name":
			h |= wordHints(a.Val)
		case "id":
			// The ids of headings and inline elements are made from their text.
			if headingLevel(n) == 0 && !isInline(n) {
				h |= wordHints(a.Val)
			}
		}
	}
	return h
}

// wordHints returns the hints of the words of names such as "wp-caption_text
// photoCredit".
func wordHints(names string) hint {
	var h hint
	var word, before [24]byte
	size, sizeBefore := 0, 0
	lower := false
	end := func() {
		for size > 0 && size <= len(word) && word[size-1] <= '9' {
			size-- // the digit of "caption2"
		}
		if size > 0 && size <= len(word) {
			h |= hintOfWord(string(word[:size]))
			h |= hintOfPair(string(before[:sizeBefore]), string(word[:size]))
			before, sizeBefore = word, size
		} else if size > 0 {
			sizeBefore = 0
		}
		size = 0
	}
	for i := range len(names) {
		c := names[i]
		switch {
		case c >= 'A' && c <= 'Z':
			if lower {
				end()
			}
			c, lower = c+'a'-'A', false
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			lower = true
		default:
			end()
			if c == ' ' {
				sizeBefore = 0
			}
			lower = false
			continue
		}
		if size < len(word) {
			word[size] = c
		}
		size++
	}
	end()
	return h
}

// hintOfWord returns the hint of one word of a name.
func hintOfWord(word string) hint {
	switch word {
	case "headline":
		return namedHeadline
	case "dek", "deck", "subtitle", "subheadline", "standfirst", "strapline", "subtitulo", "chapeau", "bajada", "sottotitolo":
		return namedDeck
	case "byline", "author", "authors", "autor", "auteur", "autore", "writer", "contributor", "reporter", "creator", "authorname":
		return namedByline
	case "date", "dateline", "timestamp", "datetime", "pubdate", "published", "datum", "fecha", "posttime", "publishdate",
		"datepublished", "datemodified", "updated", "lastupdated":
		return namedDate
	case "caption", "figcaption", "captions", "imgcaption", "imagecaption", "photocaption", "captiontext", "cutline",
		"bildunterschrift", "legende":
		return namedCaption
	case "credit", "credits", "photocredit", "imagecredit", "photographer", "imgcredit", "bildnachweis":
		return namedCredit
	case "related", "recommended", "recommendation", "recommendations", "recirc", "recirculation", "readmore", "outbrain", "taboola",
		"trending", "mostread", "mostpopular", "seealso", "teaser", "teasers", "morestories", "relatedlinks",
		"relatedcontent", "relatedarticles", "zergnet", "upnext", "readnext":
		return namedRelated
	case "share", "sharing", "social", "sharedaddy", "sharebar", "addthis", "sharetools", "shareline", "socials":
		return namedShare
	case "newsletter", "newsletters", "promo", "promotion", "subscribe", "signup", "donate", "donation", "ad", "ads",
		"advert", "advertisement", "advertising", "sponsored", "sponsor", "cta", "marketing", "anzeige", "werbung":
		return namedPromotion
	case "comments", "disqus", "commentlist", "kommentare", "commentaires":
		return namedComments
	case "bio", "authorbio", "biography", "authorbox", "aboutauthor":
		return namedBio
	case "nav", "navigation", "navbar", "breadcrumb", "breadcrumbs", "menu", "pagination", "pager", "skiplink", "toolbar":
		return namedNav
	case "tags", "taglist", "categories", "topics", "hashtags", "tagcloud", "keywords":
		return namedTags
	case "pullquote", "blockpull":
		return namedPull
	}
	return 0
}

// hintOfPair returns the hint of two successive words of a name.
func hintOfPair(first, second string) hint {
	switch first {
	case "by":
		if second == "line" {
			return namedByline
		}
	case "read", "more", "most", "see", "also", "you":
		switch second {
		case "more", "next", "also", "on", "stories", "read", "popular", "from", "may":
			return namedRelated
		}
	case "author", "about":
		switch second {
		case "bio", "info", "box", "author", "profile", "description":
			return namedBio
		}
	case "pull":
		if second == "quote" {
			return namedPull
		}
	case "sign":
		if second == "up" {
			return namedPromotion
		}
	case "article", "post", "entry", "story", "page":
		switch second {
		case "title":
			return namedHeadline
		case "subtitle", "summary":
			return namedDeck
		}
	}
	return 0
}
