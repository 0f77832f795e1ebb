package page

import (
	"errors"
	"log/slog"
	"slices"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markKept sets the number of visible characters of each leaf that the readability
// library keeps. It destroys the tree. A text node is identified by the number that
// the walker put into its DataAtom, which text nodes do not use and copies keep.
func (w *walker) markKept(root *html.Node) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = errors.New("the blocks of the page cannot be classified")
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
			if owner := w.owners[n.DataAtom-1]; owner != noLeaf {
				w.leaves[owner].keptSize += visibleLen(n.Data)
			}
		}
	}
	return nil
}

// strip removes nodes that are not text and only cost the library time, and attributes
// that make it rewrite text or give up on a page. It removes buttons and signs next to
// headings, and renames blocks in quotations and code, because of which the library
// would drop what is around them.
func strip(root *html.Node) {
	var removed []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			removed = append(removed, n)
		}
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg:
			removed = append(removed, n)
		case atom.Pre:
			rename(n, atom.Span, atom.Div, atom.P, atom.Ol, atom.Ul, atom.Li)
		case atom.Blockquote:
			rename(n, atom.P, atom.Footer, atom.Header, atom.Aside)
		case atom.Button:
			if isNextToHeading(n) {
				removed = append(removed, n)
			}
		case atom.A:
			if isNextToHeading(n) && isControl(n, scope{}) {
				removed = append(removed, n)
			}
			n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
				return a.Key == "href" && hasPrefixFold(strings.TrimSpace(a.Val), "javascript:")
			})
		case atom.Html, atom.Body:
			n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
				return a.Key == "style" || a.Key == "hidden" || a.Key == "aria-hidden"
			})
		}
	}
	for _, n := range removed {
		n.Parent.RemoveChild(n)
	}
}

// rename gives the elements below root that have one of the names another name.
func rename(root *html.Node, to atom.Atom, names ...atom.Atom) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && slices.Contains(names, n.DataAtom) {
			n.DataAtom, n.Data = to, to.String()
		}
	}
}

// isNextToHeading reports whether a heading is right before or after n, or nearly so.
func isNextToHeading(n *html.Node) bool {
	const reach = 3 // siblings
	before, after := n.PrevSibling, n.NextSibling
	for range reach {
		if before != nil {
			if headingLevel(before) > 0 {
				return true
			}
			before = before.PrevSibling
		}
		if after != nil {
			if headingLevel(after) > 0 {
				return true
			}
			after = after.NextSibling
		}
	}
	return false
}

// isKept reports whether the readability library keeps most of a leaf.
func (l *leaf) isKept() bool { return l.keptSize*2 > l.size }
