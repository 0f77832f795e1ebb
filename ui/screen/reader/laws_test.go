package reader_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/reader"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// pieces make texts that are awkward to move about in.
var pieces = []string{
	"The vote came. ", "“Go,” she said. ", "Prof. P. Lund ", "two  blanks ", "\n\n", "\n\n- item\n- item\n\n", "\n\n> quoted words\n\n",
	"中文字没有空格。", "नमस्ते दुनिया ", "👩‍🚀🏴󠁧󠁢󠁳󠁣󠁴󠁿 ", "cafe\u0301 ", "ไทยไม่มีช่องว่าง ", "x", "—", "\n", "  \n", "1998–2001, ", "# Heading\n\n", "```\ncode\n\n  more\n```\n\n",
	strings.Repeat("long", 40) + " ", "שלום עולם ", "a\u0300\u0301\u0302\u0303 ",
}

func drawArticle(t *rapid.T) *annotate.Article {
	for {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "text"), "")
		a, err := source.Read([]byte(text), source.Options{Type: "markdown"})
		if err == nil {
			a.ID = "article"
			return a
		}
	}
}

// A desk is a reader with a store that commits at once.
type desk struct {
	t      *rapid.T
	reader reader.Reader
	saved  annotate.Set
	steps  []annotate.Step
	next   int
}

var start = time.Date(2026, 5, 14, 14, 2, 0, 0, time.UTC)

func newDesk(t *rapid.T) *desk {
	d := &desk{t: t}
	env := reader.Env{
		Now: func() time.Time { return start.Add(time.Duration(d.next) * time.Second) },
		NewID: func() string {
			d.next++
			return fmt.Sprintf("%06d", d.next)
		},
		Author: "ada", Keys: keys.Default(), Measure: 72, Spacing: rapid.IntRange(0, 2).Draw(t, "spacing"),
		History: func(string) ([]annotate.Step, error) { return d.steps, nil },
	}
	d.reader = reader.Open(env, reader.Source{Article: drawArticle(t)})
	d.resize()
	return d
}

func (d *desk) resize() {
	d.reader = d.reader.On(kit.Canvas{
		Width:  rapid.IntRange(40, 130).Draw(d.t, "width"),
		Height: rapid.IntRange(10, 40).Draw(d.t, "height"),
		Method: rapid.SampledFrom([]ansi.Method{ansi.WcWidth, ansi.GraphemeWidth}).Draw(d.t, "method"),
		Theme:  new(theme.Theme),
	})
}

// do takes a new reader and saves what it asks to be saved.
func (d *desk) do(r reader.Reader, fx []effect.Effect) {
	d.reader = r
	for _, e := range fx {
		save, ok := e.(effect.Save)
		if !ok {
			continue
		}
		set, err := d.saved.Apply(save.Step.Changes...)
		if err != nil {
			d.t.Fatalf("step %q does not fit: %v", save.Step.What, err)
		}
		save.Step.Seq = uint64(len(d.steps) + 1)
		d.saved, d.steps = set, append(d.steps, save.Step)
		d.reader, _ = d.reader.Saved(save.Step.ID, save.Step.Seq)
	}
}

// check holds the laws of the screen.
func (d *desk) check() {
	text, caret := d.reader.Article().Text, d.reader.Caret()
	block := d.reader.Article().Blocks[d.reader.Article().BlockAt(caret)].Span
	if !block.Contains(caret) || !annotate.IsGraphemeBoundary(text, caret) || text[caret] == '\n' && block.Len() > 1 {
		d.t.Fatalf("the caret rests at %d of %q", caret, text)
	}
	for _, a := range d.reader.Annotations().All() {
		if !a.Anchor.Span.Fits(text) || a.Anchor.Exact != a.Anchor.Span.In(text) {
			d.t.Fatalf("annotation on %v, words %q", a.Anchor.Span, a.Anchor.Exact)
		}
	}
	if got, want := d.reader.Annotations().All(), d.saved.All(); len(got) != len(want) {
		d.t.Fatalf("%d annotations are shown, %d are saved", len(got), len(want))
	}
	d.checkScreen()
}

func (d *desk) checkScreen() {
	c, f := d.canvas(), d.reader.Draw()
	rows := strings.Split(f.Text+"\n"+f.Footer, "\n")
	if len(rows) != c.Height {
		d.t.Fatalf("%d rows on a screen of %d", len(rows), c.Height)
	}
	for i, row := range rows {
		if w := c.Method.StringWidth(row); w > c.Width {
			d.t.Fatalf("row %d is %d cells wide on a screen of %d: %q", i, w, c.Width, row)
		}
	}
	if !f.Shown || f.Col < 0 || f.Col >= c.Width || f.Row < 0 || f.Row >= c.Height {
		d.t.Fatalf("the cursor is at %d, %d (%v) on a screen of %d×%d", f.Col, f.Row, f.Shown, c.Width, c.Height)
	}
}

func (d *desk) canvas() kit.Canvas { return d.reader.Canvas() }

// pressed is every key of the table and some that mean nothing.
func pressed() []string {
	list := []string{"1", "2", "3", "7", "z", "Z", "%"}
	for _, b := range keys.Default() {
		for _, k := range b.Keys {
			list = append(list, strings.Fields(strings.ReplaceAll(k, "+ ", "+"))...)
		}
	}
	return list
}

func TestWhateverIsPressedTheLawsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk(t)
		d.check()
		for range rapid.IntRange(1, 60).Draw(t, "presses") {
			switch rapid.IntRange(0, 12).Draw(t, "what") {
			case 0:
				d.resize()
			case 1:
				d.do(d.reader.Click(rapid.IntRange(0, 130).Draw(t, "col"), rapid.IntRange(0, 40).Draw(t, "row")))
			case 2:
				d.do(d.reader.Drag(rapid.IntRange(0, 130).Draw(t, "col"), rapid.IntRange(0, 40).Draw(t, "row")))
			case 3:
				d.do(d.reader.Release())
				d.reader = d.reader.Scroll(rapid.IntRange(-9, 9).Draw(t, "rows"))
			default:
				d.do(d.reader.Press(rapid.SampledFrom(pressed()).Draw(t, "key")))
			}
			d.check()
		}
	})
}

// However much was done, undoing all of it leaves nothing, and redoing brings
// back the very same set.
func TestUndoToTheBeginningAndRedoToTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk(t)
		for range rapid.IntRange(1, 25).Draw(t, "presses") {
			d.do(d.reader.Press(rapid.SampledFrom([]string{"c", "q", "o", "d", "t", "r", "w", "}", "{", ")", "v", "s", "enter", "esc", "x", "tab"}).Draw(t, "key")))
		}
		for d.reader.Mode() != keys.Read {
			d.do(d.reader.Press("esc"))
		}
		made := d.saved.All()
		d.do(d.reader.Do(keys.Undo, len(d.steps)))
		if n := d.saved.Len(); n != 0 {
			t.Fatalf("%d annotations are left after undoing everything", n)
		}
		d.do(d.reader.Do(keys.Redo, len(d.steps)))
		again := d.saved.All()
		if len(again) != len(made) {
			t.Fatalf("%d annotations before, %d after undo and redo", len(made), len(again))
		}
		for i := range made {
			if !made[i].Equal(again[i]) {
				t.Fatalf("before %+v\nafter %+v", made[i], again[i])
			}
		}
	})
}
