package source

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
)

// outline returns the blocks of an article, one per line: kind, level if any, text.
// Styled text is in brackets, with the letters of the style and the target of a
// link; ⏎ is a line break.
func outline(a *annotate.Article) string {
	var b strings.Builder
	for _, block := range a.Blocks {
		b.WriteString(block.Kind.String())
		if block.Level > 0 {
			fmt.Fprintf(&b, " %d", block.Level)
		}
		b.WriteString(": " + strings.ReplaceAll(styled(a.Text, block), "\n", "⏎") + "\n")
	}
	return b.String()
}

func styled(text string, block annotate.Block) string {
	var b strings.Builder
	off := block.Span.Start
	for _, r := range block.Runs {
		b.WriteString(text[off:r.Span.Start] + "[")
		for bit, letter := range "escxl" {
			if r.Style&(1<<bit) != 0 {
				b.WriteRune(letter)
			}
		}
		b.WriteString("|" + r.Span.In(text))
		if r.Href != "" {
			b.WriteString("|" + r.Href)
		}
		b.WriteString("]")
		off = r.Span.End
	}
	return b.String() + text[off:block.Span.End]
}

// lines joins lines, with an LF after each.
func lines(l ...string) string { return strings.Join(l, "\n") + "\n" }

func readOutline(t *testing.T, text, typ string) string {
	t.Helper()
	a, err := Read([]byte(text), Options{Type: typ})
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, a)
	return outline(a)
}

const (
	prose  = "The council said on Tuesday that the levy on ferry tickets would rise by a tenth from May."
	prose2 = "Nobody had asked the crews, who learnt of the vote from the evening news like all others."
)

