package source

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
)

// html adds the text of an HTML block without its tags: a paragraph for the text
// between block tags, a caption for an image. Scripts and style sheets are not
// text.
func (m *markdownReader) html(n *ast.HTMLBlock) {
	source := n.Lines().Value(m.source)
	if n.HasClosure() {
		source = append(bytes.Clone(source), n.ClosureLine.Value(m.source)...)
	}
	var r richText
	flush := func() {
		if !r.isBlank() {
			m.add(annotate.Paragraph, r)
		}
		r = richText{}
	}
	inScript := false
	tokens := html.NewTokenizer(bytes.NewReader(source))
	for tokens.Next() != html.ErrorToken {
		token := tokens.Token()
		switch {
		case token.Type == html.TextToken && !inScript:
			r.add(strings.ReplaceAll(token.Data, "\n", " "))
		case token.DataAtom == atom.Script || token.DataAtom == atom.Style:
			inScript = token.Type == html.StartTagToken
		case token.DataAtom == atom.Br:
			r.add("\n")
		case token.DataAtom == atom.Img:
			flush()
			alt := ""
			if i := slices.IndexFunc(token.Attr, func(a html.Attribute) bool { return a.Key == "alt" }); i >= 0 {
				alt = CleanLine(token.Attr[i].Val)
			}
			m.add(annotate.Caption, plain(alt))
		case token.Type != html.TextToken && token.Type != html.CommentToken && !isInline(token.DataAtom):
			flush()
		}
	}
	flush()
}

// isInline reports whether an element is part of a line of text.
func isInline(element atom.Atom) bool {
	return slices.Contains([]atom.Atom{
		atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Del, atom.Dfn, atom.Em, atom.Font,
		atom.I, atom.Ins, atom.Kbd, atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike,
		atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr,
	}, element)
}
