package source

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"galley/annotate"
)

// addNotes adds the notes after the text, by number, and then those that nothing
// refers to.
func (m *markdownReader) addNotes() {
	slices.SortStableFunc(m.notes, func(a, b *east.Footnote) int { return cmp.Compare(uint(a.Index), uint(b.Index)) })
	for _, note := range m.notes {
		m.noteMark = "[" + string(note.Ref) + "] "
		if note.Index > 0 {
			m.noteMark = fmt.Sprintf("[%d] ", note.Index)
		}
		walkTree(note, m.enter, m.leave)
		m.flushNumber()
	}
}

// alertMark matches the first line of a quotation that is an alert, as of GitHub or
// Obsidian, with its sort and title.
var alertMark = regexp.MustCompile(`^\[!([A-Za-z]{2,20})\][+-]?(?:[ \t]+(.*\S))?\s*$`)

// alert adds the title of an alert and the rest of its first paragraph, if n is that.
func (m *markdownReader) alert(n ast.Node) bool {
	if _, ok := n.Parent().(*ast.Blockquote); !ok || n.PreviousSibling() != nil || n.Lines().Len() == 0 {
		return false
	}
	first := n.Lines().At(0)
	mark := alertMark.FindSubmatch(first.Value(m.source))
	if mark == nil {
		return false
	}
	title := string(mark[2])
	if title == "" {
		title = strings.ToUpper(string(mark[1][:1])) + strings.ToLower(string(mark[1][1:]))
	}
	head := plain(title)
	head.changes = []styleChange{{0, runStyle{style: annotate.Strong}}}
	m.add(annotate.Quotation, head)
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		text, isText := child.(*ast.Text)
		n.RemoveChild(n, child)
		if isText && (text.SoftLineBreak() || text.HardLineBreak()) {
			break
		}
	}
	var r richText
	m.inline(&r, n)
	m.add(annotate.Quotation, r)
	return true
}
