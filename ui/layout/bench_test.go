package layout

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"

	"github.com/charmbracelet/x/ansi"
)

var sentences = map[string]string{
	"english": "The vote came after nine hours, the longest sitting since 1998, and split both large parties. ",
	"typeset": "“Nobody asked the ferry crews,” said Ada Lund – she’s the union’s leader – and left the room at once. ",
	"chinese": "记者说：“这是引语。”他补充道，这一段很长，没有空格，需要在任意汉字之间换行，但标点不能出现在行首。",
}

// book returns an article of about size bytes in paragraphs of five sentences.
func book(size int, sentence string) *annotate.Article {
	parts := make([]part, size/(5*len(sentence))+1)
	for i := range parts {
		parts[i].text = strings.TrimSpace(strings.Repeat(sentence, 5))
	}
	return articleOf(parts...)
}

// BenchmarkWrap breaks paragraphs into rows.
func BenchmarkWrap(b *testing.B) {
	for name, sentence := range sentences {
		for _, method := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
			b.Run(fmt.Sprintf("%s/method%d", name, method), func(b *testing.B) {
				l := New(book(1<<20, sentence), Options{Measure: 72, Method: method})
				b.SetBytes(int64(len(l.article.Text)))
				for b.Loop() {
					for i := range l.article.Blocks {
						l.layOut(i, 0)
					}
				}
			})
		}
	}
}

// BenchmarkOpen makes a layout and draws the first screen.
func BenchmarkOpen(b *testing.B) {
	articles := map[string]*annotate.Article{
		"blocks":  book(10<<20, sentences["english"]),
		"line":    plain(strings.Repeat(sentences["english"], 10<<20/96)),
		"typeset": plain(strings.Repeat(sentences["typeset"], 10<<20/96)),
		"chinese": plain(strings.Repeat(sentences["chinese"], 10<<20/96)),
	}
	for name, a := range articles {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				page(New(a, Options{Measure: 72}), Pos{}, nil)
			}
		})
	}
}

// page draws a screen of 50 rows.
func page(l *Layout, top Pos, cells []Cell) (Pos, []Cell) {
	for range 50 {
		cells = l.AppendCells(cells[:0], top)
		l.Row(top)
		top, _ = l.Next(top)
	}
	return top, cells
}

// BenchmarkPage draws one screen after another.
func BenchmarkPage(b *testing.B) {
	l := New(book(10<<20, sentences["english"]), Options{Measure: 72})
	var cells []Cell
	b.ReportAllocs()
	for top := l.First(); b.Loop(); {
		top, cells = page(l, top, cells)
	}
}

// BenchmarkScroll draws the screen again after each step of one row.
func BenchmarkScroll(b *testing.B) {
	l := New(book(10<<20, sentences["english"]), Options{Measure: 72})
	var cells []Cell
	b.ReportAllocs()
	for top := l.First(); b.Loop(); {
		_, cells = page(l, top, cells)
		top, _ = l.Next(top)
	}
}

// BenchmarkJump draws the screen at offsets far apart.
func BenchmarkJump(b *testing.B) {
	l := New(plain(strings.Repeat(sentences["english"], 10<<20/96)), Options{Measure: 72})
	off := 0
	for b.Loop() {
		off = (off + 7_654_321) % len(l.article.Text)
		l.ColOf(l.PosAt(off), off)
	}
}
