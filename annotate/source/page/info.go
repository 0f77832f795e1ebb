package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate/source/draft"
)

// maxValues is the maximum number of values of one kind that are collected.
const maxValues = 20

// A pageInfo holds what the head of a page, its structured data and its marked-up
// elements say about it, independently of its blocks.
type pageInfo struct {
	tags      map[string][]string // contents of <meta>, by lower-case name or property
	objects   objects
	templates []string // HTML in elements that a browser does not show
	title     string   // of <title>
	language  string
	canonical string
	addresses addresses

	times      []timeElement
	changeDate string // of a change, from an element, if no better date is found

	elements   int        // number read so far
	titleNode  *html.Node // the heading that is the title, or else the first one
	titleIndex int        // index of titleNode among the elements, from 1; 0 for none
	titleFound bool       // whether titleNode is the title

	authors      []authorElement // with itemprop or rel author
	classAuthors []authorElement // with the class of an author
	organization string          // a byline that only names the site or an organization
}

// readInfo collects what the tree of a page says about it. If base is not an
// address, links are resolved against the address that the page itself gives.
func readInfo(root *html.Node, base string) *pageInfo {
	p := &pageInfo{tags: map[string][]string{}, addresses: newAddresses(base)}
	saved := ""
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode && n.Namespace == "":
			p.addElement(n)
		case n.Type == html.CommentNode && saved == "":
			saved = savedFrom(n.Data)
		}
	}
	for _, address := range []string{saved, p.canonical, p.first("og:url")} {
		if p.addresses.base == nil {
			p.addresses = newAddresses(address)
		}
	}
	return p
}

// savedFrom returns the address in the comment that browsers write into a page
// when they save it, or "".
func savedFrom(comment string) string {
	_, address, _ := strings.Cut(comment, "saved from url=(")
	_, address, _ = strings.Cut(address, ")")
	return strings.TrimSpace(address)
}

func (p *pageInfo) addElement(n *html.Node) {
	p.elements++
	switch n.DataAtom {
	case atom.Html:
		p.language = languageOf(n)
	case atom.Title:
		if p.title == "" {
			p.title = textOf(n)
		}
	case atom.Base:
		p.addresses = p.addresses.rebase(attribute(n, "href"))
	case atom.Meta:
		p.addTag(n)
	case atom.Link:
		if p.canonical == "" && slices.Contains(strings.Fields(strings.ToLower(attribute(n, "rel"))), "canonical") {
			p.canonical = p.addresses.resolve(attribute(n, "href"))
		}
	case atom.Script:
		if hasPrefixFold(strings.TrimSpace(attribute(n, "type")), "application/ld+json") && n.FirstChild != nil {
			p.objects.add(n.FirstChild.Data)
		}
		p.addTemplate(n)
	case atom.Template, atom.Noscript:
		p.addTemplate(n)
	case atom.Time:
		p.addTime(n, attribute(n, "datetime"))
	case atom.H1, atom.H2:
		p.addHeading(n)
		p.addMarked(n)
	default:
		p.addMarked(n)
	}
}

// addHeading records a heading if it is the title, or else the first <h1>.
func (p *pageInfo) addHeading(n *html.Node) {
	if p.titleFound || textSize(n, maxText) == maxText {
		return
	}
	text := textOf(n)
	p.titleFound = isTitleOf(text, p.title) || isTitleOf(text, p.first("og:title"))
	if p.titleFound || p.titleIndex == 0 && n.DataAtom == atom.H1 {
		p.titleIndex, p.titleNode = p.elements, n
	}
}

// addMarked records an element if its attributes mark it as a date or an author.
func (p *pageInfo) addMarked(n *html.Node) {
	const maxDateText = 80 // in visible characters, of a date marked by its class
	for _, a := range n.Attr {
		switch {
		case a.Key == "itemprop" && strings.Contains(a.Val, "datePublished"):
			p.addTime(n, attribute(n, "content"))
		case a.Key == "itemprop" && slices.Contains(strings.Fields(a.Val), "author"), a.Key == "rel" && a.Val == "author":
			p.addAuthor(n)
		case a.Key == "class" && (strings.Contains(a.Val, "published") || strings.Contains(a.Val, "entry-date")) && hasAttribute(n, "title"):
			p.addTime(n, attribute(n, "title"))
		case a.Key == "class" && wordHints(a.Val)&namedDate != 0 && textSize(n, maxDateText) < maxDateText:
			p.addTime(n, "")
		case a.Key == "class" && len(p.classAuthors) < maxValues && namesAuthor(a.Val) && textSize(n, maxName+1) <= maxName && !isOutside(n):
			p.classAuthors = append(p.classAuthors, authorElement{spacedText(n), n, p.elements})
		}
	}
}

