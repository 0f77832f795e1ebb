package source

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// An inlineWalk turns the inline nodes of one Markdown block into rich text.
type inlineWalk struct {
	source     []byte
	r          *richText
	open       [5]int   // number of open nodes, by bit of annotate.Style
	links      []string // targets of the open links, or "" for an unsafe one
	images     int      // number of open images
	onlyImages bool     // there is nothing visible outside images
	script     draft.Script
	scriptAt   int // the offset in r at which the superscript or subscript begins
}

// inline adds the inline nodes below n to r. The result is valid until the next
// call.
func (m *markdownReader) inline(r *richText, n ast.Node) *inlineWalk {
	w := &m.inlines
	*w = inlineWalk{source: m.source, r: r, onlyImages: true}
	r.text = slices.Grow(r.text, linesLen(n))
	walkTree(n, w.enter, w.leave)
	return w
}

// linesLen returns the size in bytes of the source of a block, which is rarely less
// than that of its text.
func linesLen(n ast.Node) (bytes int) {
	if n.Type() != ast.TypeBlock {
		return 0
	}
	for _, line := range n.Lines().Sliced(0, n.Lines().Len()) {
		bytes += line.Len()
	}
	return bytes
}

func (w *inlineWalk) enter(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.add(string(n.Value))
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Link:
		w.openLink(unescape(n.Destination))
	case *ast.Image:
		w.images++
	case *ast.RawHTML:
		w.tag(n.Segments.Value(w.source))
	case *east.FootnoteLink:
		w.add(fmt.Sprintf("[%d]", n.Index))
	case *east.TaskCheckBox:
		w.add(map[bool]string{true: "[x] ", false: "[ ] "}[n.IsChecked])
	default:
		w.toggle(styleOf(n), 1)
	}
	return true
}

func (w *inlineWalk) leave(n ast.Node) {
	switch n.Kind() {
	case ast.KindImage:
		w.images--
	case ast.KindLink:
		w.closeLink()
	default:
		w.toggle(styleOf(n), -1)
	}
}

func (w *inlineWalk) openLink(target string) {
	w.links = append(w.links, safeHref(target))
	w.toggle(w.linkStyle(), 1)
}

func (w *inlineWalk) closeLink() {
	style := w.linkStyle()
	w.links = w.links[:len(w.links)-1]
	w.toggle(style, -1)
}

// linkStyle returns the style of the innermost link, or 0 if it is unsafe.
func (w *inlineWalk) linkStyle() annotate.Style {
	if n := len(w.links); n > 0 && w.links[n-1] != "" {
		return annotate.Link
	}
	return 0
}

func styleOf(n ast.Node) annotate.Style {
	switch n := n.(type) {
	case *ast.Emphasis:
		if n.Level == 1 {
			return annotate.Emphasis
		}
		return annotate.Strong
	case *ast.CodeSpan:
		return annotate.CodeSpan
	case *east.Strikethrough:
		return annotate.Strike
	}
	return 0
}

// toggle opens (delta 1) or closes (delta -1) a style, and sets the style of the text
// that follows.
func (w *inlineWalk) toggle(style annotate.Style, delta int) {
	if style == 0 {
		return
	}
	var all annotate.Style
	for bit := range w.open {
		if style == 1<<bit {
			w.open[bit] += delta
		}
		if w.open[bit] > 0 {
			all |= 1 << bit
		}
	}
	href := ""
	for _, link := range w.links {
		if link != "" {
			href = link
		}
	}
	w.r.setStyle(all, href)
}

func (w *inlineWalk) add(text string) {
	w.r.add(text)
	if w.images == 0 && strings.TrimSpace(text) != "" {
		w.onlyImages = false
	}
}

// text adds a piece of a line, and the break after it.
func (w *inlineWalk) text(n *ast.Text) {
	value := n.Segment.Value(w.source)
	if n.IsRaw() {
		w.add(strings.ReplaceAll(string(value), "\n", " "))
	} else {
		w.add(unescape(value))
	}
	switch {
	case n.HardLineBreak():
		w.r.add("\n")
	case n.SoftLineBreak():
		w.r.add(" ")
	}
}

// autoLink adds a bare address as a link to itself.
func (w *inlineWalk) autoLink(n *ast.AutoLink) {
	href := string(n.URL(w.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(href), "mailto:") {
		href = "mailto:" + href
	}
	w.openLink(href)
	w.add(string(n.Label(w.source)))
	w.closeLink()
}

// safeHref returns the target of a link if it is an http, https or mailto address,
// or "".
func safeHref(target string) string {
	if target = strings.ReplaceAll(CleanLine(target), " ", "%20"); annotate.IsLink(target) {
		return target
	}
	return ""
}

// tag handles an inline tag: a line break, or the start or end of a superscript or
// subscript.
func (w *inlineWalk) tag(tag []byte) {
	name, _, _ := strings.Cut(strings.ToLower(string(bytes.Trim(tag, "< >/"))), " ")
	isEnd := bytes.HasPrefix(tag, []byte("</"))
	switch {
	case name == "br":
		w.r.add("\n")
	case name != "sup" && name != "sub":
	case isEnd:
		w.r.setOff(w.scriptAt, w.script, "")
		w.script = draft.OnLine
	default:
		w.script, w.scriptAt = map[string]draft.Script{"sup": draft.Raised, "sub": draft.Lowered}[name], len(w.r.text)
	}
}

// escapes matches a backslash before ASCII punctuation, and entities. No entity has a
// longer name or number.
var escapes = regexp.MustCompile(`\\[!-/:-@\[-\x60{-~]|&#?[0-9A-Za-z]{1,38};`)

// unescape decodes the backslash escapes and entities of Markdown in one pass, so
// that neither produces the other.
func unescape(source []byte) string {
	if bytes.IndexByte(source, '\\') < 0 && bytes.IndexByte(source, '&') < 0 {
		return string(source)
	}
	return string(escapes.ReplaceAllFunc(source, func(match []byte) []byte {
		if match[0] == '\\' {
			return match[1:]
		}
		return []byte(html.UnescapeString(string(match)))
	}))
}
