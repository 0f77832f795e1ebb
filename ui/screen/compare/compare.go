// Package compare is the page that shows how the text of an article changed:
// paragraph by paragraph, and word by word where a paragraph was edited. Before
// a new text is taken it also says what becomes of the annotations.
package compare

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/layout"

	uv "github.com/charmbracelet/ultraviolet"
)

// A Spec says what is compared.
type Spec struct {
	Keys     keys.Table
	Old, New *annotate.Article
	Diff     *diff.Diff
	// Placed is the annotations as they would stand on New; nil if New was
	// taken already.
	Placed []annotate.Annotation
	// Take is what taking New asks for; nil if it was taken already.
	Take []effect.Effect
}

// New makes the page.
func New(s Spec) kit.Pager {
	page := kit.PagerSpec{Keys: s.Keys, Mode: keys.Compare, Header: "What changed since the version before", Draw: s.draw}
	if s.Take != nil {
		page.Mode, page.Header = keys.Version, "A new version of this article"
		page.Answers = map[keys.Action][]effect.Effect{keys.Accept: s.Take}
	}
	return kit.NewPager(page)
}

// The page in cells.
const (
	widest = 76
	indent = "   "
)

// A sheet is the page as it is drawn.
type sheet struct {
	Spec
	canvas kit.Canvas
	rows   []string
}

func (s Spec) draw(c kit.Canvas) []string {
	p := &sheet{Spec: s, canvas: c}
	p.add("")
	p.summary()
	p.differences()
	return p.rows
}

func (p *sheet) add(rows ...string) { p.rows = append(p.rows, rows...) }

// say adds a sentence.
func (p *sheet) say(text string, style uv.Style) {
	for _, row := range p.flowed(kit.PlainArticle(text), 0, func(layout.Cell) uv.Style { return style }) {
		p.add(" " + row)
	}
}

// flowed draws an article; most bounds its rows, 0 does not.
func (p *sheet) flowed(a *annotate.Article, most int, style func(layout.Cell) uv.Style) []string {
	if most == 0 {
		most = len(a.Text) + len(a.Blocks) + 1
	}
	return kit.FlowRows(a, kit.FlowOptions{
		Width: max(min(p.canvas.Width-len(indent)-1, widest), 1), Method: p.canvas.Method,
		Most: most, More: p.canvas.Theme.Dim.Render("…"), Style: style,
	})
}

// summary says what changed, and what that does to the annotations.
func (p *sheet) summary() {
	p.say(sentence(p.Diff.String())+".", p.canvas.Theme.Plain.Cell)
	if p.Take == nil {
		p.add("")
		return
	}
	p.say(p.fate(), p.canvas.Theme.Plain.Cell)
	p.add("")
	p.say(fmt.Sprintf("%s takes the new text, %s leaves things as they are. The old text is kept either way.",
		p.Keys.Key(keys.Version, keys.Accept), p.Keys.Key(keys.Version, keys.Back)), p.canvas.Theme.Message.Cell)
	p.add("")
	for _, a := range p.Placed {
		if a.Anchor.State != annotate.Anchored && a.Anchor.State != annotate.Moved {
			p.doubt(a)
		}
	}
}

// fate counts what becomes of the annotations.
func (p *sheet) fate() string {
	if len(p.Placed) == 0 {
		return "Nothing is marked in it."
	}
	count := map[annotate.State]int{}
	for _, a := range p.Placed {
		count[a.Anchor.State]++
	}
	var parts []string
	for _, s := range []struct {
		state annotate.State
		words string
	}{
		{annotate.Anchored, "on the same words"}, {annotate.Moved, "moved with its words"},
		{annotate.Changed, "on words that were edited"}, {annotate.Ambiguous, "with several places to choose from"},
		{annotate.Orphan, "whose words are gone"},
	} {
		if n := count[s.state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s.words))
		}
	}
	return fmt.Sprintf("%s: %s.", annotations(len(p.Placed)), strings.Join(parts, ", "))
}

func annotations(n int) string {
	if n == 1 {
		return "1 annotation"
	}
	return fmt.Sprintf("%d annotations", n)
}

// doubt shows an annotation that needs a look once the new text is taken.
func (p *sheet) doubt(a annotate.Annotation) {
	t := p.canvas.Theme
	p.add(p.cut(fmt.Sprintf(" %s %s  %s", t.Letter(a.Tag).Render(a.Tag.Letter()), t.Guess().Render(string(a.Anchor.State)),
		t.Dim.Render(kit.OneLine(a.Anchor.Reason)))))
	p.words(a.Anchor.Exact, t.Gone())
	if a.Anchor.State == annotate.Changed {
		p.words(a.Anchor.Span.In(p.New.Text), t.Came())
	}
	p.add("")
}

// words shows a few rows of words of an annotation.
func (p *sheet) words(text string, style uv.Style) {
	const most = 4
	for _, row := range p.flowed(kit.PlainArticle(text), most, func(layout.Cell) uv.Style { return style }) {
		p.add(indent + row)
	}
}

func (p *sheet) cut(row string) string { return p.canvas.Cut(row, p.canvas.Width) }

// sentence gives text a capital.
func sentence(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
