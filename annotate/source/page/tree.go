package page

import (
	"bytes"
	"errors"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ErrTooLarge is returned for a source with more than two million tags, whose
// tree would take gigabytes.
var ErrTooLarge = errors.New("the page has over two million tags")

const maxTags = 2_000_000

// parseTree parses a page, by simpler rules if it is nested too deeply for the parser.
func parseTree(source []byte) (*html.Node, error) {
	if bytes.Count(source, []byte("<")) > maxTags {
		return nil, ErrTooLarge
	}
	source = toHTML(source)
	root, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return parseShallow(source), nil
	}
	return root, nil
}

// maxDepth is the maximum depth of elements in a shallow tree. Deeper elements become
// siblings.
const maxDepth = 200

// parseShallow builds a tree from the tags in order. An end tag closes the innermost
// element with its name. Paragraphs, items and cells close the one before them.
func parseShallow(source []byte) *html.Node {
	root := &html.Node{Type: html.DocumentNode}
	t := treeBuilder{open: []*html.Node{root}}
	tokens := html.NewTokenizer(bytes.NewReader(source))
	for tokens.Next() != html.ErrorToken {
		switch token := tokens.Token(); token.Type {
		case html.TextToken:
			t.top().AppendChild(&html.Node{Type: html.TextNode, Data: token.Data})
		case html.StartTagToken, html.SelfClosingTagToken:
			t.start(token)
			if token.Type == html.SelfClosingTagToken || isVoid(token.Data) {
				t.pop()
			}
		case html.EndTagToken:
			t.end(token.Data)
		}
	}
	return root
}

// A treeBuilder holds the open elements; the first is the document.
type treeBuilder struct {
	open []*html.Node
}

func (t *treeBuilder) top() *html.Node { return t.open[len(t.open)-1] }
func (t *treeBuilder) pop()            { t.open = t.open[:len(t.open)-1] }

func (t *treeBuilder) start(token html.Token) {
	if t.top().Data == token.Data && closesSibling(token.DataAtom) {
		t.pop()
	}
	if len(t.open) > maxDepth {
		t.pop()
	}
	n := &html.Node{Type: html.ElementNode, Data: token.Data, DataAtom: token.DataAtom, Attr: token.Attr}
	t.top().AppendChild(n)
	t.open = append(t.open, n)
}

// end closes the innermost element called name and everything in it.
func (t *treeBuilder) end(name string) {
	for i := len(t.open) - 1; i > 0; i-- {
		if t.open[i].Data == name {
			t.open = t.open[:i]
			return
		}
	}
}

// closesSibling reports whether the start of an element ends one of the same name
// before it.
func closesSibling(element atom.Atom) bool {
	return slices.Contains([]atom.Atom{atom.P, atom.Li, atom.Tr, atom.Td, atom.Th, atom.Dt, atom.Dd, atom.Option}, element)
}

// A cost holds the measures that determine the work of the readability library.
type cost struct {
	nodes int
	depth int // sum of the depths of all nodes
	bytes int // bytes of text, once for each element around it
}

// Bounds on the pages that are given to the readability library, far beyond those of
// real websites. At these bounds it takes about two seconds.
const (
	maxNodes    = 400_000
	maxDepthSum = 12_000_000
	maxBytes    = 400 << 20
)

// isTooCostly reports whether the readability library would take too long.
func isTooCostly(root *html.Node) bool {
	var c cost
	c.add(root, 0)
	return c.nodes > maxNodes || c.depth > maxDepthSum || c.bytes > maxBytes
}

func (c *cost) add(n *html.Node, depth int) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.nodes++
		c.depth += depth
		if child.Type == html.TextNode {
			c.bytes += len(child.Data) * depth
		} else {
			c.add(child, depth+1)
		}
	}
}
