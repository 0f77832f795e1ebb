package segment_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
)

var wordCases = []struct{ name, marked string }{
	{"plain", "«The» «ferry» «left»."},
	{"compounds", "«war-torn», «all-of-government», «Al‑Masri», «co‐op»"},
	{"hyphen at an end", "«pre»- -«post» «a»--«b»"},
	{"apostrophes", "«couldn’t» «don't» «o'clock» «states»’"},
	{"initialisms", "«U.S.» «U.S.-led» «e.g.» «a.m.» «Ph.D.»"},
	{"full stop of a sentence", "«end». «No». «Prof». «P»."},
	{"numbers", "«3.5» «10,000» «35th» $"},
	{"money and percent", "$«1.5» «million», «31»%, €«20»"},
	{"ampersand", "«AT&T», «R&D» & «co»"},
	{"quotation marks", "“«Go»,” «she» «said»; ‘«now»’"},
	{"dashes", "«talks»—«stakes» – «in» – «8»–«10»"},
	{"nothing", "— … !? ___ 🎉"},
	{"Chinese", "«中»«文» «文»«章»"},
	{"Thai keeps clusters whole", "«กำ»"},
	{"Khmer with zero-width spaces", "«ភាសា\u200b»«ខ្មែរ» «ក្នុង\u200b»«ប្រទេស\u200b»«កម្ពុជា»។"},
	{"Thai with zero-width spaces", "«ราคา\u200b»«เพิ่ม\u200b»«5» «บาท\u200b»(«วันนี้\u200b»)"},
	{"Mongolian with its last vowel apart", "«ᠬᠠᠮᠢᠭ\u180eᠠ» «ᠨᠢ»"},
	{"Devanagari", "«नमस्ते» «क्षि»"},
	{"stacked marks", "«Z͑ͫ̓A̴̵L» «é»"},
}

func TestWordsByTable(t *testing.T) {
	for _, c := range wordCases {
		t.Run(c.name, func(t *testing.T) {
			text, want := unmark(t, c.marked)
			got := slices.Collect(segment.Words(text, whole(text)))
			if !slices.Equal(got, want) {
				t.Errorf("got%s\nwant%s", quoted(text, got), quoted(text, want))
			}
			if n := segment.CountWords(text); n != len(want) {
				t.Errorf("count %d, want %d", n, len(want))
			}
		})
	}
}

func TestWordAtAnOffset(t *testing.T) {
	text := "In war-torn U.S. ports."
	for off, want := range map[int]string{
		0: "In", 1: "In", 2: "", 3: "war-torn", 6: "war-torn", 10: "war-torn", 11: "",
		13: "U.S.", 15: "U.S.", 16: "", 17: "ports", 22: "", 99: "",
	} {
		got, ok := segment.Word(text, whole(text), off)
		if got.In(text) != want || ok != (want != "") {
			t.Errorf("at %d: %q %v, want %q", off, got.In(text), ok, want)
		}
	}
}

func TestNextAndPrevWord(t *testing.T) {
	text := "— One, two — three"
	for _, c := range []struct {
		at         string // the caret is on its first letter
		prev, next string
	}{
		{"— One", "", "One"},
		{"One", "", "two"},
		{"ne", "One", "two"},
		{", two", "One", "two"},
		{"two", "One", "three"},
		{"— three", "two", "three"},
		{"three", "two", ""},
		{"hree", "three", ""},
	} {
		off := strings.Index(text, c.at)
		next, ok := segment.NextWord(text, whole(text), off)
		if got := next.In(text); got != c.next || ok != (c.next != "") {
			t.Errorf("next of %q: %q %v, want %q", c.at, got, ok, c.next)
		}
		prev, ok := segment.PrevWord(text, whole(text), off)
		if got := prev.In(text); got != c.prev || ok != (c.prev != "") {
			t.Errorf("previous of %q: %q %v, want %q", c.at, got, ok, c.prev)
		}
	}
	if last, ok := segment.PrevWord(text, whole(text), len(text)+9); !ok || last.In(text) != "three" {
		t.Errorf("before the end: %q %v", last.In(text), ok)
	}
	if first, ok := segment.NextWord("a b", whole("a b"), -1); !ok || first.Start != 0 {
		t.Errorf("after the beginning: %v %v", first, ok)
	}
}

func TestWordsStayInTheirBlock(t *testing.T) {
	text := "before\n\none two\n\nafter"
	block := annotate.Span{Start: 8, End: 15}
	if _, ok := segment.NextWord(text, block, 12); ok {
		t.Error("a word after the last")
	}
	if _, ok := segment.PrevWord(text, block, 8); ok {
		t.Error("a word before the first")
	}
	if n := len(slices.Collect(segment.Words(text, block))); n != 2 {
		t.Errorf("%d words, want 2", n)
	}
}

func TestCountWords(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, " \n ": 0, "a": 1, "one\ntwo  three": 3, "(one) \"two,\" [three]!": 3,
		"- one -- two-three 'four' five-": 4, "a/b c&d e_f g.h": 5, "don't 'tis": 2, "“one” two’s": 2,
		"x\u00a0y": 2, " \u0308x": 1, "a-'b": 2,
	} {
		if got := segment.CountWords(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// Folded blocks do not count.
func TestWordsOfAnArticle(t *testing.T) {
	block := func(start, end int, folded bool) annotate.Block {
		return annotate.Block{Span: annotate.Span{Start: start, End: end}, Folded: folded}
	}
	a := &annotate.Article{Text: "one two\n\nmore like\n\nthis and\n\nfour five", Blocks: []annotate.Block{
		block(0, 7, false), block(9, 18, true), block(20, 28, true), block(30, 39, false),
	}}
	if got := segment.CountArticleWords(a); got != 4 {
		t.Errorf("%d words in all", got)
	}
	for _, test := range []struct{ start, end, want int }{
		{0, 7, 2}, {4, 30, 1}, {4, 34, 2}, {9, 18, 0}, {12, 26, 0}, {20, 39, 2}, {30, 34, 1}, {0, 0, 0},
	} {
		if got := segment.CountVisibleWords(a, annotate.Span{Start: test.start, End: test.end}); got != test.want {
			t.Errorf("%d to %d: %d words, want %d", test.start, test.end, got, test.want)
		}
	}
}
