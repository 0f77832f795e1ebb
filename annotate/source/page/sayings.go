package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate/source/draft"
)

// sayings are what the head of a page, its scripts and its marked elements say
// of it. The body of the page is not asked.
type sayings struct {
	tags      map[string][]string // contents of <meta>, by lower-case name or property
	things    things
	title     string // of <title>
	language  string
	canonical string
	times     []saidTime
	changed   string     // the time that an element says to be of a change
	nth       int        // how many elements were read
	titleNode *html.Node // the heading that is the title, or the first one
	titled    bool       // the title was found among the headings
	titleNth  int        // how many before that heading
	authors   []string   // of elements that are marked as the author
	named     []string   // of elements whose class says so
	ofSite    string     // byline that is no more than the name of the site
	beside    *html.Node // that holds the first of them
	addresses addresses
}

// readSayings reads a whole tree. Where base does not tell the address of the
// page, its links are read against what the page itself gives as that.
func readSayings(root *html.Node, base string) *sayings {
	s := &sayings{tags: map[string][]string{}, addresses: addressesFrom(base)}
	saved := ""
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode && n.Namespace == "":
			s.element(n)
		case n.Type == html.CommentNode && saved == "":
			saved = savedFrom(n.Data)
		}
	}
	for _, own := range []string{saved, s.canonical, s.first("og:url")} {
		if s.addresses.base == nil {
			s.addresses = addressesFrom(own)
		}
	}
	return s
}

// savedFrom is the address in the comment that browsers write into a page when
// they save it.
func savedFrom(comment string) string {
	_, address, _ := strings.Cut(comment, "saved from url=(")
	_, address, _ = strings.Cut(address, ")")
	return strings.TrimSpace(address)
}

func (s *sayings) element(n *html.Node) {
	s.nth++
	switch n.DataAtom {
	case atom.Html:
		s.language = languageOf(n)
	case atom.Title:
		if s.title == "" {
			s.title = textOf(n)
		}
	case atom.Base:
		s.addresses = s.addresses.under(attribute(n, "href"))
	case atom.Meta:
		s.tag(n)
	case atom.Link:
		if s.canonical == "" && slices.Contains(strings.Fields(strings.ToLower(attribute(n, "rel"))), "canonical") {
			s.canonical = s.addresses.resolve(attribute(n, "href"))
		}
	case atom.Script:
		if hasPrefixFold(strings.TrimSpace(attribute(n, "type")), "application/ld+json") && n.FirstChild != nil {
			s.things.add(n.FirstChild.Data)
		}
	case atom.Time:
		s.time(n, attribute(n, "datetime"))
	case atom.H1, atom.H2:
		s.heading(n)
		s.marked(n)
	default:
		s.marked(n)
	}
}

// heading looks whether a heading is the title: else the first of the highest
// level is taken for it.
func (s *sayings) heading(n *html.Node) {
	if s.titled || sizeUpTo(n, largestText) == largestText {
		return
	}
	text := textOf(n)
	s.titled = isTitleOf(text, s.title) || isTitleOf(text, s.first("og:title"))
	if s.titled || s.titleNth == 0 && n.DataAtom == atom.H1 {
		s.titleNth, s.titleNode = s.nth, n
	}
}

// marked reads an element by what its author says that it is.
func (s *sayings) marked(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "itemprop" && strings.Contains(a.Val, "datePublished"):
			s.time(n, attribute(n, "content"))
		case a.Key == "itemprop" && slices.Contains(strings.Fields(a.Val), "author"), a.Key == "rel" && a.Val == "author":
			s.author(n)
		case a.Key == "class" && (strings.Contains(a.Val, "published") || strings.Contains(a.Val, "entry-date")) && hasAttribute(n, "title"):
			s.time(n, attribute(n, "title"))
		case a.Key == "class" && wordHints(a.Val)&namedDate != 0 && sizeUpTo(n, longestDate) < longestDate:
			s.time(n, "")
		case a.Key == "class" && len(s.named) < mostSaid && namesAuthor(a.Val) && sizeUpTo(n, longestName+1) <= longestName && !isAside(n):
			s.named = append(s.named, spacedText(n))
		}
	}
}

// longestDate is how many characters an element has at most that its class calls
// a date.
const longestDate = 80

// namesAuthor reports whether a class is of the author of a page.
func namesAuthor(class string) bool {
	for _, word := range [...]string{"author", "Author", "byline", "autor", "writer"} {
		if strings.Contains(class, word) {
			return wordHints(class)&(namedByline|namedBio) == namedByline
		}
	}
	return false
}

// isAside reports whether an element stands in a part of the page that is not
// the article, or in a form.
func isAside(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && (elementHints(n)&(inNav|inAside|inFooter|inForm) != 0 || n.DataAtom != atom.Body && (nameHints(n)&(namedComments|namedRelated) != 0 || isOfReaders(n))) {
			return true
		}
	}
	return false
}

// isOfReaders reports whether the class or id of an element says that readers
// wrote what is in it.
func isOfReaders(n *html.Node) bool {
	for _, name := range strings.Fields(strings.ToLower(attribute(n, "class") + " " + attribute(n, "id"))) {
		for _, start := range [...]string{"comment-", "comment_", "leserbrief", "kommentar", "respond"} {
			if strings.HasPrefix(name, start) {
				return true
			}
		}
		if name == "comment" {
			return true
		}
	}
	return false
}

// spacedText is the text below n with a blank between elements, which style
// sheets set apart.
func spacedText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !isUnseen(d.Parent) {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.ReplaceAll(draft.OneLine(b.String()), " ,", ",")
}

// mostSaid bounds how many values of a name are kept.
const mostSaid = 20

// tag reads a <meta>.
func (s *sayings) tag(n *html.Node) {
	content := unescaped(attribute(n, "content"))
	if content == "" {
		return
	}
	for _, key := range [...]string{"name", "property", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(strings.ToLower(attribute(n, key))) {
			if len(s.tags[name]) < mostSaid {
				s.tags[name] = append(s.tags[name], content)
			}
		}
	}
}

// author reads an element that is marked as the author of the page.
func (s *sayings) author(n *html.Node) {
	if len(s.authors) >= mostSaid {
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
		text = unescaped(attribute(name, "content"))
	}
	if text != "" && !isAside(n) && (len(s.authors) == 0 || s.beside == n.Parent || s.beside == n.Parent.Parent) {
		s.authors = append(s.authors, text)
		s.beside = n.Parent
	}
}
