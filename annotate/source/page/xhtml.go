package page

import (
	"bytes"
	"html"
	"slices"
)

const (
	cdataStart = "<![CDATA["
	cdataEnd   = "]]>"
)

// toHTML rewrites XHTML as HTML: empty elements, such as <title/>, become a start
// tag and an end tag, CDATA sections text. Other sources are returned unchanged.
func toHTML(source []byte) []byte {
	if !isXHTML(source) {
		return source
	}
	out := make([]byte, 0, len(source)+len(source)/8)
	for {
		start := bytes.IndexByte(source, '<')
		if start < 0 {
			return append(out, source...)
		}
		out, source = append(out, source[:start]...), source[start:]
		size := tagLen(source)
		tag := source[:size]
		source = source[size:]
		if text, ok := bytes.CutPrefix(tag, []byte(cdataStart)); ok {
			out = append(out, html.EscapeString(string(bytes.TrimSuffix(text, []byte(cdataEnd))))...)
			continue
		}
		name := tagName(tag)
		if len(name) == 0 || !bytes.HasSuffix(tag, []byte("/>")) || isVoid(string(bytes.ToLower(name))) {
			raw := rawLen(name, source)
			out = append(append(out, tag...), source[:raw]...)
			source = source[raw:]
			continue
		}
		out = append(append(out, tag[:len(tag)-2]...), "></"...)
		out = append(append(out, name...), '>')
	}
}

// rawLen returns how much of source, after a start tag, is the raw text of a
// script or style sheet. It is 0 for other elements.
func rawLen(name, source []byte) int {
	if !bytes.EqualFold(name, []byte("script")) && !bytes.EqualFold(name, []byte("style")) {
		return 0
	}
	for end := 0; ; end += 2 {
		next := bytes.Index(source[end:], []byte("</"))
		if next < 0 {
			return len(source)
		}
		end += next
		if hasPrefixFold(string(source[end+2:min(len(source), end+8)]), string(name)) {
			return end
		}
	}
}

func isXHTML(source []byte) bool {
	head := source[:min(len(source), 1024)]
	return bytes.Contains(head, []byte("<?xml")) || bytes.Contains(head, []byte(`xmlns="http://www.w3.org/1999/xhtml"`))
}

// tagLen returns the length of the tag, comment or CDATA section that source
// begins with.
func tagLen(source []byte) int {
	for _, section := range [...]struct{ start, end string }{{"<!--", "-->"}, {cdataStart, cdataEnd}} {
		if bytes.HasPrefix(source, []byte(section.start)) {
			if end := bytes.Index(source, []byte(section.end)); end >= 0 {
				return end + len(section.end)
			}
			return len(source)
		}
	}
	quote := byte(0)
	for i, c := range source {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(source)
}

func tagName(tag []byte) []byte {
	name := tag[1:]
	end := bytes.IndexAny(name, " \t\r\n\f/>")
	if end <= 0 || !isLetter(name[0]) {
		return nil
	}
	return name[:end]
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isVoid reports whether an element has no end tag in HTML.
func isVoid(name string) bool {
	return slices.Contains([]string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}, name)
}
