package page

import (
	"cmp"
	"math"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// Rules names the version of the rules by which Parse classifies blocks, and of the
// library that they are based on. Increment the version whenever the results of the
// rules change.
const Rules = "galley web rules 4 over go-readability 2.1.3"

// Walk reads HTML or XHTML in UTF-8 that is all text: nothing is furniture, and
// what the document hides is left out. Title, author, date and language are those that
// the document declares. base is the address of the document; without one, relative
// links become plain text. The only error is [ErrTooLarge].
func Walk(source []byte, base string) (draft.Document, error) {
	root, err := parseTree(source)
	if err != nil {
		return draft.Document{}, err
	}
	var doc draft.Document
	w := walker{addresses: newAddresses(base)}
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			doc.Meta.Language = languageOf(n)
		case atom.Title:
			if doc.Meta.Title == "" && n.Namespace == "" {
				doc.Meta.Title = textOf(n)
			}
		case atom.Meta:
			addDeclared(&doc.Meta, attribute(n, "name"), draft.OneLine(attribute(n, "content")))
		case atom.Base:
			w.addresses = w.addresses.rebase(attribute(n, "href"))
		}
	}
	for _, l := range w.walk(root) {
		doc.Blocks = append(doc.Blocks, l.Block)
	}
	return doc, nil
}

// Fragment reads HTML that is part of a text, as Walk does. An image is a caption with
// its alternative text.
func Fragment(source []byte) ([]draft.Block, error) {
	root, err := parseTree(source)
	if err != nil {
		return nil, err
	}
	var blocks []draft.Block
	w := walker{addresses: newAddresses(""), hasCaptions: true}
	for _, l := range w.walk(root) {
		blocks = append(blocks, l.Block)
	}
	return blocks, nil
}

// addDeclared adds what a <meta> says. There is one for each author.
func addDeclared(m *annotate.Meta, name, content string) {
	switch name {
	case "author":
		m.Byline = strings.TrimPrefix(m.Byline+", "+content, ", ")
	case "dcterms.date", "date":
		m.Published = cmp.Or(m.Published, content)
	}
}

// titleBlock is the id of the element in which pandoc writes title, authors and date.
const titleBlock = "title-block-header"

func kindInTitleBlock(class string) annotate.Kind {
	return map[string]annotate.Kind{
		"title": annotate.Title, "subtitle": annotate.Deck, "author": annotate.Byline, "date": annotate.Date,
	}[class]
}

func languageOf(n *html.Node) string {
	for _, a := range n.Attr {
		if (a.Key == "lang" || a.Key == "xml:lang") && a.Val != "" {
			return a.Val
		}
	}
	return ""
}

// textOf returns the text below n on one line, without readings of ruby and the like.
func textOf(n *html.Node) string { return beginningOf(n, math.MaxInt) }

// beginningOf is like textOf, but returns at most about limit bytes.
func beginningOf(n *html.Node, limit int) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (d.Parent == n || !hasNoText(d.Parent)) {
			b.WriteString(d.Data[:min(len(d.Data), limit)])
		}
		if b.Len() >= limit {
			break
		}
	}
	return draft.OneLine(b.String())
}
