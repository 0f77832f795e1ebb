package page

import (
	"math"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate/source/draft"
)

// Rules names the version of the rules by which Parse classifies blocks, and of the
// library that they are based on. Increment the version whenever the results of the
// rules change.
const Rules = "galley web rules 3 over go-readability 2.1.3"

// Walk reads HTML or XHTML in UTF-8 that is all text: nothing is furniture, and
// what the document hides is left out. Title and language are those that the
// document declares. base is the address of the document; without one, relative
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
		case atom.Base:
			w.addresses = w.addresses.rebase(attribute(n, "href"))
		}
	}
	for _, l := range w.walk(root) {
		doc.Blocks = append(doc.Blocks, l.Block)
	}
	return doc, nil
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