func TestShortLinesAreNotJoined(t *testing.T) {
	for text, want := range map[string]string{
		"an old silent pond\na frog jumps into the pond\nsplash silence again":             "an old silent pond|a frog jumps into the pond|splash silence again",
		"A: Did you come by boat\nB: I came by the ferry\nA: And who paid\nB: The board":   "A: Did you come by boat|B: I came by the ferry|A: And who paid|B: The board",
		"Levy\n\nthe rope is wet\nthe gulls go home\n\nthe boats are in\nthe quay is bare": "Levy|the rope is wet|the gulls go home|the boats are in|the quay is bare",
	} {
		a, err := Read([]byte(text), Options{Type: "text"})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(strings.FieldsFunc(a.Text, func(r rune) bool { return r == '\n' }), "|"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestWordsDividedAtTheEndsOfLinesAreJoined(t *testing.T) {
	text := "The harbour board met on Tuesday evening to discuss the new ferry infor\u00AD\r\nmation system and the long-running debate on the self\u00AD\r\n" +
		"ish board, in which the members of the crews asked again for the co-\r\noperation of the town, and for twenty- or thirty-year loans, and pre-\r\nand post-war boats.\r\n"
	a, err := Read([]byte(text), Options{Type: "text"})
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, a)
	want := "The harbour board met on Tuesday evening to discuss the new ferry information system and the long-running debate on the selfish board, " +
		"in which the members of the crews asked again for the cooperation of the town, and for twenty- or thirty-year loans, and pre- and post-war boats."
	if a.Text != want {
		t.Errorf("got %q", a.Text)
	}
}

func TestPlainText(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"title and paragraphs", "Harbour levy passes\n\n" + prose + "\n\n" + prose2, lines("title: Harbour levy passes", "paragraph: "+prose, "paragraph: "+prose2)},
		{"one paragraph has no title", "Harbour levy passes", lines("paragraph: Harbour levy passes")},
		{"short first line without a blank line", "Levy\n" + prose, lines("heading 2: Levy", "paragraph: "+prose)},
		{"short first line alone", "Levy\n\n" + prose, lines("title: Levy", "paragraph: "+prose)},
		{"first line that is a sentence", "The levy has passed.\n\n" + prose, lines("paragraph: The levy has passed.", "paragraph: "+prose)},
		{"line ends of all sorts", "Levy\r\n\r\n" + prose + "\r\r" + prose2 + "\u2029", lines("title: Levy", "paragraph: "+prose, "paragraph: "+prose2)},
		{"runs of blanks and tabs", "  a \t b\u00A0\u00A0c  \n", lines("paragraph: a b\u00A0\u00A0c")},
		{"line of no-break spaces parts paragraphs", prose + "\n\u00A0\n" + prose2, lines("paragraph: "+prose, "paragraph: "+prose2)},
		{
			"date and byline under the title", lines("Harbour levy passes", "", "By Ada Lund", "Friday, March 4, 2026", "", prose),
			lines("title: Harbour levy passes", "byline: By Ada Lund", "date: Friday, March 4, 2026", "paragraph: "+prose),
		},
		{
			"date above the title", lines("4. März 2026", "", "Hafenabgabe steigt im Mai", "", prose),
			lines("date: 4. März 2026", "title: Hafenabgabe steigt im Mai", "paragraph: "+prose),
		},
		{
			"deck before a byline", lines("Harbour levy passes", "", "Ferry crews say that nobody asked them", "", "By Ada Lund", "", prose),
			lines("title: Harbour levy passes", "deck: Ferry crews say that nobody asked them", "byline: By Ada Lund", "paragraph: "+prose),
		},
		{
			"deck before a dateline", lines("Harbour levy passes", "", "Ferry crews say that nobody asked them.", "", "NORTHAVEN (AP) — "+prose),
			lines("title: Harbour levy passes", "deck: Ferry crews say that nobody asked them.", "paragraph: NORTHAVEN (AP) — "+prose),
		},
		{
			"no deck where the article begins", lines("Harbour levy passes", "", prose, "", prose2),
			lines("title: Harbour levy passes", "paragraph: "+prose, "paragraph: "+prose2),
		},
		{
			"headings", lines("Harbour levy passes", "", prose, "", "What Comes Next", "", prose, "", "why now?", "", prose, "", "not a heading", "", prose, "", "The End"),
			lines("title: Harbour levy passes", "paragraph: "+prose, "heading 2: What Comes Next", "paragraph: "+prose,
				"heading 2: why now?", "paragraph: "+prose, "paragraph: not a heading", "paragraph: "+prose, "paragraph: The End"),
		},
		{
			"summary with bullets", lines("Harbour levy passes", "Summary", "  • one", "  • two", "", prose),
			lines("title: Harbour levy passes", "heading 2: Summary", "list-item 1: one", "list-item 1: two", "paragraph: "+prose),
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, readOutline(t, c.text, "text")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWrappedText(t *testing.T) {
	verse := lines("The levy rose, the ferry sank,", "Nobody asked the crew,", "They wrote a letter to the bank", "And then a second too.")
	cases := []struct{ name, text, want string }{
		{"paragraphs wrapped at 40", wrapped(prose, 40) + "\n\n" + wrapped(prose2, 40), lines("paragraph: "+prose, "paragraph: "+prose2)},
		{"wrapped at 72 with an address that is too long", wrapped(prose+" "+prose2, 72) + "\nhttps://example.org/" + strings.Repeat("a", 90) + "\n" + wrapped(prose, 72), lines("paragraph: " + prose + " " + prose2 + " https://example.org/" + strings.Repeat("a", 90) + " " + prose)},
		{"short lines between wrapped ones stay apart", wrapped(prose+" "+prose2, 60) + "\n\nAda Lund\nHarbour union\n\n" + wrapped(prose, 60), lines("paragraph: "+prose+" "+prose2, "paragraph: Ada Lund", "paragraph: Harbour union", "paragraph: "+prose)},
		{"paragraphs that begin with an indentation", "   " + wrapped(prose, 50) + "\n   " + wrapped(prose2, 50), lines("paragraph: "+prose, "paragraph: "+prose2)},
		{"each line a paragraph", prose + " " + prose2 + "\n" + prose2 + " " + prose, lines("paragraph: "+prose+" "+prose2, "paragraph: "+prose2+" "+prose)},
		{"hyphens and dashes at line ends", "The committee of the port said that well-\nknown ferries of the northern harbours—\nand those of the southern ones, the pre-\nand post-war ones too, would all have to\npay the same levy.", lines("paragraph: The committee of the port said that well-known ferries of the northern harbours—and those of the southern ones, the pre- and post-war ones too, would all have to pay the same levy.")},
		{"Chinese wrapped without blanks", strings.Repeat("港口税通过了新的规定", 3) + "\n" + strings.Repeat("渡轮船员没有被询问过", 3) + "\n完。", lines("paragraph: " + strings.Repeat("港口税通过了新的规定", 3) + strings.Repeat("渡轮船员没有被询问过", 3) + "完。")},
		{"Chinese, each line a paragraph", "港口税通过了。\n渡轮船员没有被询问。\n这是第三行。", lines("paragraph: 港口税通过了。", "paragraph: 渡轮船员没有被询问。", "paragraph: 这是第三行。")},
		{"verse", verse, lines("paragraph: " + strings.ReplaceAll(strings.TrimSpace(verse), "\n", "⏎"))},
		{"verse in a wrapped text", wrapped(prose+" "+prose2+" "+prose, 60) + "\n\n" + verse, lines("paragraph: "+prose+" "+prose2+" "+prose, "paragraph: "+strings.ReplaceAll(strings.TrimSpace(verse), "\n", "⏎"))},
		{"links under one another are no verse", lines("Home", "About the site", "Contact us", "Share this page"), lines("paragraph: Home", "paragraph: About the site", "paragraph: Contact us", "paragraph: Share this page")},
		{"code", lines("Levy table", "", "    if levy {", "", "        pay()", "    }", "", prose), lines("title: Levy table", "code: if levy {", "code:     pay()⏎}", "paragraph: "+prose)},
		{"code with tabs", "x\n\n\ta\tb\n\t\tc", lines("title: x", "code: a   b⏎    c")},
		{"prose set in is no code", "x y z\n\n\t" + prose, lines("title: x y z", "paragraph: "+prose)},
		{"everything set in is no code", "      Harbour levy passes\n\n      The crews\n      were not asked", lines("title: Harbour levy passes", "paragraph: The crews", "paragraph: were not asked")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, readOutline(t, c.text, "text")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestListsAndQuotationsInPlainText(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"bullets go", "- one\n- two", lines("list-item 1: one", "list-item 1: two")},
		{"numbers stay", "1. one\n2. two\n\n3) x\n4) y\n\na) p\nb) q\n\n(1) r\n(2) s", lines(
			"list-item 1: 1. one", "list-item 1: 2. two", "list-item 1: 3) x", "list-item 1: 4) y",
			"list-item 1: a) p", "list-item 1: b) q", "list-item 1: (1) r", "list-item 1: (2) s")},
		{"bullet before a no-break space", "•\u00A0one\n•\u00A0two", lines("list-item 1: one", "list-item 1: two")},
		{"items between blank lines", "* one\n\n* two\n\n* three", lines("list-item 1: one", "list-item 1: two", "list-item 1: three")},
		{"a dot alone is a bullet", "x y z\n\n• one\n\n" + prose, lines("title: x y z", "list-item 1: one", "paragraph: "+prose)},
		{"a hyphen alone is none", "- one\n\n" + prose, lines("title: - one", "paragraph: "+prose)},
		{"a number alone is none", prose + "\n\n1. Introduction\n\n" + prose, lines("paragraph: "+prose, "heading 2: 1. Introduction", "paragraph: "+prose)},
		{"a hyphen beside a number is none", "x\n\n- one\n1. two", lines("title: x", "paragraph: - one", "paragraph: 1. two")},
		{"what people say between dashes", "x\n\n– Yes, said Lund.\n\n– No, said Berg.", lines("title: x", "paragraph: – Yes, said Lund.", "paragraph: – No, said Berg.")},
		{"dashes one under another", "– one\n– two", lines("list-item 1: one", "list-item 1: two")},
		{"lists in lists", "- one\n  - inner\n    - innermost\n  - inner again\n- two", lines(
			"list-item 1: one", "list-item 2: inner", "list-item 3: innermost", "list-item 2: inner again", "list-item 1: two")},
		{"items of several lines", "- one\n  goes on\n- two", lines("list-item 1: one goes on", "list-item 1: two")},
		{"list after a line", "Reasons:\n- one\n- two\nSo be it", lines("paragraph: Reasons:", "list-item 1: one", "list-item 1: two", "paragraph: So be it")},
		{"years and decimals are no numbers of items", "2024. was\n2025. is", lines("paragraph: 2024. was", "paragraph: 2025. is")},
		{"a mark without words", "-\n- \n• \n1.", lines("paragraph: -", "paragraph: -", "paragraph: •", "paragraph: 1.")},
		{"quotation", "x y z\n\n> one\n> two\n>\n> three\n>> deeper", lines("title: x y z", "quotation 1: one", "quotation 1: two", "quotation 1: three", "quotation 2: deeper")},
		{"blank quotation", "> one\n> \u00A0\n> \u2003\n> two\n", lines("quotation 1: one", "quotation 1: two")},
		{"wrapped quotation", "> " + strings.ReplaceAll(wrapped(prose, 50), "\n", "\n> "), lines("quotation 1: " + prose)},
		{"a sign is no quotation", ">:( she said.\n>30 degrees", lines("paragraph: >:( she said.", "paragraph: >30 degrees")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, readOutline(t, c.text, "text")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMetadataOfPlainText(t *testing.T) {
	text := lines("Harbour levy passes", "", "Ferry crews say that nobody asked them", "", "By Ada Lund", "Friday, March 4, 2026", "", prose, "", "- one", "- two")
	a, err := Read([]byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := annotate.Meta{
		Title: "Harbour levy passes", Deck: "Ferry crews say that nobody asked them",
		Byline: "Ada Lund", Published: "Friday, March 4, 2026",
	}
	if diff := cmp.Diff(want, a.Meta); diff != "" {
		t.Error(diff)
	}
	if a.NumberedBlocks() != 3 || a.NumberAt(len(a.Text)) != 3 {
		t.Errorf("%d numbered blocks, want the paragraph and two items", a.NumberedBlocks())
	}
	for _, b := range a.Blocks {
		if ruled := b.Kind != annotate.Paragraph; ruled != (b.Rule != "") || ruled != (b.Confidence > 0) {
			t.Errorf("%s has rule %q with confidence %v", b.Kind, b.Rule, b.Confidence)
		}
	}
}

func TestLongLinesAndWordsAreOneBlock(t *testing.T) {
	for _, text := range []string{strings.Repeat("on and on, ", 60_000), strings.Repeat("x", 100_000), strings.Repeat("字", 100_000)} {
		if out := readOutline(t, text, "text"); strings.Count(out, "\n") != 1 {
			t.Errorf("%d blocks", strings.Count(out, "\n"))
		}
	}
}

// TestKindsOfAPastedPage compares the kinds of the lines with those that people
// gave them, and checks that furniture is folded.
func TestKindsOfAPastedPage(t *testing.T) {
	root := os.Getenv("GALLEY_CORPUS")
	if root == "" {
		t.Skip("GALLEY_CORPUS names no folder")
	}
	raw, err := os.ReadFile(filepath.Join(root, "articles", "web-paste.txt"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile(filepath.Join(root, "articles", "web-paste.kinds.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected struct{ Kinds map[string][]int }
	if err := json.Unmarshal(table, &expected); err != nil {
		t.Fatal(err)
	}
	kinds := map[int]string{}
	for kind, numbers := range expected.Kinds {
		for _, n := range numbers {
			kinds[n] = kind
		}
	}
	a, err := Read(raw, Options{})
	if err != nil {
		t.Fatal(err)
	}
	next := 0
	for i, l := range strings.Split(string(raw), "\n") {
		if strings.TrimSpace(l) == "" {
			continue
		}
		block := a.Blocks[next]
		got, want := block.Kind.String(), kinds[i+1]
		next++
		if want == "" {
			want = "paragraph"
		}
		if got != want || block.Folded != (want == "furniture") {
			t.Errorf("line %d is a %s, want %s: %q", i+1, got, want, l)
		}
	}
	if next != len(a.Blocks) {
		t.Errorf("%d blocks, want %d", len(a.Blocks), next)
	}
}
