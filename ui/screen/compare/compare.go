// Package compare has the pages that show how the text of an article changed:
// paragraph by paragraph, and word by word where a paragraph was edited. Before
// an update is taken the page also says what becomes of the annotations.
package compare

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	uv "github.com/charmbracelet/ultraviolet"
)

// A Spec says what is compared.
type Spec struct {
	Keys    keys.Table
	Library *library.Library
	Article *annotate.Article // as it is read now
	Update  *library.Update   // nil: the version before is compared
}

// New makes the page of an update, or else of what changed since the version
// before. Without one the page closes and says so.
func New(out *kit.Outbox, s Spec) kit.Screen {
	if u := s.Update; u != nil {
		c := comparison{keys: s.Keys, old: u.From, new: u.To, diff: u.Diff, update: u}
		return kit.NewPager(out, kit.PagerSpec{
			Keys: s.Keys, Mode: keys.Version, Header: "A new version of this article", Draw: c.draw, Accept: kit.TakeUpdateMsg{},
		})
	}
	page := kit.PagerSpec{Keys: s.Keys, Mode: keys.Compare, Header: "What changed since the version before"}
	missing := fmt.Sprintf("This article has had no other text here; %s looks whether it changed at its source.", s.Keys.Key(keys.Read, keys.CheckUpdate))
	return newLoading(out, page, missing, func() (draw, error) {
		before, err := s.Library.PreviousVersion(s.Article)
		if err != nil || before == nil {
			return nil, err
		}
		return comparison{keys: s.Keys, old: before, new: s.Article, diff: diff.Compare(before, s.Article)}.draw, nil
	})
}

// The page in cells.
const (
	widest = 76
	indent = "   "
)

// A comparison is two versions of an article.
type comparison struct {
	keys     keys.Table
	old, new *annotate.Article
	diff     *diff.Diff
	update   *library.Update // that new is; nil if it was taken already
}

// A sheet is the page as it is drawn.
type sheet struct {
	comparison
	canvas kit.Canvas
	rows   []string
}

func (v comparison) draw(c kit.Canvas) []string {
	p := &sheet{comparison: v, canvas: c}
	p.add("")
	p.summary()
	p.differences()
	return p.rows
}

func (p *sheet) add(rows ...string) { p.rows = append(p.rows, rows...) }

// say adds a sentence.
func (p *sheet) say(text string, style uv.Style) {
	p.addIndented(" ", p.canvas.FlowText(text, p.width(), 0, style))
}

// addIndented adds rows after so many blanks.
func (p *sheet) addIndented(indent string, rows []string) {
	for _, row := range rows {
		p.add(indent + row)
	}
}

// width returns that of text, in cells.
func (p *sheet) width() int { return max(min(p.canvas.Width-len(indent)-1, widest), 1) }

// summary says what changed, and what that does to the annotations.
func (p *sheet) summary() {
	p.say(sentence(p.diff.String())+".", p.canvas.Theme.Plain.Cell)
	if p.update == nil {
		p.add("")
		return
	}
	p.say(p.outcome(), p.canvas.Theme.Plain.Cell)
	p.add("")
	p.say(fmt.Sprintf("%s takes the new text, %s leaves things as they are. The old text is kept either way.",
		p.keys.Key(keys.Version, keys.Accept), p.keys.Key(keys.Version, keys.Back)), p.canvas.Theme.Message.Cell)
	p.add("")
	for _, a := range p.update.Annotations {
		if a.Anchor.State != annotate.Anchored && a.Anchor.State != annotate.Moved {
			p.doubt(a)
		}
	}
}

// outcome counts what becomes of the annotations.
func (p *sheet) outcome() string {
	if len(p.update.Annotations) == 0 {
		return "Nothing is marked in it."
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

// doubt shows an annotation that needs a look once the new text is taken.
func (p *sheet) doubt(a annotate.Annotation) {
	t := p.canvas.Theme
	p.add(p.cut(fmt.Sprintf(" %s %s  %s", t.Letter(a.Tag).Render(a.Tag.Letter()), t.Guess().Render(string(a.Anchor.State)),
		t.Dim.Render(kit.OneLine(a.Anchor.Reason)))))
	p.words(a.Anchor.Exact, t.Removed())
	if a.Anchor.State == annotate.Changed {
		p.words(a.Anchor.Span.In(p.new.Text), t.Added())
	}
	p.add("")
}

// words shows a few rows of words of an annotation.
func (p *sheet) words(text string, style uv.Style) {
	const most = 4
	p.addIndented(indent, p.canvas.FlowText(text, p.width(), most, style))
}

func (p *sheet) cut(row string) string { return p.canvas.Cut(row, p.canvas.Width) }

// sentence gives text a capital.
func sentence(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