// namesAuthor reports whether a class marks the author of a page.
func namesAuthor(class string) bool {
	return hasAny(class, strings.Contains, wordLists().Words("author class")) && wordHints(class)&(namedByline|namedBio) == namedByline
}

// isOutside reports whether an element is in a form or in a part of the page that
// is not the article.
func isOutside(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && (elementHints(n)&(inNav|inAside|inFooter|inForm) != 0 ||
			n.DataAtom != atom.Body && (nameHints(n)&(namedComments|namedRelated) != 0 || isByReaders(n))) {
			return true
		}
	}
	return false
}

// isByReaders reports whether the class or id of an element says that readers
// wrote its content.
func isByReaders(n *html.Node) bool {
	for name := range strings.FieldsSeq(strings.ToLower(attribute(n, "class") + " " + attribute(n, "id"))) {
		if name == "comment" || hasAny(name, strings.HasPrefix, wordLists().Words("reader")) {
			return true
		}
	}
	return false
}

// spacedText returns the lines of text below n with a space between elements, because
// style sheets may separate them.
func spacedText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode && !hasNoText(d.Parent):
			b.WriteString(draft.OneLine(d.Data))
			b.WriteByte(' ')
		case d.Type == html.ElementNode && !isInline(d):
			b.WriteByte('\n')
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), " ,", ","))
}

func (p *pageInfo) addTag(n *html.Node) {
	content := unescape(attribute(n, "content"))
	if content == "" {
		return
	}
	for _, key := range [...]string{"name", "property", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(strings.ToLower(attribute(n, key))) {
			if len(p.tags[name]) < maxValues {
				p.tags[name] = append(p.tags[name], content)
			}
		}
	}
}

// addAuthor records an element that is marked as an author, if it is the first or next
// to those recorded before.
func (p *pageInfo) addAuthor(n *html.Node) {
	if len(p.authors) >= maxValues {
		return
	}
	name := n
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && attribute(d, "itemprop") == "name" {
			name = d
			break
		}
	}
	text := spacedText(name)
	if name.DataAtom == atom.Meta {
		text = unescape(attribute(name, "content"))
	}
	if text != "" && !isOutside(n) {
		p.authors = append(p.authors, authorElement{text, n, p.elements})
	}
}

// An authorElement is an element that names an author.
type authorElement struct {
	text  string
	node  *html.Node
	index int // among the elements of the page, from 1
}

// isNextTo reports whether two elements name authors of the same article.
func (a authorElement) isNextTo(b authorElement) bool {
	return a.node.Parent == b.node.Parent || a.node.Parent == b.node.Parent.Parent
}

// nearest returns the elements of all that are nearest to the title, without those of
// other articles.
func (p *pageInfo) nearest(all []authorElement) []string {
	distance := func(a authorElement) int { return max(a.index-p.titleIndex, p.titleIndex-a.index) }
	best := -1
	for i, a := range all {
		if !p.isInOther(a.node) && (best < 0 || p.titleIndex > 0 && distance(a) < distance(all[best])) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	names := []string{all[best].text}
	for _, a := range all[best+1:] {
		if !a.isNextTo(all[best]) {
			break
		}
		names = append(names, a.text)
	}
	return names
}

// isInOther reports whether an element is in another <article> than the title.
func (p *pageInfo) isInOther(n *html.Node) bool {
	own := articleAround(p.titleNode)
	if own == nil {
		return false
	}
	other := articleAround(n)
	for a := own; a != nil; a = articleAround(a.Parent) {
		if a == other {
			return false
		}
	}
	return other != nil
}

// articleAround returns the innermost <article> that n is in, or nil.
func articleAround(n *html.Node) *html.Node {
	for n != nil && n.DataAtom != atom.Article {
		n = n.Parent
	}
	return n
}
