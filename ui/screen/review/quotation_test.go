package review

import (
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestExcerptsKeepBlocksAndStyles(t *testing.T) {
	a, err := source.Read([]byte("One *two* three.\n\n    code  here\n    more\n\nFour **five** six."), source.Options{Type: "markdown"})
	if err != nil {
		t.Fatal(err)
	}
	from := strings.Index(a.Text, "two")
	cut := excerpt(a, annotate.Span{Start: from, End: strings.Index(a.Text, "five") + 2})
	if err := cut.Check(); err != nil {
		t.Fatalf("%q: %v", cut.Text, err)
	}
	if len(cut.Blocks) != 3 || cut.Blocks[1].Kind != annotate.Code || cut.Blocks[0].Kind != annotate.Quotation {
		t.Fatalf("blocks %+v", cut.Blocks)
	}
	for i, want := range map[int]string{0: "two", 2: "fi"} {
		if runs := cut.Blocks[i].Runs; len(runs) != 1 || runs[0].Span.In(cut.Text) != want {
			t.Errorf("block %d has the runs %+v, want %q", i, runs, want)
		}
	}
}

func page(width, height int, items ...annotate.Annotation) Model {
	return pageOf(twoParagraphs(), width, height, items...)
}

func pageOf(a *annotate.Article, width, height int, items ...annotate.Annotation) Model {
	m := New(&kit.Outbox{}, kit.TextSpec{Keys: keys.Default(), Article: a, Annotations: annotate.NewSet(items)}, time.UTC, 72).(Model)
	return kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: height, Theme: new(theme.Theme)}})
}

func TestALongQuotationIsCutAndSaysSo(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("word ", 10_000))
	a := &annotate.Article{Text: text, Blocks: []annotate.Block{{Span: annotate.Span{End: len(text)}}}}
	r := pageOf(a, 60, 20)
	rows := r.quotation(annotate.Annotation{Tag: annotate.Claim, Anchor: annotate.Anchor{
		Span: annotate.Span{End: len(text)}, State: annotate.Anchored}}, 50)
	if len(rows) != maxQuotationRows+1 || ansi.Strip(rows[maxQuotationRows]) != "…" {
		t.Errorf("%d rows, the last is %q", len(rows), rows[len(rows)-1])
	}
}

// Scrolling forward and back by the same number of rows leads to the same position, and
// the current entry is always on the screen.
func TestSteppingThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var items []annotate.Annotation
		for i := range rapid.IntRange(1, 20).Draw(t, "entries") {
			m := mark(string(rune('a'+i)), annotate.Tags()[i%3], 0, 14, annotate.Fields{"speaker": {"Ada Lund"}})
			m.Note = strings.Repeat("A note. ", rapid.IntRange(0, 30).Draw(t, "note"))
			items = append(items, m)
		}
		r := page(rapid.IntRange(40, 120).Draw(t, "width"), rapid.IntRange(10, 40).Draw(t, "height"), items...)
		there, n := r.step(r.top, rapid.IntRange(0, 80).Draw(t, "rows"))
		if back, m := r.step(there, -n); back != r.top || m != -n {
			t.Fatalf("%d rows on to %v, then %d back to %v", n, there, m, back)
		}
		for range rapid.IntRange(0, 20).Draw(t, "presses") {
			r = kittest.Press(r, rapid.SampledFrom([]string{"j", "k", "pgdown", "pgup", "G", "g", "n", "p", "3"}).Draw(t, "key"))
			first, last := place{r.entries[r.index], 0}, place{r.entries[r.index], len(r.draw(r.entries[r.index])) - 1}
			if last.compare(r.top) < 0 || first.compare(r.bottom()) > 0 {
				// only the figures and a heading fill the screen
				if r.index != 0 || r.top.part >= r.entries[0] {
					t.Fatalf("entry %d is not on the screen %v–%v", r.index, r.top, r.bottom())
				}
			}
		}
	})
}

// Whatever a field contains is drawn on separate rows and moves no cursor.
func TestFieldsContainNoControls(t *testing.T) {
	m := mark("a", annotate.Claim, 0, 3, annotate.Fields{"claimant": {"one\n\ntwo\x1b[2J"}, "own\n\x1b]0;x\x07": {"three"}})
	m.Creator = "ada\x1b[1m\nlund"
	r := page(80, 30, m)
	view := ansi.Strip(r.View().Content)
	if rows := strings.Count(view, "\n") + 1; rows != 30 {
		t.Errorf("%d rows on a screen of 30", rows)
	}
	for _, want := range []string{"claimant   one two[2J", "three", "ada[1m lund"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is missing in\n%s", want, view)
		}
	}
}

