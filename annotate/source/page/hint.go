package page

import (
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A hint is a set of clues about a block: from the elements around it and their roles,
// or from the names that authors gave those elements (class, id, itemprop, rel).
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
	embedded // a quoted post from another site

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
	namedLogo
)

// allNamed is the set of all hints from names.
const allNamed = namedHeadline | namedDeck | namedByline | namedDate | namedCaption | namedCredit | namedRelated |
	namedShare | namedPromotion | namedComments | namedBio | namedNav | namedTags | namedPull | namedLogo

// hintsOf returns the hints of an element, without those of the elements around it.
func hintsOf(n *html.Node) hint {
	h := elementHints(n)
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return h
	}
	if named := nameHints(n); named != 0 {
		h |= named & hintsForSize(textSize(n, maxPart))
	}
	return h
}

// Hints by the name and the role of an element.
var (
	hintsByElement = map[atom.Atom]hint{
		atom.Nav: inNav, atom.Aside: inAside, atom.Footer: inFooter, atom.Header: inHeader, atom.Figure: inFigure,
		atom.Form: inForm, atom.Fieldset: inForm, atom.Button: inForm, atom.Label: inForm, atom.Legend: inForm,
		atom.Article: inArticle, atom.Main: inArticle,
	}
	hintsByRole = map[string]hint{
		"navigation": inNav, "menu": inNav, "menubar": inNav, "search": inNav, "toolbar": inNav,
		"complementary": inAside, "alert": inAside, "dialog": inAside, "alertdialog": inAside,
		"contentinfo": inFooter, "main": inArticle, "article": inArticle, "button": inForm,
	}
)

// elementHints returns the hints from the name and role of an element.
func elementHints(n *html.Node) hint {
	switch h := hintsByElement[n.DataAtom]; {
	case h != 0:
		return h
	case n.DataAtom == atom.Blockquote && hasAny(attribute(n, "class"), strings.Contains, wordLists().Words("embed")):
		return embedded
	}
	return hintsByRole[attribute(n, "role")]
}

// Sizes of elements, in visible characters, up to which a name describes all of the
// content: authors also give "has-caption" or "author-page" to whole pages.
const (
	maxLine = 160
	maxText = 700
	maxPart = 2500
)

// hintsForSize returns the hints that names may give to an element with size visible
// characters.
func hintsForSize(size int) hint {
	h := allNamed
	if size > maxLine {
		h &^= namedDate | namedByline | namedCredit | namedLogo
	}
	if size > maxText {
		h &^= namedHeadline | namedDeck | namedCaption | namedPull
	}
	if size >= maxPart {
		h &= namedComments
	}
	return h
}

// textSize returns the number of visible characters below n, but at most limit. It
// also returns limit if there are more than limit nodes.
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

// nameHints returns the hints from the names that authors gave an element.
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

// wordHints returns the hints from the words in names such as "wp-caption_text
// photoCredit".
func wordHints(text string) hint {
	var h hint
	var word, before [24]byte
	size, sizeBefore := 0, 0
	pair := make([]byte, 0, 2*len(word)+1)
	names := hintNames()
	lower := false
	isModifier := false // what follows says what the element has, not what it is
	end := func() {
		if size > 0 && isModifier {
			size = 0
			return
		}
		for size > 0 && size <= len(word) && word[size-1] <= '9' {
			size-- // the digit of "caption2"
		}
		if size > 0 && size <= len(word) {
			h |= names[string(word[:size])]
			pair = append(append(append(pair[:0], before[:sizeBefore]...), '-'), word[:size]...)
			h |= names[string(pair)]
			before, sizeBefore = word, size
		} else if size > 0 {
			sizeBefore = 0
		}
		size = 0
	}
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			if lower {
				end()
			}
			c, lower = c+'a'-'A', false
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			lower = true
		default:
			before := string(word[:min(size, len(word))])
			end()
			switch {
			case c == ' ':
				sizeBefore, isModifier = 0, false
			case c == '-' && (i > 0 && text[i-1] == '-' || before == "has" || before == "with" || before == "no"):
				isModifier = true
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

// hintNames returns the hints by the words of a name, and by two successive words
// joined with a hyphen. It builds the table when first called.
var hintNames = sync.OnceValue(func() map[string]hint {
	names := map[string]hint{}
	for i, list := range [...]string{
		"headline", "deck", "byline", "date", "caption", "credit", "related", "share", "promotion", "comments", "bio", "nav", "tags", "pull", "logo",
	} {
		for _, word := range wordLists().Words("named " + list) {
			names[word] = namedHeadline << i
		}
	}
	return names
})
