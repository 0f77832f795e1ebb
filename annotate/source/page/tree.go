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

const mostTags = 2_000_000

// treeOf parses a page, by plain rules where it nests too deep for the parser.
func treeOf(source []byte) (*html.Node, error) {
	if bytes.Count(source, []byte("<")) > mostTags {
		return nil, ErrTooLarge
	}
	source = opened(source)
	root, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return shallowTree(source), nil
	}
	return root, nil
}

// deepest is how many elements may lie in each other in a shallow tree. What
// nests deeper lies beside the others there.
const deepest = 200

// shallowTree makes a tree of the tags as they come: an end tag closes the
// innermost element of its name, paragraphs, items and cells close those
// before them.
func shallowTree(source []byte) *html.Node {
	root := &html.Node{Type: html.DocumentNode}
	t := treeMaker{open: []*html.Node{root}}
	tokens := html.NewTokenizer(bytes.NewReader(source))
	for tokens.Next() != html.ErrorToken {
		switch token := tokens.Token(); token.Type {
		case html.TextToken:
			t.top().AppendChild(&html.Node{Type: html.TextNode, Data: token.Data})
		case html.StartTagToken:
			t.start(token)
			if isVoid(token.Data) {
				t.open = t.open[:len(t.open)-1]
			}
		case html.SelfClosingTagToken:
			t.start(token)
			t.open = t.open[:len(t.open)-1]
		case html.EndTagToken:
			t.end(token.Data)
		}
	}
	return root
}

// A treeMaker knows the open elements, the document first.
type treeMaker struct {
	open []*html.Node
}

func (t *treeMaker) top() *html.Node { return t.open[len(t.open)-1] }

// start opens an element.
func (t *treeMaker) start(token html.Token) {
	if name := t.top().Data; name == token.Data && closesItself(token.DataAtom) {
		t.open = t.open[:len(t.open)-1]
	}
	if len(t.open) > deepest {
		t.open = t.open[:len(t.open)-1]
	}
	n := &html.Node{Type: html.ElementNode, Data: token.Data, DataAtom: token.DataAtom, Attr: token.Attr}
	t.top().AppendChild(n)
	t.open = append(t.open, n)
}

// end closes the innermost element of that name and all in it.
func (t *treeMaker) end(name string) {
	for i := len(t.open) - 1; i > 0; i-- {
		if t.open[i].Data == name {
			t.open = slices.Delete(t.open, i, len(t.open))
			return
		}
	}
}

// closesItself reports whether the start of such an element ends the one
// before it.
func closesItself(element atom.Atom) bool {
	switch element {
	case atom.P, atom.Li, atom.Tr, atom.Td, atom.Th, atom.Dt, atom.Dd, atom.Option:
		return true
	}
	return false
}

// An effort is what the work of the classifier grows with.
type effort struct {
	nodes int
	depth int // of each node, summed
	bytes int // of text, for each element around it
}

// Bounds of what the classifier is given, far beyond what websites serve. At
// them it takes about two seconds.
const (
	mostNodes = 400_000
	mostDepth = 12_000_000
	mostBytes = 400 << 20
)

// isTooHard reports whether the classifier would take too long over a tree.
func isTooHard(root *html.Node) bool {
	var e effort
	e.add(root, 0)
	return e.nodes > mostNodes || e.depth > mostDepth || e.bytes > mostBytes
}

func (e *effort) add(n *html.Node, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		e.nodes++
		e.depth += depth
		if c.Type == html.TextNode {
			e.bytes += len(c.Data) * depth
		} else {
			e.add(c, depth+1)
		}
	}
}
