package annotate_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	"galley/annotate"
)

// scripts are the characters that make clusters difficult, and some plain ones.
var scripts = []string{
	"a", "Z", "9", " ", ".", "\n", "\r", "\r\n", "\t", "é", "ß", "©", "®", "\u00ad", "\u00a0",
	"\u0301", "\u0308", "\u0327", "\u20dd", "\u200d", "\u200c", "\ufe0f", "\u0600", "\u070f",
	"👨", "👩", "👧", "👍", "🏽", "❤", "🇳", "🇴", "🇩", "🏴\U000E0067\U000E007F", "1\ufe0f\u20e3",
	"ᄀ", "ᅡ", "ᆨ", "가", "각", "한", "क", "ष", "\u094d", "\u093f", "\u0915\u094d\u0937", "ব", "\u09cd",
	"ก", "ำ", "่", "ไ", "ع", "ر", "\u064e", "א", "\u05b8", "я", "\u0483", "α", "က", "\u1031",
	"中", "文", "の", "カ", "\u3099", "。", "「", "！", "\u302a", "\U0002f9f4", "“", "…", "—", "‹", "\u2003", "\u2028", "\u2029", "‼", "⁉", "؟", "؛", "।", "\u06dd", "\u0d4e", "\u3000", "〰", "𝒜", "\u200b", "\u180e", "ไ", "ᠠ",
}

func anyScript(max int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(scripts), 0, max).Draw(t, "characters"), "")
	})
}

// clusterEdges returns the boundaries of text as UAX #29 finds them from its start,
// except those before a separator of words or vowels within a line.
func clusterEdges(text string) []int {
	edges := []int{0}
	for it := graphemes.FromString(text); it.Next(); {
		end := it.End()
		if n := len(edges) - 1; n > 0 && separatesWithinLine(text[edges[n-1]:edges[n]], text[edges[n]:end]) {
			edges = edges[:n]
		}
		edges = append(edges, end)
	}
	return edges
}

func separatesWithinLine(before, cluster string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.Trim(cluster, "\u200b\u180e") == "" && !strings.ContainsRune("\n\r\u2028\u2029", last)
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// checkClusters checks that all functions for clusters return the same as if the text
// had been read from its start.
func checkClusters(t fataler, text string) {
	t.Helper()
	edges := clusterEdges(text)
	for i := 1; i < len(edges); i++ {
		start, end := edges[i-1], edges[i]
		if got := annotate.NextGrapheme(text, start); got != end {
			t.Fatalf("after %d comes %d, want %d, in %q", start, got, end, text)
		}
		if got := annotate.PrevGrapheme(text, end); got != start {
			t.Fatalf("before %d comes %d, want %d, in %q", end, got, start, text)
		}
		for off := start; off < end; off++ {
			if got := annotate.GraphemeAt(text, off); got != start {
				t.Fatalf("the cluster at %d begins at %d, want %d, in %q", off, got, start, text)
			}
			if got := annotate.IsGraphemeBoundary(text, off); got != (off == start) {
				t.Fatalf("boundary at %d: %v, in %q", off, got, text)
			}
		}
	}
	if !annotate.IsGraphemeBoundary(text, len(text)) || annotate.GraphemeAt(text, len(text)) != len(text) ||
		annotate.NextGrapheme(text, len(text)) != len(text) || annotate.PrevGrapheme(text, 0) != 0 {
		t.Fatalf("the ends of %q are no boundaries", text)
	}
}

func TestClustersOfEveryScript(t *testing.T) {
	for name, text := range map[string]string{
		"empty":              "",
		"family":             "x👨‍👩‍👧‍👦y👍🏽❤️‍🔥z",
		"flags":              "🇳🇴🇩🇪🇳🇴🇳 🇩",
		"keycap":             "1️⃣2️⃣",
		"tag flag":           "a🏴\U000E0067\U000E0062\U000E007Fb",
		"copyright in a ZWJ": "👨\u200d©©",
		"jamo":               "각각각 가각",
		"Devanagari":         "नमस्ते क्षि क्ष्म",
		"Thai":               "กำลัง ไทยไม่มีช่องว่าง น้ำ",
		"Arabic":             "مَرْحَبًا بالعالم",
		"Hebrew":             "שָׁלוֹם",
		"stacked marks":      "Z͑ͫ̓ͪ̂A̴̵̜L̠ͨ",
		"carriage returns":   "a\r\nb\r\rc\n\r\n",
		"prepended":          "\u0600a\u0600\u0600 \u070fb",
		"Burmese":            "ကေကျွန်",
		"wide":               "！！中文「の」カ\u3099",
		"long Thai":          strings.Repeat("ไทยไม่มีช่องว่างระหว่างคำ", 120),
		"long Devanagari":    strings.Repeat("नमस्ते", 300),
		"many flags":         "a" + strings.Repeat("🇳🇴", 200),
		"many marks":         "a" + strings.Repeat("\u0301", 1500) + "b",
	} {
		t.Run(name, func(t *testing.T) { checkClusters(t, text) })
	}
}

func TestClustersOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkClusters(t, anyScript(40).Draw(t, "text")) })
}

func TestEveryPairOfCharacters(t *testing.T) {
	for _, a := range scripts {
		for _, b := range scripts {
			checkClusters(t, a+b+a)
		}
	}
}

func FuzzClusters(f *testing.F) {
	f.Add("x👨‍👩‍👧‍👦y")
	f.Add("a\r\n\u0600b")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 2048 {
			checkClusters(t, strings.ToValidUTF8(text, "\uFFFD"))
		}
	})
}

func TestSelectionCoversBothEnds(t *testing.T) {
	text := "né🇳🇴 x"
	s := annotate.Selection{Anchor: 0, Head: 3} // n … the flag
	if got := s.Span(text).In(text); got != "né🇳🇴" {
		t.Errorf("forward: %q", got)
	}
	if got := s.Swap().Span(text).In(text); got != "né🇳🇴" {
		t.Errorf("backward: %q", got)
	}
	if back := s.Swap(); back.Anchor != 3 || back.Head != 0 || back.Swap() != s {
		t.Errorf("swapped: %v", back)
	}
}

func TestSelectSpanIsTheInverseOfSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := "a" + anyScript(20).Draw(t, "text")
		edges := clusterEdges(text)
		i := rapid.IntRange(0, len(edges)-2).Draw(t, "from")
		j := rapid.IntRange(i+1, len(edges)-1).Draw(t, "to")
		span := annotate.Span{Start: edges[i], End: edges[j]}
		s := annotate.SelectSpan(text, span)
		if got := s.Span(text); got != span || s.Swap().Span(text) != span {
			t.Fatalf("%v became %v by way of %v", span, got, s)
		}
	})
}

func BenchmarkGraphemeAt(b *testing.B) {
	for name, unit := range map[string]string{"Latin": "naïve ", "Thai": "ไทยไม่มีช่องว่าง", "decomposed": "a\u0308", "flags": "🇳🇴"} {
		text := strings.Repeat(unit, 64<<10/len(unit))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				annotate.GraphemeAt(text, len(text)/2)
			}
		})
	}
}
