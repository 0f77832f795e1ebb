// Package compare has the pages that show how an article changed, paragraph by
// paragraph, and word by word where a paragraph was edited. For an update the
// page also shows what happens to the annotations.
package compare

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/layout"

	uv "github.com/charmbracelet/ultraviolet"
)

// A Spec holds the arguments of [New].
type Spec struct {
	Keys    keys.Table
	Library *library.Library
	Article *annotate.Article // the version being read
	Update  *library.Update   // nil: compare with the previous version
}

// New returns the page of an update or, without one, of the changes since the
// previous version. Without a previous version the page closes with a message.
func New(out *kit.Outbox, s Spec) kit.Screen {
	if u := s.Update; u != nil {
		c := comparison{keys: s.Keys, old: u.From, new: u.To, diff: u.Diff, update: u}
		return kit.NewPager(out, kit.PagerSpec{
			Keys: s.Keys, Mode: keys.Version, Header: "A new version of this article", Draw: c.draw, Accept: kit.TakeUpdateMsg{},
		})
	}
	return kit.NewPager(out, kit.PagerSpec{
		Keys: s.Keys, Mode: keys.Compare, Header: "Changes since the previous version",
		Missing: fmt.Sprintf("There is no other version of this article; %s checks its source for an update.",
			s.Keys.Key(keys.Read, keys.CheckUpdate)),
		Load: func() (kit.Drawing, error) {
			before, err := s.Library.PreviousVersion(s.Article)
			if err != nil || before == nil {
				return nil, err
			}
			return comparison{keys: s.Keys, old: before, new: s.Article, diff: diff.Compare(before, s.Article)}.draw, nil
		},
	})
}

// maxWidth is the maximum width of text, in cells, and indent precedes each row.
const (
	maxWidth = 76
	indent   = "   "
)

// A comparison is two versions of an article.
type comparison struct {
	keys     keys.Table
	old, new *annotate.Article
	diff     *diff.Diff
	update   *library.Update // the update that new belongs to; nil: already applied
}

// A sheet is a page being drawn.
type sheet struct {
	comparison
	canvas kit.Canvas
	rows   []string
}

func (v comparison) draw(c kit.Canvas) []string {
	p := &sheet{comparison: v, canvas: c, rows: []string{""}}
	p.summary()
	p.differences()
	return p.rows
}

func (p *sheet) add(rows ...string) { p.rows = append(p.rows, rows...) }

// say adds a sentence.
func (p *sheet) say(text string, style uv.Style) {
	p.addIndented(" ", p.canvas.FlowText(text, p.width(), 0, style))
}

// addText adds text, with an ellipsis after maxRows; 0 means no limit. Code and
// tables keep their lines.
func (p *sheet) addText(text string, kind annotate.Kind, maxRows int, style func(layout.Cell) uv.Style) {
	switch kind {
	case annotate.Code, annotate.Table:
		kind = annotate.Code
	default:
		kind = annotate.Paragraph
	}
	a := &annotate.Article{Text: text, Blocks: []annotate.Block{{Kind: kind, Span: annotate.Span{End: len(text)}}}}
	p.addIndented(indent, p.canvas.Flow(a, p.width(), maxRows, style))
}

// addIndented adds rows, each after an indent.
func (p *sheet) addIndented(indent string, rows []string) {
	for _, row := range rows {
		p.add(indent + row)
	}
}

// width returns the width of text, in cells.
func (p *sheet) width() int { return max(min(p.canvas.Width-len(indent)-1, maxWidth), 1) }

// summary adds what changed, and what happens to the annotations.
func (p *sheet) summary() {
	p.say(kit.Capital(p.diff.String())+".", p.canvas.Theme.Plain.Cell)
	if p.update == nil {
		p.add("")
		return
	}
	p.say(p.outcome(), p.canvas.Theme.Plain.Cell)
	p.add("")
	p.say(fmt.Sprintf("%s applies the update, %s does not. The old version is kept either way.",
		p.keys.Key(keys.Version, keys.Accept), p.keys.Key(keys.Version, keys.Back)), p.canvas.Theme.Message.Cell)
	p.add("")
	for _, a := range p.update.Annotations {
		if a.Anchor.State != annotate.Anchored && a.Anchor.State != annotate.Moved {
			p.addUncertain(a)
		}
	}
}

// outcome counts the annotations by what happens to them.
func (p *sheet) outcome() string {
	if len(p.update.Annotations) == 0 {
		return "It has no annotations."
	}
	count := map[annotate.State]int{}
	for _, a := range p.update.Annotations {
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
	return fmt.Sprintf("%s: %s.", annotate.Plural(len(p.update.Annotations), "annotation"), strings.Join(parts, ", "))
}

// addUncertain adds an annotation that must be checked once the update is applied.
func (p *sheet) addUncertain(a annotate.Annotation) {
	t := p.canvas.Theme
	p.add(p.cut(fmt.Sprintf(" %s %s  %s", t.Letter(a.Tag).Render(a.Tag.Letter()), t.Guess().Render(string(a.Anchor.State)),
		t.Dim.Render(kit.OneLine(a.Anchor.Reason)))))
	p.words(a.Anchor.Exact, t.Removed())
	if a.Anchor.State == annotate.Changed {
		p.words(a.Anchor.Span.In(p.new.Text), t.Added())
	}
	p.add("")
}

// words adds the first rows of an annotation's words.
func (p *sheet) words(text string, style uv.Style) {
	const maxRows = 4
	p.addIndented(indent, p.canvas.FlowText(text, p.width(), maxRows, style))
}

func (p *sheet) cut(row string) string { return p.canvas.Cut(row, p.canvas.Width) }
