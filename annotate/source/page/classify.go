package page

import (
	"fmt"
	"log/slog"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// classify finds for each leaf how much of it the readability library keeps.
// It takes the tree apart. A text node is known again by the number that the
// walk put into its DataAtom, which texts do not use and copies keep.
func (w *walker) classify(root *html.Node) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("sort the blocks of the page: %v", fault)
		}
	}()
	strip(root)
	parser := readability.NewParser()
	parser.Logger = slog.New(slog.DiscardHandler)
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	article, err := parser.ParseAndMutate(root, nil)
	if err != nil || article.Node == nil {
		return err
	}
	for n := range article.Node.Descendants() {
		if n.Type == html.TextNode && n.DataAtom > 0 && int(n.DataAtom) <= len(w.owners) {
			if owner := w.owners[n.DataAtom-1]; owner != nobody {
				w.leaves[owner].keptSize += visible(n.Data)
			}
		}
	}
	return nil
}

// strip takes out of a tree what is no text and only costs the library time,
// and what makes it rewrite text or give a whole page up.
func strip(root *html.Node) {
	var doomed []*html.Node
	for n := range root.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			doomed = append(doomed, n)
		case n.Type != html.ElementNode:
		case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Noscript, n.DataAtom == atom.Template,
			n.DataAtom == atom.Svg:
			doomed = append(doomed, n)
		case n.DataAtom == atom.A:
			drop(n, func(a html.Attribute) bool {
				return a.Key == "href" && hasPrefixFold(strings.TrimSpace(a.Val), "javascript:")
			})
		case n.DataAtom == atom.Html, n.DataAtom == atom.Body:
			drop(n, func(a html.Attribute) bool { return a.Key == "style" || a.Key == "hidden" || a.Key == "aria-hidden" })
		}
	}
	for _, n := range doomed {
		n.Parent.RemoveChild(n)
	}
}

// drop takes attributes off an element.
func drop(n *html.Node, which func(html.Attribute) bool) {
	var rest []html.Attribute
	for _, a := range n.Attr {
		if !which(a) {
			rest = append(rest, a)
		}
	}
	n.Attr = rest
}

// isKept reports whether the classifier keeps most of a leaf.
func (l leaf) isKept() bool { return l.keptSize*2 > l.size }
