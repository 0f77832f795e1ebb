package layout

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"

	"github.com/google/go-cmp/cmp"
)

func TestCellsCarryTheStylesOfRuns(t *testing.T) {
	a := plain("see the fares table now")
	a.Blocks[0].Runs = []annotate.Run{
		{Span: annotate.Span{Start: 4, End: 7}, Style: annotate.Emphasis},
		{Span: annotate.Span{Start: 8, End: 19}, Style: annotate.Link | annotate.Strong, Href: "https://example.org"},
	}
	l := New(a, Options{Measure: 10})
	var styled []string
	for _, pos := range all(l) {
		for _, c := range l.Cells(pos) {
			if c.Style != 0 {
				styled = append(styled, c.Text+c.Href)
			}
			if inside := c.Off >= 8 && c.Off < 19; inside != (c.Style == annotate.Link|annotate.Strong) {
				t.Errorf("cell %q at %d has style %d", c.Text, c.Off, c.Style)
			}
		}
	}
	if len(styled) != 14 || styled[0] != "t" || styled[3] != "fhttps://example.org" {
		t.Errorf("styled cells %q", styled)
	}
}

func TestRowKnowsItsBlock(t *testing.T) {
	a := articleOf(part{text: "The levy is a tax"}, part{kind: annotate.ListItem, level: 1, text: "One"})
	l := New(a, Options{Measure: 10})
	var got []Row
	for _, pos := range all(l) {
		got = append(got, l.Row(pos))
	}
	want := []Row{
		{Span: annotate.Span{Start: 0, End: 9}, First: true, Width: 9},
		{Span: annotate.Span{Start: 9, End: 17}, Width: 8},
		{Span: annotate.Span{Start: 17, End: 19}, Block: 1, Kind: annotate.ListItem, Blank: true},
		{Span: annotate.Span{Start: 19, End: 22}, Block: 1, Kind: annotate.ListItem, First: true, Width: 5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheFirstRowOfABlockIsFirstOnce(t *testing.T) {
	l := New(plain(strings.Repeat(sentences["english"], 400)), Options{Measure: 72})
	n := 0
	for _, pos := range all(l) {
		if l.Row(pos).First {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d first rows", n)
	}
}

func TestBlanksAtASoftLineEndHang(t *testing.T) {
	l := New(plain("harbour levy passes"), Options{Measure: 12})
	expectRows(t, l, "harbour levy", "passes")
	first := l.First()
	if span := l.Row(first).Span; span.End != 13 {
		t.Errorf("the hanging blank is not in the row: %v", span)
	}
	if pos, col := l.PosAt(12), l.ColOf(first, 12); pos != first || col != 12 {
		t.Errorf("the hanging blank is at %v, column %d", pos, col)
	}
	// A blank that fits in the measure has a cell, so that a tag is painted across it.
	l = New(plain("harbour levy passes"), Options{Measure: 13})
	expectRows(t, l, "harbour levy ", "passes")
}

func TestBlanksOfOtherWidthsHangToo(t *testing.T) {
	expectRows(t, New(plain("harbour levy \u3000passes"), Options{Measure: 12}), "harbour levy", "passes")
}

func TestNoLineBreaksAfterABlankThatCarriesAMark(t *testing.T) {
	expectRows(t, New(plain("xx aaa \u0301b"), Options{Measure: 7}), "xx ", "aaa \u0301b")
}

func TestClicks(t *testing.T) {
	l := New(articleOf(
		part{kind: annotate.ListItem, level: 1, text: "ab 中文"},
		part{kind: annotate.Table, text: "a | b\nlong | c"},
	), Options{Measure: 20})
	item, table := l.First(), l.PosAt(11)
	for _, c := range []struct {
		what string
		pos  Pos
		col  int
		want string
	}{
		{"on the bullet", item, 0, "ab"},
		{"left of the column", item, -3, "ab"},
		{"on a letter", item, 3, "b "},
		{"on the right half of a wide character", item, 6, "中"},
		{"past the end", item, 40, "文"},
		{"on the filler of a table", table, 3, "a "},
		{"on the separator of a table", table, 5, "|"},
		{"on the second column of a table", table, 7, "b"},
		{"on the row between blocks", Pos{1, 0, -1}, 5, "a "},
	} {
		if off := l.OffsetAt(c.pos, c.col); !strings.HasPrefix(l.article.Text[off:], c.want) {
			t.Errorf("a click %s gives %q", c.what, l.article.Text[off:])
		}
	}
}

func TestAClickPastABlankAtTheEndGivesTheLastLetter(t *testing.T) {
	l := New(plain("a levy passes"), Options{Measure: 9})
	if off := l.OffsetAt(l.First(), 30); off != 5 {
		t.Errorf("offset %d", off)
	}
}

func TestEmptyLineOfCodeHasAnOffset(t *testing.T) {
	l := New(articleOf(part{kind: annotate.Code, text: "a\n\nb"}), Options{Measure: 9})
	pos := l.PosAt(2)
	if off := l.OffsetAt(pos, 4); pos.Row != 1 || off != 2 || l.ColOf(pos, 2) != 0 {
		t.Errorf("row %v, offset %d", pos, off)
	}
}

func TestFoldedBlocksAreOneRow(t *testing.T) {
	furniture := func(text string) part { return part{kind: annotate.Furniture, text: text, folded: true} }
	a := articleOf(part{text: "Body"}, furniture("Also read: five ferries"), furniture("Menu"), part{text: "End"})
	l := New(a, Options{Measure: 16, Folded: furnitureOf(a)})
	expectRows(t, l, "Body", "", "▸ Also read: fi…", "", "End")
	fold := l.PosAt(strings.Index(a.Text, "Menu"))
	if row := l.Row(fold); row.Folded != 2 || row.Span.In(a.Text) != "Also read: five ferries\n\nMenu" {
		t.Errorf("row %+v", row)
	}
	if off := l.OffsetAt(fold, 3); a.Text[off] != 'l' {
		t.Errorf("a click on the fold gives %q", a.Text[off:])
	}
}

func TestAFoldSaysHowManyAndWhy(t *testing.T) {
	furniture := func(rule, text string) part {
		return part{kind: annotate.Furniture, text: text, folded: true, rule: rule}
	}
	a := articleOf(part{text: "Body"}, furniture("P3 related link", "Also read: five ferries"), furniture("P4 plug", "Sign up"), furniture("P4 plug", "Again"))
	for measure, want := range map[int]string{
		80: "▸ 3 folded: related link, plug  Also read: five ferries…",
		48: "▸ 3 folded: related link, plug  Also read: five…",
		44: "▸ 3 folded: related link, …  Also read: fiv…",
		24: "▸ 3 folded  Also read: …",
		16: "▸ Also read: fi…",
	} {
		expectRows(t, New(a, Options{Measure: measure, Folded: furnitureOf(a)}), "Body", "", want)
	}
}

func TestFoldedListItemIsSeparate(t *testing.T) {
	item := part{kind: annotate.ListItem, level: 1, text: "One"}
	menu := part{kind: annotate.ListItem, level: 1, text: "Menu", folded: true}
	a := articleOf(item, menu, item)
	expectRows(t, New(a, Options{Measure: 16, Folded: furnitureOf(a)}), "• One", "", "▸ Menu…", "", "• One")
}

func TestInvalidPosGivesTheNearestRow(t *testing.T) {
	l := New(articleOf(part{text: "One"}, part{text: "Two"}), Options{Measure: 9})
	for pos, want := range map[Pos]string{
		{-1, 0, 0}: "One", {0, 0, -1}: "One", {0, 3, 9}: "One", {1, 0, 7}: "Two", {9, 9, 9}: "Two", {1, 0, -1}: "",
	} {
		if got := textOf(l.Cells(pos)); got != want {
			t.Errorf("%v is %q, want %q", pos, got, want)
		}
	}
}

func TestEnumerators(t *testing.T) {
	for _, want := range []string{"1. ", "12) ", "(3) ", "a. ", "B) ", "(iv) ", "iv.) ", "2.3. ", "100. "} {
		if n := enumerator(want + "Text"); n != len(want) {
			t.Errorf("%q: %d", want, n)
		}
	}
	for _, text := range []string{
		"", "1.", "1.5 million", "No. 5", "A levy", "I said", "(see above) x", "(1 x", "(1. x", "Dr. X", "2024 was", "1..2. x", ". x", ") x", "long. x",
	} {
		if n := enumerator(text); n != 0 {
			t.Errorf("%q: %d", text, n)
		}
	}
}

func TestPositionsAreOrdered(t *testing.T) {
	rows := []Pos{{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {1, 0, -1}, {1, 0, 0}, {2, 0, 0}}
	if !slices.IsSortedFunc(rows, Pos.Compare) || rows[1].Compare(rows[1]) != 0 || rows[1].Compare(rows[0]) != 1 {
		t.Error("out of order")
	}
}

// A fold is unfolded and folded as a whole, from any block in it.
func TestAnyBlockOfAFoldKnowsItsRun(t *testing.T) {
	a := articleOf(part{text: "Levy"}, part{text: "Share", folded: true}, part{text: "Mail", folded: true}, part{text: "It passed."}, part{text: "Plug", folded: true})
	l := New(a, Options{Measure: 40, Folded: furnitureOf(a)})
	for block, want := range []annotate.Span{{}, {Start: 1, End: 3}, {Start: 1, End: 3}, {}, {Start: 4, End: 5}} {
		if got, ok := l.Folds(block); got != want || ok == want.Empty() {
			t.Errorf("block %d folds %v, %v", block, got, ok)
		}
	}
	if run, ok := New(a, Options{Measure: 40}).Folds(1); ok {
		t.Errorf("nothing is folded, but %v", run)
	}
}
