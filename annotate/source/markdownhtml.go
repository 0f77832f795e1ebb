package source

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
)

// html adds the text of an HTML block without its tags: a paragraph for what
// stands between tags of blocks, a caption for an image. Scripts and style
// sheets are no text.
func (m *markdownReader) html(n *ast.HTMLBlock) {
	source := n.Lines().Value(m.source)
	if n.HasClosure() {
		source = append(bytes.Clone(source), n.ClosureLine.Value(m.source)...)
	}
	var r rich
	flush := func() {
		if !r.blank() {
			m.leaf(annotate.Paragraph, r)
		}
		r = rich{}
	}
	hidden := false
	tokens := html.NewTokenizer(bytes.NewReader(source))
	for tokens.Next() != html.ErrorToken {
		token := tokens.Token()
		switch {
		case token.Type == html.TextToken && !hidden:
			r.add(string(bytes.ReplaceAll([]byte(token.Data), []byte("\n"), []byte(" "))))
		case token.DataAtom == atom.Script || token.DataAtom == atom.Style:
			hidden = token.Type == html.StartTagToken
		case token.DataAtom == atom.Br:
			r.add("\n")
		case token.DataAtom == atom.Img:
			flush()
			m.leaf(annotate.Caption, rich{text: []byte(attribute(token, "alt"))})
		case token.Type != html.TextToken && token.Type != html.CommentToken && !isInline(token.DataAtom):
			flush()
		}
	}
	flush()
}

// attribute is the value of the attribute of that name on one line, "" if the
// tag has none.
func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return CleanLine(a.Val)
		}
	}
	return ""
}

// isInline reports whether the element stands within a line of text.
func isInline(element atom.Atom) bool {
	switch element {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Del, atom.Dfn, atom.Em, atom.Font,
		atom.I, atom.Ins, atom.Kbd, atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike,
		atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr:
		return true
	}
	return false
}
