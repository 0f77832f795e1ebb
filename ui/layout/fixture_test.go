package layout

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"

	"pgregory.net/rapid"
)

// A part is one block of a fixture.
type part struct {
	kind   annotate.Kind
	level  uint8
	text   string
	folded bool
	rule   string
}

// articleOf joins parts into an article.
func articleOf(parts ...part) *annotate.Article {
	var text strings.Builder
	a := &annotate.Article{}
	for i, p := range parts {
		if i > 0 {
			text.WriteString(annotate.Separator)
		}
		start := text.Len()
		text.WriteString(p.text)
		a.Blocks = append(a.Blocks, annotate.Block{
			Kind: p.kind, Level: p.level, Folded: p.folded, Rule: p.rule,
			Span: annotate.Span{Start: start, End: text.Len()},
		})
	}
	a.Text = text.String()
	return a
}

// furnitureOf returns a function that reports which blocks of an article are folded.
func furnitureOf(a *annotate.Article) func(int) bool {
	return func(block int) bool { return a.Blocks[block].Folded }
}

// plain returns an article of one paragraph.
func plain(text string) *annotate.Article { return articleOf(part{text: text}) }

// all lists the rows of a layout from the first to the last.
func all(l *Layout) []Pos {
	rows := []Pos{l.First()}
	for {
		next, ok := l.Next(rows[len(rows)-1])
		if !ok {
			return rows
		}
		rows = append(rows, next)
	}
}

// textOf joins the texts of cells.
func textOf(cells []Cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.Text)
	}
	return b.String()
}

// shown lists the rows of an article as they are drawn.
func shown(l *Layout) []string {
	var rows []string
	for _, pos := range all(l) {
		rows = append(rows, textOf(l.Cells(pos)))
	}
	return rows
}

func expectRows(t *testing.T, l *Layout, want ...string) {
	t.Helper()
	if got := shown(l); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "|\n"), strings.Join(want, "|\n"))
	}
}

// bricks are the parts of random texts.
var bricks = []string{
	"a", "the", "word", "levy", "unforgettable", "incomprehensibilities", "—", "–", "-", ",", ".", "“", "”", "’", "(", ")", "?",
	" ", " ", " ", " ", " ", "\n", "\u00a0", "\u3000", "5", "%", "/", "é", "e\u0301", "Ж", "\u0301", "\u0300\u0301", "中", "文字", "。", "，",
	"「", "ｶ\uff9e", "\uff9e", "한국", "\u1112\u1161\u11ab", "\u1161", "नमस्ते", "क्षि", "\u0903", "กำ", "ไทย", "مرحبا", "\u0600", "\u0600 ",
	"👨\u200d👩\u200d👧\u200d👦", "👍🏽", "🏽", "🇩🇪", "🇩", "❤️", "1️⃣", "\u200d", "\u200c", "\ufe0f", " | ", "|", "1. ", "(a) ", "\t", "\u2028", "\u0d4e", "\U000111c2",
}

// genText draws a text without the separator of blocks.
func genText(max int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(bricks), 1, max).Draw(t, "bricks"), "")
		return strings.ReplaceAll(text, annotate.Separator, "\n")
	})
}

// genArticle draws an article of a few blocks.
func genArticle() *rapid.Generator[*annotate.Article] {
	return rapid.Custom(func(t *rapid.T) *annotate.Article {
		parts := make([]part, rapid.IntRange(1, 5).Draw(t, "blocks"))
		for i := range parts {
			parts[i] = part{
				kind:   annotate.Kind(rapid.IntRange(0, int(annotate.Furniture)).Draw(t, "kind")),
				level:  uint8(rapid.SampledFrom([]int{0, 1, 2, 6, 255}).Draw(t, "level")),
				text:   genText(40).Draw(t, "text"),
				folded: rapid.IntRange(0, 3).Draw(t, "folded") == 0,
			}
		}
		return articleOf(parts...)
	})
}

// corpus reads a file of the corpus of real and hostile articles as paragraphs.
func corpus(t *testing.T, path ...string) *annotate.Article {
	t.Helper()
	dir := os.Getenv("GALLEY_CORPUS")
	if dir == "" {
		t.Skip("GALLEY_CORPUS names no folder")
	}
	data, err := os.ReadFile(filepath.Join(append([]string{dir}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	var parts []part
	for paragraph := range strings.SplitSeq(strings.TrimSpace(string(data)), annotate.Separator) {
		if paragraph = strings.Trim(paragraph, "\n"); paragraph != "" {
			parts = append(parts, part{text: paragraph})
		}
	}
	return articleOf(parts...)
}
