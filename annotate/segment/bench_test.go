package segment_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
)

// prose is about 1 kB of made-up news.
const prose = `OSLO (AP) — “Nobody asked the ferry crews,” said Ada Lund, Ph.D., who leads the ` +
	`harbour union. The levy adds $4.20 to every ticket, or 3.5 percent… “Why?” she asked. “It is ` +
	`a tax on people who can’t stay away.” The U.S. President was told at 8 p.m. Tuesday; Sen. J. B. ` +
	`Berg (of No. 5 Quay St.) was not. Two large parties split — after nine hours, the longest ` +
	`sitting since Jan. 6, 1998 — and both lost members. Berg Inc. Chairman Lee said: “We are ` +
	`small, but we’re here.” The war-torn town’s well-being matters, he added. Then they left. `

// places returns the blocks that are measured: a paragraph, and one of 10 MB, as
// text that sentences divide and as one that nothing divides.
func places() []struct {
	name string
	text string
} {
	return []struct{ name, text string }{
		{"paragraph 1kB", strings.TrimSpace(prose + prose)},
		{"prose 10MB", strings.Repeat(prose, 10<<20/len(prose))},
		{"letters 10MB", strings.Repeat("a", 10<<20)},
		{"Chinese 10MB", strings.Repeat("记者说：“这是引语。”他补充道。这一段很长，没有空格。", 10<<20/75)},
		{"Thai 10MB", strings.Repeat("ไทยไม่มีช่องว่างระหว่างคำ", 10<<20/75)},
	}
}

func atEachPlace(b *testing.B, f func(text string, block annotate.Span, off int)) {
	for _, p := range places() {
		off := annotate.GraphemeAt(p.text, len(p.text)*6/10)
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f(p.text, whole(p.text), off)
			}
		})
	}
}

func BenchmarkSentence(b *testing.B) {
	atEachPlace(b, func(text string, block annotate.Span, off int) { segment.Sentence(text, block, off) })
}

func BenchmarkNextSentence(b *testing.B) {
	atEachPlace(b, func(text string, block annotate.Span, off int) { segment.NextSentence(text, block, off) })
}

func BenchmarkPrevSentence(b *testing.B) {
	atEachPlace(b, func(text string, block annotate.Span, off int) { segment.PrevSentence(text, block, off) })
}

func BenchmarkNextWord(b *testing.B) {
	atEachPlace(b, func(text string, block annotate.Span, off int) { segment.NextWord(text, block, off) })
}

func BenchmarkPrevWord(b *testing.B) {
	atEachPlace(b, func(text string, block annotate.Span, off int) { segment.PrevWord(text, block, off) })
}

func BenchmarkGrow(b *testing.B) {
	atEachPlace(b, func(text string, block annotate.Span, off int) {
		segment.Expand(text, block, annotate.Span{Start: off, End: annotate.NextGrapheme(text, off)})
	})
}

func BenchmarkSentences(b *testing.B) {
	for _, p := range places()[:2] {
		b.Run(p.name, func(b *testing.B) {
			b.SetBytes(int64(len(p.text)))
			for b.Loop() {
				for range segment.Sentences(p.text, whole(p.text)) {
				}
			}
		})
	}
}

func BenchmarkCountWords(b *testing.B) {
	for _, p := range places()[1:] {
		b.Run(p.name, func(b *testing.B) {
			b.SetBytes(int64(len(p.text)))
			for b.Loop() {
				segment.CountWords(p.text)
			}
		})
	}
}
