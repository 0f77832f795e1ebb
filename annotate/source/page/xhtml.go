package page

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
)

// toHTML rewrites XHTML as HTML: empty elements, such as <title/>, become a start
// tag and an end tag, CDATA sections become text. It returns other sources
// unchanged.
func toHTML(source []byte) []byte {
	if !isXHTML(source) {
		return source
	}
	out := make([]byte, 0, len(source)+len(source)/8)
	tokens := html.NewTokenizer(bytes.NewReader(source))
	tokens.AllowCDATA(true)
	isScript := false // the next token is the text of a script or style sheet
	for {
		kind := tokens.Next()
		raw := tokens.Raw()
		text, isCDATA := bytes.CutPrefix(raw, []byte("<![CDATA["))
		switch kind {
		case html.ErrorToken:
			return append(out, raw...)
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			isEmpty := kind == html.SelfClosingTagToken && !isVoid(string(name))
			isScript = !isEmpty && (string(name) == "script" || string(name) == "style")
			if !isScript {
				tokens.NextIsNotRawText()
			}
			if isEmpty {
				raw = slices.Concat(raw[:len(raw)-2], []byte("></"), name, []byte(">"))
			}
		case html.TextToken:
			if isCDATA && !isScript {
				raw = []byte(html.EscapeString(string(bytes.TrimSuffix(text, []byte("]]>")))))
			}
			isScript = false
		default:
			isScript = false
		}
		out = append(out, raw...)
	}
}

func isXHTML(source []byte) bool {
	head := source[:min(len(source), 1024)]
	return bytes.Contains(head, []byte("<?xml")) || bytes.Contains(head, []byte(`xmlns="http://www.w3.org/1999/xhtml"`))
}

// isVoid reports whether an element has no end tag in HTML.
func isVoid(name string) bool {
	return slices.Contains([]string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}, name)
}