// An interrupted quotation is one entry with the words of its parts, and links to other
// annotations are shown.
func TestPartsAreOneEntry(t *testing.T) {
	first, part, claim := mark("a", annotate.Quote, 0, 7, annotate.Fields{"speaker": {"Ada Lund"}}), mark("b", annotate.Quote, 16, 20, nil), mark("c", annotate.Claim, 21, 25, nil)
	part.Links = []annotate.Relation{{Kind: annotate.Continues, To: "a"}, {Kind: annotate.Supports, To: "c"}, {Kind: annotate.Answers, To: "gone"}}
	claim.Anchor.Exact = "five"
	r := page(80, 40, first, part, claim)
	view := ansi.Strip(r.View().Content)
	for _, want := range []string{"2 annotations: 1 claim, 1 quote", "Quotes (1)", "1 of 2", "One two", "Four", "link       supports C in ¶2: “five”", "link       supported by Q in ¶2"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is missing in\n%s", want, view)
		}
	}
	if strings.Contains(view, "answers") || strings.Contains(view, "continues") {
		t.Errorf("in\n%s", view)
	}
}

func TestFewerRowsOrEntriesKeepTheScreenFull(t *testing.T) {
	var items []annotate.Annotation
	for i := range 8 {
		m := mark(string(rune('a'+i)), annotate.Claim, 0, 14, nil)
		m.Note = strings.Repeat("A note that is long on a narrow screen. ", 9)
		items = append(items, m)
	}
	r := page(40, 12, items...)
	for _, key := range []string{"n", "n", "pgdown", "j", "j"} {
		r = kittest.Press(r, key)
	}
	wide := kittest.Update(r, kit.CanvasMsg{Canvas: kit.Canvas{Width: 160, Height: 30, Theme: new(theme.Theme)}})
	if rows := strings.Count(wide.View().Content, "\n") + 1; rows != 30 {
		t.Errorf("%d rows after the window grew", rows)
	}
	if view := ansi.Strip(kittest.Update(r, kit.AnnotationsMsg{Set: annotate.NewSet(items[:1])}).View().Content); !strings.Contains(view, "1 of 1") {
		t.Errorf("after all but one were deleted elsewhere:\n%s", view)
	}
	if view := ansi.Strip(kittest.Update(r, kit.AnnotationsMsg{}).View().Content); !strings.Contains(view, "No annotations yet") {
		t.Errorf("after all were deleted elsewhere:\n%s", view)
	}
}

// Fields and notes begin in the column of the words, and the status is shown once, in the head.
func TestEntriesAreAligned(t *testing.T) {
	claim := annotate.Annotation{
		ID: "a", Tag: annotate.Claim, Note: "See **June**.", Labels: []string{"ferry"}, Replies: []annotate.Reply{{Creator: "bo", Note: "Done."}},
		Fields: annotate.Fields{"claimant": {"Ada Lund"}, "status": {"checking"}, "sources": {"fares"}},
		Anchor: annotate.Anchor{Span: annotate.Span{End: 4}, State: annotate.Anchored, Exact: "Word"},
	}
	for _, width := range []int{40, 80, 120} {
		text := ansi.Strip(page(width, 40, claim).View().Content)
		if n := strings.Count(text, "checking"); n != 2 { // in the figures and in the head
			t.Errorf("%d columns: the status is shown %d times:\n%s", width, n, text)
		}
		column := func(words string) int {
			for _, row := range strings.Split(text, "\n") {
				if before, _, ok := strings.Cut(row, words); ok {
					return ansi.StringWidth(before)
				}
			}
			t.Errorf("%d columns: no %q:\n%s", width, words, text)
			return -1
		}
		bar := column("▎")
		for _, words := range []string{"claimant", "sources", "#ferry", "See ", "↳ bo"} {
			if got := column(words); got != bar+2 {
				t.Errorf("%d columns: %q begins in column %d, the words in %d", width, words, got, bar+2)
			}
		}
	}
}
