package annotate_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"galley/annotate"
)

// article makes an article of paragraphs, with the kinds in turn.
func article(kinds []annotate.Kind, paragraphs ...string) *annotate.Article {
	a := &annotate.Article{Text: strings.Join(paragraphs, annotate.Separator)}
	off := 0
	for i, p := range paragraphs {
		a.Blocks = append(a.Blocks, annotate.Block{
			Span: annotate.Span{Start: off, End: off + len(p)}, Kind: kinds[i%len(kinds)],
		})
		off += len(p) + len(annotate.Separator)
	}
	annotate.NumberBlocks(a.Blocks)
	return a
}

var mixed = []annotate.Kind{annotate.Title, annotate.Paragraph, annotate.Heading, annotate.ListItem, annotate.Furniture, annotate.Quotation}

func TestBlockAndNumberAtEveryOffset(t *testing.T) {
	a := article(mixed, "Title", "One.", "Head", "• two", "Plug", "“Three.”")
	for off := -1; off <= len(a.Text)+2; off++ {
		want := 0
		for i, b := range a.Blocks {
			if off >= b.Span.Start {
				want = i
			}
		}
		if got := a.BlockAt(off); got != want {
			t.Errorf("block at %d: %d, want %d", off, got, want)
		}
		if got := a.NumberAt(off); got != int(a.Blocks[want].Number) {
			t.Errorf("number at %d: %d", off, got)
		}
	}
}

func TestNumberBlocks(t *testing.T) {
	a := article(mixed, "Title", "One.", "Head", "• two", "Plug", "“Three.”")
	var numbers []int32
	for _, b := range a.Blocks {
		numbers = append(numbers, b.Number)
	}
	if got := fmt.Sprint(numbers); got != "[0 1 0 2 0 3]" {
		t.Errorf("numbers %s", got)
	}
	if a.NumberedBlocks() != 3 {
		t.Errorf("numbered %d", a.NumberedBlocks())
	}
	for number, want := range map[int]int{0: -1, 1: 1, 2: 3, 3: 5, 99: 5} {
		if got, ok := a.BlockNumbered(number); ok != (want >= 0) || ok && got != want {
			t.Errorf("block %d: %d %v, want %d", number, got, ok, want)
		}
	}
	none := article([]annotate.Kind{annotate.Title}, "Only a title")
	if _, ok := none.BlockNumbered(1); ok || none.NumberedBlocks() != 0 {
		t.Error("a title is numbered")
	}
}

func TestKindsByName(t *testing.T) {
	for k := annotate.Paragraph; k <= annotate.Furniture; k++ {
		if got, err := annotate.ParseKind(k.String()); err != nil || got != k {
			t.Errorf("%v: %v, %v", k, got, err)
		}
	}
	if k, err := annotate.ParseKind("footnote"); err == nil {
		t.Errorf("an unknown kind is taken for %v", k)
	}
}

func TestNameOfAnArticle(t *testing.T) {
	a := article(mixed, "Short beginning", "One.")
	if a.Name() != "Short beginning" {
		t.Errorf("untitled: %q", a.Name())
	}
	a.Meta.Title = "A title"
	if a.Name() != "A title" {
		t.Errorf("titled: %q", a.Name())
	}
	if broken := article(mixed, "Two\nlines", "One."); broken.Name() != "Two lines" {
		t.Errorf("over two lines: %q", broken.Name())
	}
	long := article(mixed, strings.Repeat("é🇳🇴 ", 40))
	name := long.Name()
	cut := strings.TrimSuffix(name, "…")
	if cut == name || len(cut) > 80 || len(cut) < 60 || !strings.HasPrefix(long.Text, cut) || !annotate.IsGraphemeBoundary(long.Text, len(cut)) {
		t.Errorf("long: %q", name)
	}
}

func TestRemovalsAsText(t *testing.T) {
	for r, want := range map[annotate.Removals]string{
		{}:                                   "",
		{Bidi: 1}:                            "1 hidden character removed",
		{Controls: 1, Bidi: 2, Invisible: 3}: "6 hidden characters removed",
		{BadBytes: 1}:                        "1 unreadable byte shown as \uFFFD",
		{Controls: 2, BadBytes: 2}:           "2 hidden characters removed, 2 unreadable bytes shown as \uFFFD",
	} {
		if got := r.String(); got != want {
			t.Errorf("%+v: %q, want %q", r, got, want)
		}
	}
}

func TestCheckAcceptsTiledBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paragraphs := rapid.SliceOfN(rapid.StringMatching(`[a-z 中]{1,9}`), 1, 6).Draw(t, "paragraphs")
		a := article(mixed, paragraphs...)
		for i, b := range a.Blocks {
			half := b.Span.Start + b.Span.Len()/2
			for half > b.Span.Start && !utf8.RuneStart(a.Text[half]) {
				half--
			}
			if half > b.Span.Start {
				a.Blocks[i].Runs = []annotate.Run{
					{Span: annotate.Span{Start: b.Span.Start, End: half}}, {Span: annotate.Span{Start: half, End: b.Span.End}},
				}
			}
		}
		if err := a.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestCheckReportsBrokenArticles(t *testing.T) {
	span := func(start, end int) annotate.Span { return annotate.Span{Start: start, End: end} }
	for name, c := range map[string]struct {
		spoil func(a *annotate.Article)
		tiled bool // the fault is in the runs
	}{
		"no blocks":         {func(a *annotate.Article) { a.Blocks = nil }, false},
		"nothing at all":    {func(a *annotate.Article) { a.Blocks, a.Text = nil, "" }, false},
		"gap at the start":  {func(a *annotate.Article) { a.Blocks[0].Span.Start = 1 }, false},
		"gap":               {func(a *annotate.Article) { a.Blocks[1].Span.Start++ }, false},
		"overlap":           {func(a *annotate.Article) { a.Blocks[0].Span.End = 7 }, false},
		"empty block":       {func(a *annotate.Article) { a.Blocks[0].Span.End = 0 }, false},
		"past the end":      {func(a *annotate.Article) { a.Blocks[1].Span.End = 99 }, false},
		"rest":              {func(a *annotate.Article) { a.Text += "x" }, false},
		"last block absent": {func(a *annotate.Article) { a.Blocks = a.Blocks[:1] }, false},
		"one line end":      {func(a *annotate.Article) { a.Text = "One.\n Two." }, false},
		"run outside":       {func(a *annotate.Article) { a.Blocks[0].Runs = []annotate.Run{{Span: span(0, 5)}} }, true},
		"run before":        {func(a *annotate.Article) { a.Blocks[1].Runs = []annotate.Run{{Span: span(0, 8)}} }, true},
		"empty run":         {func(a *annotate.Article) { a.Blocks[0].Runs = []annotate.Run{{Span: span(2, 2)}} }, true},
		"runs overlap": {func(a *annotate.Article) {
			a.Blocks[0].Runs = []annotate.Run{{Span: span(0, 3)}, {Span: span(2, 4)}}
		}, true},
	} {
		a := article(mixed, "One.", "Two.")
		c.spoil(a)
		if err := a.Check(); err == nil || errors.Is(err, annotate.ErrNotTiled) == c.tiled {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDigestNamesTheText(t *testing.T) {
	for _, text := range []string{"", "a", strings.Repeat("é", 32<<10), strings.Repeat("x", 32<<10), strings.Repeat("x", 100_001)} {
		if want := fmt.Sprintf("%x", sha256.Sum256([]byte(text))); annotate.DigestOf(text) != want {
			t.Errorf("digest of %d bytes: %s, want %s", len(text), annotate.DigestOf(text), want)
		}
	}
}

func TestReasonLeavesOutTheNumberOfTheRule(t *testing.T) {
	for rule, want := range map[string]string{
		"W1 table of contents": "table of contents", "B12 plug": "plug", "": "",
		"table of contents": "table of contents", "rule2 plug": "rule2 plug", "a plug": "a plug", "W1": "W1",
	} {
		if got := (annotate.Block{Rule: rule}).Reason(); got != want {
			t.Errorf("%q says %q, want %q", rule, got, want)
		}
	}
}
